package online.neuropod.api.pods;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.pods.PodView.Stats;
import online.neuropod.api.pods.PodView.UnknownStat;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.usage.Sample;
import online.neuropod.domain.usage.Stat;
import online.neuropod.store.usage.PodUsage;
import online.neuropod.store.usage.UsageStore;

/** The newest sample of each running pod, as a worker took it, and why there is none. */
public class PodStats {
  /** What was measured before says nothing of now: no worker measures. */
  private static final Duration FRESH = Duration.ofMinutes(2);

  private static final long GIB = 1L << 30;

  private final UsageStore usage;
  private final Texts texts;
  private final Duration lasts;
  private final InstantSource clock = InstantSource.system();
  private volatile Known known = new Known(Map.of(), Instant.EPOCH);

  /**
   * Reads from this store.
   *
   * @param lasts how long what was read is shown before it is read again
   */
  public PodStats(UsageStore usage, Texts texts, Duration lasts) {
    this.usage = usage;
    this.texts = texts;
    this.lasts = lasts;
  }

  private record Known(Map<String, PodUsage> usage, Instant readAt) {}

  /** Reads the newest samples of all pods. Blocks for the database. */
  public synchronized void read() {
    Instant now = clock.instant();
    known =
        new Known(
            usage.sampledSince(now.minus(FRESH)).stream()
                .collect(Collectors.toMap(PodUsage::podId, Function.identity())),
            now);
  }

  private synchronized void readIfOld() {
    if (!clock.instant().isBefore(known.readAt().plus(lasts))) {
      read();
    }
  }

  /** What is known of a pod's use in its present session. */
  Optional<PodUsage> usage(Pod pod) {
    if (pod.status() != PodStatus.RUNNING) {
      return Optional.empty();
    }
    readIfOld();
    return Optional.ofNullable(known.usage().get(pod.id()))
        .filter(found -> found.activity().session() == pod.wish().seq());
  }

  /** What a pod uses. */
  Stats of(Language language, Pod pod) {
    Optional<PodUsage> found = usage(pod);
    Optional<Sample> sample = found.map(PodUsage::sample);
    return new Stats(
        sample.flatMap(Sample::cpuPercent).map(PodStats::oneDecimal).orElse(null),
        sample.flatMap(Sample::memoryBytes).orElse(null),
        pod.spec().memoryGiB() * GIB,
        sample.flatMap(Sample::gpuPercent).map(PodStats::oneDecimal).orElse(null),
        sample.flatMap(Sample::diskBytes).orElse(null),
        sample.map(Sample::at).orElse(null),
        unknown(language, pod, found));
  }

  private Map<String, UnknownStat> unknown(Language language, Pod pod, Optional<PodUsage> found) {
    var unknown = new HashMap<String, UnknownStat>();
    for (Stat stat : EnumSet.complementOf(EnumSet.of(Stat.NETWORK))) {
      why(pod, found, stat).ifPresent(code -> unknown.put(field(stat), why(language, code)));
    }
    return unknown;
  }

  private static Optional<String> why(Pod pod, Optional<PodUsage> found, Stat stat) {
    if (stat == Stat.GPU && !pod.spec().wantsGpu()) {
      return Optional.of("NO_GPU");
    }
    if (pod.status() != PodStatus.RUNNING) {
      return Optional.of("NOT_RUNNING");
    }
    return found.isEmpty()
        ? Optional.of("NOT_MEASURED_YET")
        : Optional.ofNullable(found.get().unknown().get(stat)).map(Enum::name);
  }

  /** The name of a value in views. */
  static String field(Stat stat) {
    return switch (stat) {
      case CPU -> "cpu";
      case MEMORY -> "memoryBytes";
      case GPU -> "gpu";
      case DISK -> "diskBytes";
      case NETWORK -> "networkBytesPerSecond";
    };
  }

  static double oneDecimal(double percent) {
    return Math.round(percent * 10) / 10.0;
  }

  /** Why a value is unknown, in words. */
  UnknownStat why(Language language, String code) {
    return new UnknownStat(code, texts.say(language, "stat." + code));
  }
}
