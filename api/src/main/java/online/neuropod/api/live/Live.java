package online.neuropod.api.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Future;
import online.neuropod.api.pods.PodStats;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.pods.PodStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.concurrent.SimpleAsyncTaskScheduler;
import org.springframework.web.socket.CloseStatus;

/** Runs what goes on beside requests: the feed, the sockets' upkeep, and measurements. */
final class Live implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Live.class);
  private static final Duration SILENCE_CHECK = Duration.ofSeconds(1);
  private static final Duration PEOPLE_CHECK = Duration.ofSeconds(2);

  private final Feed feed;
  private final Connections connections;
  private final Attendance attendance;
  private final Broadcast broadcast;
  private final PodStats stats;
  private final PodStore pods;
  private final ApiSettings settings;
  private final InstantSource clock;
  // One for each start: a context may be stopped and started again.
  private volatile Optional<SimpleAsyncTaskScheduler> scheduler = Optional.empty();
  private volatile Optional<Future<?>> looking = Optional.empty();
  private volatile boolean running;

  Live(
      Feed feed,
      Connections connections,
      Attendance attendance,
      Broadcast broadcast,
      PodStats stats,
      PodStore pods,
      ApiSettings settings,
      InstantSource clock) {
    this.feed = feed;
    this.connections = connections;
    this.attendance = attendance;
    this.broadcast = broadcast;
    this.stats = stats;
    this.pods = pods;
    this.settings = settings;
    this.clock = clock;
  }

  private static SimpleAsyncTaskScheduler newScheduler() {
    var scheduler = new SimpleAsyncTaskScheduler();
    scheduler.setVirtualThreads(true);
    scheduler.setThreadNamePrefix("live-");
    scheduler.setErrorHandler(failure -> LOG.warn("The sockets' upkeep failed", failure));
    return scheduler;
  }

  @Override
  public void start() {
    running = true;
    SimpleAsyncTaskScheduler upkeep = newScheduler();
    scheduler = Optional.of(upkeep);
    looking = Optional.of(upkeep.submit(feed));
    every(upkeep, SILENCE_CHECK, () -> attendance.closeSilent(clock.instant()));
    every(upkeep, PEOPLE_CHECK, () -> attendance.check(clock.instant()));
    every(upkeep, settings.websocket().heartbeat(), attendance::ping);
    every(
        upkeep,
        settings.websocket().walletInterval(),
        () -> broadcast.runningWallets(clock.instant()));
    every(upkeep, settings.feed().statsInterval(), this::measure);
  }

  private void every(SimpleAsyncTaskScheduler upkeep, Duration interval, Runnable work) {
    var _ = upkeep.scheduleWithFixedDelay(work, clock.instant().plus(interval), interval);
  }

  private void measure() {
    if (!connections.isEmpty()) {
      stats.read();
      broadcast.measured(pods.withStatus(PodStatus.RUNNING));
    }
  }

  /** Closes all sockets, before the server stops taking requests: their readers come back. */
  @Override
  public void stop() {
    running = false;
    connections.all().forEach(connection -> connection.close(CloseStatus.GOING_AWAY));
    // Closing does not interrupt what runs: a feed that looked on would tell everything twice after
    // the next start.
    looking.ifPresent(feed -> feed.cancel(true));
    scheduler.ifPresent(SimpleAsyncTaskScheduler::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
