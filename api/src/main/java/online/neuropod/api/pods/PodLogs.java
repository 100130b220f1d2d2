package online.neuropod.api.pods;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterReader.LogRange;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import org.jspecify.annotations.Nullable;

/** What containers wrote, and why there is nothing. */
public class PodLogs {
  /** The most lines at once. */
  public static final int MAX_TAIL = 10_000;

  private static final int DEFAULT_TAIL = 500;

  private final ClusterReader cluster;
  private final Texts texts;

  /** Reads from this cluster. */
  public PodLogs(ClusterReader cluster, Texts texts) {
    this.cluster = cluster;
    this.texts = texts;
  }

  /**
   * Which lines.
   *
   * @throws online.neuropod.api.answer.Refusal if the number is out of range
   */
  public static LogRange range(@Nullable Integer tail, @Nullable Instant since, boolean previous) {
    var faults = new Faults();
    if (tail != null && (tail < 1 || tail > MAX_TAIL)) {
      faults.add("tail", "range", Map.of("min", "1", "max", String.valueOf(MAX_TAIL)));
    }
    faults.refuseIfAny();
    return new LogRange(tail == null ? DEFAULT_TAIL : tail, Optional.ofNullable(since), previous);
  }

  /** Why a pod has no log, if that is so; blocks for nothing. */
  public Optional<String> whyNone(Language language, Pod pod) {
    boolean none = pod.status() == PodStatus.STOPPED || pod.status() == PodStatus.QUEUED;
    return none
        ? Optional.of(texts.say(language, "logs." + pod.status().name()))
        : Optional.empty();
  }

  /** The words for a pod whose container has not started, or is gone. */
  public String notThere(Language language) {
    return texts.say(language, "logs.none");
  }

  LogsView read(Language language, Pod pod, LogRange range) {
    Optional<String> why = whyNone(language, pod);
    if (why.isPresent()) {
      return new LogsView("", why.get());
    }
    return cluster
        .logs(Target.of(pod), range)
        .map(log -> new LogsView(log, null))
        .orElseGet(() -> new LogsView("", notThere(language)));
  }
}
