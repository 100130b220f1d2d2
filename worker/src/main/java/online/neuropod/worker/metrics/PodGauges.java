package online.neuropod.worker.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.pods.PodStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * What every worker tells of all pods, counted every 15 s: {@code neuropod.pods} by status, {@code
 * neuropod.wishes.waiting} that no workflow has taken up, and {@code neuropod.wishes.oldest}, the
 * age in seconds of the oldest of those.
 */
public final class PodGauges implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(PodGauges.class);
  private static final Duration PAUSE = Duration.ofSeconds(15);

  private final PodStore pods;
  private final InstantSource clock;
  private final Map<PodStatus, AtomicLong> byStatus = new EnumMap<>(PodStatus.class);
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong oldest = new AtomicLong();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("gauges").daemon().factory());
  private volatile boolean running;

  /** Counts these pods. */
  public PodGauges(PodStore pods, MeterRegistry metrics, InstantSource clock) {
    this.pods = pods;
    this.clock = clock;
    for (PodStatus status : PodStatus.values()) {
      if (status != PodStatus.DELETED) {
        var count = new AtomicLong();
        byStatus.put(status, count);
        Gauge.builder("neuropod.pods", count, AtomicLong::get)
            .tag("status", status.wire())
            .register(metrics);
      }
    }
    Gauge.builder("neuropod.wishes.waiting", waiting, AtomicLong::get).register(metrics);
    Gauge.builder("neuropod.wishes.oldest", oldest, AtomicLong::get)
        .baseUnit("seconds")
        .register(metrics);
  }

  @Override
  public void start() {
    running = true;
    var _ =
        thread.scheduleWithFixedDelay(this::attempt, 0, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt() {
    try {
      count();
    } catch (RuntimeException failure) {
      // Whatever it is, gauges that stopped at their first failure would show an old world.
      LOG.debug("pods were not counted", failure);
    }
  }

  /** Once. */
  void count() {
    byStatus.forEach((status, count) -> count.set(pods.count(status)));
    Instant now = clock.instant();
    List<Pod> untaken =
        pods.unsettled(now).stream().filter(pod -> pod.ackSeq() < pod.wish().seq()).toList();
    waiting.set(untaken.size());
    oldest.set(
        untaken.stream()
            .mapToLong(pod -> Duration.between(pod.wish().at(), now).toSeconds())
            .max()
            .orElse(0));
  }

  @Override
  public void stop() {
    running = false;
    thread.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
