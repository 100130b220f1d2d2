package online.neuropod.domain.usage;

import java.util.Optional;

/** By what a pod shows that somebody works with it. */
public enum Signal {
  /** Its processors are busy. */
  CPU,
  /** Its GPUs are busy. */
  GPU,
  /** Something is received or sent. */
  NETWORK;

  Optional<Double> in(Sample sample) {
    return switch (this) {
      case CPU -> sample.cpuPercent();
      case GPU -> sample.gpuPercent();
      case NETWORK -> sample.networkBytesPerSecond();
    };
  }
}
