package online.neuropod.worker.sweep;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import online.neuropod.worker.watch.DriftCheck;
import online.neuropod.workflows.contract.Reconciliation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks again and again for what was lost on its way: wishes, and what was decided about people,
 * every 5 s, drift and the reconciler itself every 30 s, all of them once at the start.
 */
public final class Sweeper implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final Duration WISHES_PAUSE = Duration.ofSeconds(5);
  private static final Duration OTHERS_PAUSE = Duration.ofSeconds(30);

  private final WishSweep wishes;
  private final AccountSweep accounts;
  private final Reconciliation reconciler;
  private final DriftCheck drift;
  private final Duration wishesPause;
  private final Duration othersPause;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().name("sweep-", 0).daemon().factory());
  private volatile boolean running;

  /** Sweeps with these. */
  public Sweeper(
      WishSweep wishes, AccountSweep accounts, Reconciliation reconciler, DriftCheck drift) {
    this(wishes, accounts, reconciler, drift, WISHES_PAUSE, OTHERS_PAUSE);
  }

  /** The same with other pauses. */
  Sweeper(
      WishSweep wishes,
      AccountSweep accounts,
      Reconciliation reconciler,
      DriftCheck drift,
      Duration wishesPause,
      Duration othersPause) {
    this.wishes = wishes;
    this.accounts = accounts;
    this.reconciler = reconciler;
    this.drift = drift;
    this.wishesPause = wishesPause;
    this.othersPause = othersPause;
  }

  @Override
  public void start() {
    running = true;
    every(wishesPause, "wishes", wishes::run);
    every(wishesPause, "accounts", accounts::run);
    every(othersPause, "reconciler", reconciler::ensure);
    every(othersPause, "drift", drift::checkAll);
  }

  private void every(Duration pause, String what, Runnable sweep) {
    var _ =
        threads.scheduleWithFixedDelay(
            () -> attempt(what, sweep), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void attempt(String what, Runnable sweep) {
    try {
      sweep.run();
    } catch (RuntimeException failure) {
      // Whatever it is, a schedule that ended at its first failure would mend nothing any more.
      LOG.warn("sweeping {} failed, trying again: {}", what, failure.toString());
    }
  }

  @Override
  public void stop() {
    running = false;
    threads.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
