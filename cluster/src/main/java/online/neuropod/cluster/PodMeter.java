package online.neuropod.cluster;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.usage.Stat;
import online.neuropod.domain.usage.Unknown;

/** Measures what running pods use, from whatever the cluster offers. */
public interface PodMeter {
  /**
   * A pod that runs.
   *
   * @param target the pod
   * @param startedAt its container's start: what was measured before says nothing of it
   */
  record Running(Target target, Instant startedAt) {}

  /**
   * Bytes that a pod has received and sent since it began.
   *
   * @param bytes only ever more, for the same Pod
   * @param at when they were counted
   */
  record Traffic(long bytes, Instant at) {}

  /**
   * What was measured of a pod; what is empty is in {@code unknown}.
   *
   * @param cpuPercent of the limit
   * @param memoryBytes working set
   * @param gpuPercent how busy its GPUs are, on the average
   * @param diskBytes written by its container to its own disk
   * @param networkBytesPerSecond received and sent
   * @param traffic the same as a count, where no rate is known
   * @param unknown why something is not known
   */
  record Measurement(
      Optional<Double> cpuPercent,
      Optional<Long> memoryBytes,
      Optional<Double> gpuPercent,
      Optional<Long> diskBytes,
      Optional<Double> networkBytesPerSecond,
      Optional<Traffic> traffic,
      Map<Stat, Unknown> unknown) {
    public Measurement {
      unknown = Map.copyOf(unknown);
    }
  }

  /**
   * Measures all of these, by pod id; every one has an entry. Blocks for at most about 15 s, throws
   * nothing: what does not answer makes values unknown.
   */
  Map<String, Measurement> measure(Collection<Running> pods);
}
