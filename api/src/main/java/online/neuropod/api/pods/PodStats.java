package online.neuropod.api.pods;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.pods.PodView.Stats;
import online.neuropod.api.pods.PodView.UnknownStat;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterReader.Measured;
import online.neuropod.cluster.ClusterReader.Unmeasured;
import online.neuropod.cluster.ClusterReader.Usage;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last measurement of each running pod, and why there is none. */
public class PodStats {
  private static final Logger LOG = LoggerFactory.getLogger(PodStats.class);
  private static final Duration WATCHED = Duration.ofMinutes(1);
  private static final long GIB = 1L << 30;

  private final ClusterReader cluster;
  private final Texts texts;
  private final InstantSource clock = InstantSource.system();
  private volatile Map<String, Usage> measured = Map.of();
  private volatile boolean measurable = true;
  private volatile Instant lastAsked = Instant.EPOCH;

  /** Measures in this cluster. */
  public PodStats(ClusterReader cluster, Texts texts) {
    this.cluster = cluster;
    this.texts = texts;
  }

  /** Measures all running pods anew. Blocks for the cluster; throws nothing. */
  public void measure() {
    switch (cluster.usage()) {
      case Measured all -> {
        measured = all.byPod();
        measurable = true;
      }
      case Unmeasured unmeasured -> {
        LOG.debug("Pods are not measured: {}", unmeasured.reason());
        measured = Map.of();
        measurable = false;
      }
    }
  }

  /** Whether somebody looked in the last minute: else nothing needs to be measured. */
  public boolean isWatched(Instant now) {
    return now.isBefore(lastAsked.plus(WATCHED));
  }

  /** What a pod uses. */
  Stats of(Language language, Pod pod) {
    lastAsked = clock.instant();
    boolean running = pod.status() == PodStatus.RUNNING;
    Optional<Usage> usage = usage(pod);
    Map<String, UnknownStat> unknown = new HashMap<>();
    if (usage.isEmpty()) {
      String measure = measurable ? "NOT_MEASURED_YET" : "NO_METRICS";
      UnknownStat why = why(language, running ? measure : "NOT_RUNNING");
      unknown.put("cpu", why);
      unknown.put("memoryBytes", why);
    }
    // Neither is in the metrics of Kubernetes.
    UnknownStat none = why(language, running ? "NO_METRICS" : "NOT_RUNNING");
    unknown.put("gpu", pod.spec().wantsGpu() ? none : why(language, "NO_GPU"));
    unknown.put("diskBytes", none);
    return new Stats(
        usage.map(seen -> oneDecimal(seen.cpuPercent(pod.spec().cpu()))).orElse(null),
        usage.map(Usage::memoryBytes).orElse(null),
        pod.spec().memoryGiB() * GIB,
        null,
        null,
        usage.map(Usage::at).orElse(null),
        unknown);
  }

  private Optional<Usage> usage(Pod pod) {
    // A measurement of the container before this one says nothing.
    return Optional.ofNullable(measured.get(pod.id()))
        .filter(_ -> pod.status() == PodStatus.RUNNING)
        .filter(seen -> pod.startedAt().filter(seen.at()::isBefore).isEmpty());
  }

  private static double oneDecimal(double percent) {
    return Math.round(percent * 10) / 10.0;
  }

  private UnknownStat why(Language language, String code) {
    return new UnknownStat(code, texts.say(language, "stat." + code));
  }
}
