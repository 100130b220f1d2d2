package online.neuropod.domain.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.usage.Activity.Kept;
import online.neuropod.domain.usage.Activity.Kept.Why;

/**
 * When a pod counts as idle: every signal is known, and below its threshold.
 *
 * @param cpuPercent below which its processors rest, of the limit
 * @param gpuPercent below which its GPUs rest
 * @param networkBytesPerSecond below which nobody is there
 * @param signals that are looked at; the GPU's only of pods with one
 * @param longestGap between two samples; what happened in a longer one is not known
 */
public record IdleRule(
    double cpuPercent,
    double gpuPercent,
    double networkBytesPerSecond,
    Set<Signal> signals,
    Duration longestGap) {
  public IdleRule {
    signals = Set.copyOf(signals);
    if (signals.isEmpty()) {
      throw new IllegalArgumentException("without a signal every pod would be idle");
    }
  }

  /** Why a pod with this sample is not idle; empty when it is. */
  Optional<Kept> keeps(Sample sample, boolean hasGpu) {
    for (Signal signal : ordered(hasGpu)) {
      Optional<Double> value = signal.in(sample);
      if (value.isEmpty()) {
        return Optional.of(new Kept(Why.UNKNOWN, Optional.of(signal), Optional.empty()));
      }
      if (value.get() >= threshold(signal)) {
        return Optional.of(new Kept(Why.BUSY, Optional.of(signal), value));
      }
    }
    return Optional.empty();
  }

  private Set<Signal> ordered(boolean hasGpu) {
    var some = EnumSet.copyOf(signals);
    if (!hasGpu) {
      some.remove(Signal.GPU);
    }
    return some;
  }

  private double threshold(Signal signal) {
    return switch (signal) {
      case CPU -> cpuPercent;
      case GPU -> gpuPercent;
      case NETWORK -> networkBytesPerSecond;
    };
  }

  boolean isGap(Instant last, Instant at) {
    return at.isAfter(last.plus(longestGap));
  }
}
