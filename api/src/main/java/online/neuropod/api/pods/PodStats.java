package online.neuropod.api.pods;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.cluster.ClusterReads.Usage;
import online.neuropod.api.pods.PodView.Stats;
import online.neuropod.api.pods.PodView.UnknownStat;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;

/** The last measurement of each running pod, and why there is none. */
public class PodStats {
  private static final long GIB = 1L << 30;

  private final Texts texts;
  private final Map<String, Usage> measured = new ConcurrentHashMap<>();

  /** Speaks with these texts. */
  public PodStats(Texts texts) {
    this.texts = texts;
  }

  /** Replaces all measurements by the newest. */
  public void measured(Map<String, Usage> newest) {
    measured.keySet().retainAll(newest.keySet());
    measured.putAll(newest);
  }

  /** What a pod uses. */
  Stats of(Language language, Pod pod) {
    boolean running = pod.status() == PodStatus.RUNNING;
    Optional<Usage> usage =
        Optional.ofNullable(measured.get(pod.id()))
            .filter(_ -> running)
            // A measurement of the container before this one says nothing.
            .filter(seen -> pod.startedAt().filter(seen.at()::isBefore).isEmpty());
    Map<String, UnknownStat> unknown = new HashMap<>();
    if (usage.isEmpty()) {
      UnknownStat why = why(language, running ? "NOT_MEASURED_YET" : "NOT_RUNNING");
      unknown.put("cpu", why);
      unknown.put("memoryBytes", why);
    }
    // Neither is in the metrics of Kubernetes.
    UnknownStat none = why(language, running ? "NO_METRICS" : "NOT_RUNNING");
    unknown.put("gpu", pod.spec().wantsGpu() ? none : why(language, "NO_GPU"));
    unknown.put("diskBytes", none);
    return new Stats(
        usage.map(seen -> percent(seen.cores(), pod.spec().cpu())).orElse(null),
        usage.map(Usage::memoryBytes).orElse(null),
        pod.spec().memoryGiB() * GIB,
        null,
        null,
        usage.map(Usage::at).orElse(null),
        unknown);
  }

  /** With one place after the comma. */
  private static double percent(double used, int limit) {
    return Math.round(used * 1000 / limit) / 10.0;
  }

  private UnknownStat why(Language language, String code) {
    return new UnknownStat(code, texts.say(language, "stat." + code));
  }
}
