package online.neuropod.standalone.run;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.Objects;
import java.util.Optional;
import online.neuropod.simulator.SimulatedCluster;
import online.neuropod.simulator.SimulationConfig;
import online.neuropod.simulator.storage.MongoStorage;
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
    Optional<SimulatedCluster> simulated =
        real.isPresent() ? Optional.empty() : Optional.of(simulate(mongodb, parts));
    String temporal =
        plan.temporal()
            .orElseGet(() -> parts.add(EmbeddedTemporal.start(0, PodAttributes.names())).target());
    Kubeconfig kubeconfig =
        real.orElseGet(() -> Kubeconfig.simulated(data, simulated.orElseThrow().apiUri()));
    return new Backends(mongodb, temporal, kubeconfig, simulated);
  }

  private static SimulatedCluster simulate(String mongodb, Parts parts) {
    MongoClient client = parts.add(MongoClients.create(mongodb));
    String database = Objects.requireNonNull(new ConnectionString(mongodb).getDatabase());
    // One GPU type per node, and volumes that every node can mount: a person's pods with different
    // GPUs run beside each other.
    var config = SimulationConfig.defaults().withStorageClass("shared", true);
    return parts.add(
        SimulatedCluster.start(config, new MongoStorage(client.getDatabase(database))));
  }
}
