package online.neuropod.api.status;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import online.neuropod.api.status.Dependencies.State;
import online.neuropod.cluster.ClusterReader.Gpus;
import org.jspecify.annotations.Nullable;

/**
 * How the installation is.
 *
 * @param status {@code ok}, or {@code degraded} while a server that is needed does not answer
 * @param version of NeuroPod
 * @param time of the server
 * @param dependencies every server that is needed
 * @param users people; null while the database does not answer
 * @param pods pods that are not deleted; null while the database does not answer
 * @param gpus by price key; null while the cluster does not answer
 * @param workflows operations; null while the database does not answer
 * @param money flows since midnight (UTC); null while the database does not answer
 */
@Schema(name = "PlatformStatus")
public record PlatformView(
    @Schema(allowableValues = {"ok", "degraded"}) String status,
    String version,
    Instant time,
    List<Dependency> dependencies,
    @Nullable Users users,
    @Nullable Pods pods,
    @Nullable Map<String, GpuCount> gpus,
    @Nullable Workflows workflows,
    @Nullable Money money) {

  /**
   * A server that is needed.
   *
   * @param name which
   * @param state whether it answers
   * @param latencyMs how long the answer took, milliseconds; the deadline where there was none
   * @param version of the server; null where it does not tell
   * @param problem why it does not answer; null where it does
   */
  @Schema(name = "DependencyStatus")
  public record Dependency(
      @Schema(allowableValues = {"mongodb", "temporal", "kubernetes", "edge", "metrics"})
          String name,
      @Schema(allowableValues = {"up", "down"}) String state,
      BigDecimal latencyMs,
      @Nullable String version,
      @Nullable String problem) {
    static Dependency of(State state) {
      return new Dependency(
          state.name(),
          state.up() ? "up" : "down",
          BigDecimal.valueOf(state.latency().toNanos() / 100_000, 1),
          state.version().orElse(null),
          state.problem().orElse(null));
    }
  }

  /**
   * People.
   *
   * @param total everybody
   * @param clients people who use it
   * @param admins people who run it
   */
  @Schema(name = "UserCounts")
  public record Users(long total, long clients, long admins) {}

  /**
   * Pods that are not deleted.
   *
   * @param total all
   * @param byStatus how many of each status; every status is there
   */
  @Schema(name = "PodCounts")
  public record Pods(long total, Map<String, Long> byStatus) {}

  /**
   * GPUs of a kind.
   *
   * @param free not in use
   * @param total on nodes that are ready
   * @param queued pods that wait for one
   */
  @Schema(name = "GpuCount")
  public record GpuCount(long free, long total, long queued) {
    static GpuCount of(Gpus gpus, long queued) {
      return new GpuCount(gpus.free(), gpus.total(), queued);
    }
  }

  /**
   * Operations, by what the database says.
   *
   * @param open of pods that are under way
   * @param billing sessions that are charged
   * @param failed pods whose last operation failed
   */
  @Schema(name = "WorkflowCounts")
  public record Workflows(long open, long billing, long failed) {}

  /**
   * Money since midnight (UTC), euros.
   *
   * @param from midnight
   * @param charged for use
   * @param refunded of that
   * @param granted first balances of new people
   * @param toppedUp given by administrators
   * @param adjusted other corrections, signed
   * @param free worth of what was used with unlimited wallets
   * @param writtenOff worth of what ran after the end of the money
   */
  @Schema(name = "MoneyFlows")
  public record Money(
      Instant from,
      BigDecimal charged,
      BigDecimal refunded,
      BigDecimal granted,
      BigDecimal toppedUp,
      BigDecimal adjusted,
      BigDecimal free,
      BigDecimal writtenOff) {}
}
