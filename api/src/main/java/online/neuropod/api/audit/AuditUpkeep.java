package online.neuropod.api.audit;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import online.neuropod.store.audit.AuditRetention;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;

/** Completes the audit where something came between, and forgets what is too old. */
final class AuditUpkeep implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(AuditUpkeep.class);
  private static final Duration UNTOLD_PAUSE = Duration.ofSeconds(2);
  private static final Duration SETTLE_PAUSE = Duration.ofMinutes(1);
  private static final Duration RETENTION_PAUSE = Duration.ofHours(1);

  private final Audit audit;
  private final AuditRetention retention;
  private final Optional<Duration> keep;
  private final InstantSource clock;
  // One for each start: a context may be stopped and started again.
  private volatile Optional<SimpleAsyncTaskScheduler> scheduler = Optional.empty();

  /**
   * Looks after this audit.
   *
   * @param keep how long entries are kept; empty for ever
   */
  AuditUpkeep(Audit audit, AuditRetention retention, Optional<Duration> keep, InstantSource clock) {
    this.audit = audit;
    this.retention = retention;
    this.keep = keep;
    this.clock = clock;
  }

  @Override
  public void start() {
    var upkeep = new SimpleAsyncTaskScheduler();
    upkeep.setVirtualThreads(true);
    upkeep.setThreadNamePrefix("audit-");
    upkeep.setErrorHandler(
        failure -> LOG.warn("The audit's upkeep failed, trying again: {}", failure.toString()));
    scheduler = Optional.of(upkeep);
    every(upkeep, UNTOLD_PAUSE, audit::tellAgain);
    every(upkeep, SETTLE_PAUSE, () -> audit.settle(clock.instant()));
    keep.ifPresent(age -> every(upkeep, RETENTION_PAUSE, () -> forget(age)));
  }

  private void every(SimpleAsyncTaskScheduler upkeep, Duration pause, Runnable work) {
    var _ = upkeep.scheduleWithFixedDelay(work, clock.instant().plus(pause), pause);
  }

  private void forget(Duration age) {
    long forgotten = retention.forgetBefore(clock.instant().minus(age));
    if (forgotten > 0) {
      LOG.info("{} entries of the audit were older than {}", forgotten, age);
    }
  }

  @Override
  public void stop() {
    scheduler.ifPresent(SimpleAsyncTaskScheduler::close);
    scheduler = Optional.empty();
    audit.tellAgain();
  }

  @Override
  public boolean isRunning() {
    return scheduler.isPresent();
  }
}
