package online.neuropod.worker.sweep;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import online.neuropod.worker.watch.DriftCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Looks again and again for what was lost on its way: wishes every 5 s, bills and drift every 30 s,
 * all of them once at the start.
 */
public final class Sweeper implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final long WISHES_SECONDS = 5;
  private static final long OTHERS_SECONDS = 30;

  private final WishSweep wishes;
  private final BillSweep bills;
  private final DriftCheck drift;
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(2, Thread.ofPlatform().name("sweep-", 0).daemon().factory());
  private volatile boolean running;

  /** Sweeps with these. */
  public Sweeper(WishSweep wishes, BillSweep bills, DriftCheck drift) {
    this.wishes = wishes;
    this.bills = bills;
    this.drift = drift;
  }

  @Override
  public void start() {
    running = true;
    every(WISHES_SECONDS, "wishes", wishes::run);
    every(OTHERS_SECONDS, "bills", bills::run);
    every(OTHERS_SECONDS, "drift", drift::checkAll);
  }

  private void every(long seconds, String what, Runnable sweep) {
    var _ =
        threads.scheduleWithFixedDelay(() -> attempt(what, sweep), 0, seconds, TimeUnit.SECONDS);
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
