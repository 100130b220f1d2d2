package online.neuropod.standalone.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import online.neuropod.simulator.SimulatedNode;

/**
 * Which of the embedded servers are to run, and where. A port is one of 127.0.0.1; 0 is any free
 * one.
 *
 * @param data directory of the installation
 * @param mongodbPort of MongoDB
 * @param temporalPort of Temporal; empty for none
 * @param cluster the simulated cluster; empty for none
 */
public record ServicesPlan(
    Path data, int mongodbPort, Optional<Integer> temporalPort, Optional<Cluster> cluster) {
  /**
   * The simulated cluster.
   *
   * @param apiPort of its API server
   * @param edgePort of what answers for the hosts of pods
   * @param nodes that are made where they are not there; empty for a few with GPUs of each kind
   */
  public record Cluster(int apiPort, int edgePort, List<SimulatedNode> nodes) {
    public Cluster {
      nodes = List.copyOf(nodes);
    }
  }
}
