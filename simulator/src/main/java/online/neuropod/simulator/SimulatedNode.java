package online.neuropod.simulator;

import java.util.Map;

/**
 * A node of the simulated cluster.
 *
 * @param name RFC 1123 label
 * @param product value of the label {@code nvidia.com/gpu.product}; empty for a node without GPUs
 * @param gpus how many of them, 0 to 64
 * @param cpu cores
 * @param memoryGib memory in GiB
 * @param labels more labels
 */
public record SimulatedNode(
    String name, String product, int gpus, int cpu, int memoryGib, Map<String, String> labels) {
  public SimulatedNode {
    labels = Map.copyOf(labels);
    if (gpus < 0 || gpus > 64 || cpu < 1 || memoryGib < 1) {
      throw new IllegalArgumentException("Not a node that could be: " + name);
    }
  }

  /** A node with GPUs of a product, 64 cores and 256 GiB. */
  public static SimulatedNode withGpus(String name, String product, int gpus) {
    return new SimulatedNode(name, product, gpus, 64, 256, Map.of());
  }
}
