package online.neuropod.domain.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * What a pod used at one moment. What is not known is empty, and never 0.
 *
 * @param at when it was taken
 * @param cpuPercent of the limit
 * @param memoryBytes working set
 * @param gpuPercent how busy its GPUs are, on the average
 * @param diskBytes that its container has written to its own disk
 * @param networkBytesPerSecond received and sent
 */
public record Sample(
    Instant at,
    Optional<Double> cpuPercent,
    Optional<Long> memoryBytes,
    Optional<Double> gpuPercent,
    Optional<Long> diskBytes,
    Optional<Double> networkBytesPerSecond) {}
