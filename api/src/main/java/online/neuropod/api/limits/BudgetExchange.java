package online.neuropod.api.limits;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Exchanges budgets with the other processes, twice a second, beside the requests. */
final class BudgetExchange implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(BudgetExchange.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final RateLimits limits;
  // One for each start: a context may be stopped and started again.
  private volatile Optional<ScheduledExecutorService> thread = Optional.empty();
  private volatile boolean running;

  BudgetExchange(RateLimits limits) {
    this.limits = limits;
  }

  @Override
  public void start() {
    running = true;
    ScheduledExecutorService exchanging =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("budgets").daemon().factory());
    thread = Optional.of(exchanging);
    var _ =
        exchanging.scheduleWithFixedDelay(
            this::attempt, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt() {
    try {
      limits.exchange();
    } catch (RuntimeException failure) {
      // Whatever it is, an exchange that ended at its first failure would leave each process alone.
      LOG.warn("budgets were not exchanged", failure);
    }
  }

  @Override
  public void stop() {
    running = false;
    thread.ifPresent(ScheduledExecutorService::shutdownNow);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
