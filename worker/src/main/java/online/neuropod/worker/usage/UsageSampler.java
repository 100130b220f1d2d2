package online.neuropod.worker.usage;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Measures again and again, from the start of the process to its end. */
public final class UsageSampler implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(UsageSampler.class);

  private final UsageRound round;
  private final Duration pause;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("usage-", 0).daemon().factory());
  private volatile boolean running;

  /**
   * Runs this.
   *
   * @param pause between two rounds
   */
  UsageSampler(UsageRound round, Duration pause) {
    this.round = round;
    this.pause = pause;
  }

  @Override
  public void start() {
    running = true;
    var _ =
        thread.scheduleWithFixedDelay(this::attempt, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt() {
    try {
      round.run();
    } catch (RuntimeException failure) {
      // Whatever it is, a schedule that ended at its first failure would measure nothing any more.
      LOG.warn("pods are not measured, trying again: {}", failure.toString());
    }
  }

  /** Ends, and lets another process take over if the store answers at once. */
  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
    try {
      round.handOver();
    } catch (RuntimeException away) {
      LOG.debug("the lease ends by itself", away);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
