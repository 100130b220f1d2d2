package online.neuropod.standalone.run;

import java.util.Optional;
import online.neuropod.simulator.SimulatedCluster;
import online.neuropod.simulator.SimulationConfig;
import online.neuropod.standalone.data.DataDirectory;
import online.neuropod.standalone.mongodb.EmbeddedMongo;
import online.neuropod.standalone.temporal.EmbeddedTemporal;
import online.neuropod.workflows.contract.PodAttributes;

/**
 * The servers that NeuroPod works with, embedded or real.
 *
 * @param mongodb connection string
 * @param temporal host and port
 * @param kubeconfig of the cluster
 * @param simulated the cluster itself, if it is simulated
 */
record Backends(
    String mongodb, String temporal, Kubeconfig kubeconfig, Optional<SimulatedCluster> simulated) {

  /**
   * Starts those that are to be embedded, and adds them to {@code parts}: MongoDB first, since it
   * must be the last to end.
   *
   * @param real the real cluster; empty to simulate one
   * @throws online.neuropod.standalone.StartFailure if one cannot be had
   */
  static Backends start(RunPlan plan, Optional<Kubeconfig> real, DataDirectory data, Parts parts) {
    String mongodb =
        plan.mongodb()
            .orElseGet(
                () ->
                    parts
                        .add(EmbeddedMongo.start(Services.databaseFile(data), 0))
                        .uri(Services.DATABASE));
    Optional<EmbeddedCluster> simulated =
        real.isPresent()
            ? Optional.empty()
            : Optional.of(EmbeddedCluster.start(SimulationConfig.defaults(), mongodb, data, parts));
    String temporal =
        plan.temporal()
            .orElseGet(() -> parts.add(EmbeddedTemporal.start(0, PodAttributes.names())).target());
    Kubeconfig kubeconfig = real.orElseGet(() -> simulated.orElseThrow().kubeconfig());
    return new Backends(mongodb, temporal, kubeconfig, simulated.map(EmbeddedCluster::cluster));
  }
}
