package online.neuropod.api.pods;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.Language;
import online.neuropod.api.pods.PodMetricsView.Point;
import online.neuropod.api.pods.PodView.Stats;
import online.neuropod.api.pods.PodView.UnknownStat;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.usage.Sample;
import online.neuropod.domain.usage.Stat;
import online.neuropod.store.usage.Resolution;
import online.neuropod.store.usage.UsageStore;
import org.jspecify.annotations.Nullable;

/** What pods used, over time. */
public class PodMetrics {
  private static final Pattern RANGE = Pattern.compile("([1-9][0-9]{0,5})([mhd])");
  private static final String DEFAULT_RANGE = "1h";
  private static final long GIB = 1L << 30;

  private final UsageStore usage;
  private final PodStats stats;
  private final InstantSource clock = InstantSource.system();

  /** Reads from these. */
  public PodMetrics(UsageStore usage, PodStats stats) {
    this.usage = usage;
    this.stats = stats;
  }

  /**
   * A stretch up to now.
   *
   * @param text as it was asked for
   * @param length of it
   */
  record Range(String text, Duration length) {
    /**
     * From {@code ?range=}: minutes, hours or days, at most what is kept.
     *
     * @throws online.neuropod.api.answer.Refusal if it is none
     */
    static Range of(@Nullable String given) {
      String text =
          Optional.ofNullable(given)
              .map(String::strip)
              .filter(some -> !some.isEmpty())
              .orElse(DEFAULT_RANGE);
      Optional<Duration> length =
          read(text).filter(some -> some.compareTo(Resolution.COARSE.kept()) <= 0);
      if (length.isEmpty()) {
        var faults = new Faults();
        faults.add("range", "metricsRange");
        faults.refuseIfAny();
      }
      return new Range(text, length.orElseThrow());
    }

    private static Optional<Duration> read(String text) {
      Matcher range = RANGE.matcher(text);
      if (!range.matches()) {
        return Optional.empty();
      }
      long number = Long.parseLong(range.group(1));
      return Optional.of(
          switch (range.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
  }

  PodMetricsView of(Language language, Pod pod, Range range) {
    Instant to = clock.instant();
    Instant from = to.minus(range.length());
    Resolution resolution = Resolution.reaching(range.length());
    long limit = pod.spec().memoryGiB() * GIB;
    List<Point> points =
        usage.history(pod.id(), resolution, from).stream()
            .map(sample -> point(sample, limit))
            .toList();
    return new PodMetricsView(
        range.text(),
        from,
        to,
        resolution.step().toSeconds(),
        limit,
        points,
        unknown(language, pod, points));
  }

  private static Point point(Sample sample, long limit) {
    return new Point(
        sample.at(),
        sample.cpuPercent().map(PodStats::oneDecimal).orElse(null),
        sample.memoryBytes().orElse(null),
        limit,
        sample.gpuPercent().map(PodStats::oneDecimal).orElse(null),
        sample.diskBytes().orElse(null),
        sample.networkBytesPerSecond().map(Math::round).orElse(null));
  }

  private Map<String, UnknownStat> unknown(Language language, Pod pod, List<Point> points) {
    Stats now = stats.of(language, pod);
    var unknown = new HashMap<String, UnknownStat>();
    for (Stat stat : Stat.values()) {
      String field = PodStats.field(stat);
      if (points.stream().map(value(stat)).allMatch(Objects::isNull)) {
        unknown.put(
            field, now.unknown().getOrDefault(field, stats.why(language, "NOT_MEASURED_YET")));
      }
    }
    return unknown;
  }

  private static Function<Point, @Nullable Object> value(Stat stat) {
    return switch (stat) {
      case CPU -> Point::cpu;
      case MEMORY -> Point::memoryBytes;
      case GPU -> Point::gpu;
      case DISK -> Point::diskBytes;
      case NETWORK -> Point::networkBytesPerSecond;
    };
  }
}
