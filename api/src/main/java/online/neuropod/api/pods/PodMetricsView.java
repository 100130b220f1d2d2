package online.neuropod.api.pods;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import online.neuropod.api.pods.PodView.UnknownStat;
import org.jspecify.annotations.Nullable;

/**
 * What a pod used, over time.
 *
 * @param range that was asked for, such as {@code 1h}
 * @param from its beginning
 * @param to its end
 * @param stepSeconds between two points; where nothing was measured there is no point
 * @param memoryLimitBytes the limit
 * @param points oldest first
 * @param unknown by the name of a value of which no point knows anything: why
 */
@Schema(name = "PodMetrics")
public record PodMetricsView(
    String range,
    Instant from,
    Instant to,
    long stepSeconds,
    long memoryLimitBytes,
    List<Point> points,
    Map<String, UnknownStat> unknown) {

  /**
   * The average of a step.
   *
   * @param at its beginning
   * @param cpu percent of the limit
   * @param memoryBytes working set
   * @param memoryLimitBytes the limit
   * @param gpu percent
   * @param diskBytes of the container's disk
   * @param networkBytesPerSecond received and sent
   */
  @Schema(name = "PodMetricsPoint")
  public record Point(
      Instant at,
      @Nullable Double cpu,
      @Nullable Long memoryBytes,
      long memoryLimitBytes,
      @Nullable Double gpu,
      @Nullable Long diskBytes,
      @Nullable Long networkBytesPerSecond) {}
}
