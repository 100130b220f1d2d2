package online.neuropod.store.usage;

import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.usage.Sample;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What a pod used in one step of the past, as sums and counts, so that a sample is added by one
 * write without a read.
 *
 * @param id pod, step and its beginning
 * @param step length in seconds
 * @param at its beginning
 */
@Document("usageHistory")
record PastDocument(
    String id,
    String podId,
    long step,
    Instant at,
    @Nullable Sum cpuPercent,
    @Nullable Sum memoryBytes,
    @Nullable Sum gpuPercent,
    @Nullable Sum diskBytes,
    @Nullable Sum networkBytesPerSecond) {

  /**
   * Of one value.
   *
   * @param sum of all
   * @param n how many
   */
  record Sum(double sum, long n) {
    double average() {
      return sum / n;
    }
  }

  static String id(String podId, Resolution resolution, Instant slot) {
    return podId + "/" + resolution.step().toSeconds() + "/" + slot.getEpochSecond();
  }

  Sample toSample() {
    return new Sample(
        at,
        average(cpuPercent),
        average(memoryBytes).map(Math::round),
        average(gpuPercent),
        average(diskBytes).map(Math::round),
        average(networkBytesPerSecond));
  }

  private static Optional<Double> average(@Nullable Sum sum) {
    return Optional.ofNullable(sum).filter(some -> some.n() > 0).map(Sum::average);
  }
}
