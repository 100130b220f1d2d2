package online.neuropod.api.status;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** Looks for outages again and again. */
final class OutageWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(OutageWatch.class);
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Outages outages;
  private final InstantSource clock;
  // One for each start: a context may be stopped and started again.
  private volatile Optional<SimpleAsyncTaskScheduler> scheduler = Optional.empty();

  OutageWatch(Outages outages, InstantSource clock) {
    this.outages = outages;
    this.clock = clock;
  }

  @Override
  public void start() {
    var watch = new SimpleAsyncTaskScheduler();
    watch.setVirtualThreads(true);
    watch.setThreadNamePrefix("outages-");
    watch.setErrorHandler(
        failure -> LOG.warn("Looking for outages failed, trying again: {}", failure.toString()));
    scheduler = Optional.of(watch);
    var _ =
        watch.scheduleWithFixedDelay(
            () -> outages.look(clock.instant()), clock.instant().plus(PAUSE), PAUSE);
  }

  @Override
  public void stop() {
    scheduler.ifPresent(SimpleAsyncTaskScheduler::close);
    scheduler = Optional.empty();
  }

  @Override
  public boolean isRunning() {
    return scheduler.isPresent();
  }
}
