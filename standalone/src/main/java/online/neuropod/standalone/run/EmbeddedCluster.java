package online.neuropod.standalone.run;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import online.neuropod.simulator.SimulatedCluster;
import online.neuropod.simulator.SimulationConfig;
import online.neuropod.simulator.storage.MongoStorage;
import online.neuropod.standalone.StartFailure;
import online.neuropod.standalone.data.DataDirectory;

/**
 * The simulated cluster, which keeps its objects in an installation's database and goes on with
 * them at the next start.
 *
 * @param cluster itself
 * @param kubeconfig for NeuroPod and for {@code kubectl} as well
 */
record EmbeddedCluster(SimulatedCluster cluster, Kubeconfig kubeconfig) {
  /**
   * Starts it, and adds it to {@code parts}; blocks until its API answers.
   *
   * @param shape its port and nodes
   * @param mongodb connection string with the database
   * @throws StartFailure if the port is taken
   */
  static EmbeddedCluster start(
      SimulationConfig shape, String mongodb, DataDirectory data, Parts parts) {
    MongoClient client = parts.add(MongoClients.create(mongodb));
    String database = Objects.requireNonNull(new ConnectionString(mongodb).getDatabase());
    // One GPU type per node, and volumes that every node can mount: a person's pods with different
    // GPUs run beside each other.
    var config = shape.withStorageClass("shared", true);
    try {
      var cluster =
          parts.add(SimulatedCluster.start(config, new MongoStorage(client.getDatabase(database))));
      return new EmbeddedCluster(cluster, Kubeconfig.simulated(data, cluster.apiUri()));
    } catch (IllegalStateException failure) {
      throw new StartFailure(
          "The simulated cluster cannot start: " + failure.getMessage(), failure);
    }
  }

  /**
   * What api and worker have to be told of it beside its kubeconfig, by property.
   *
   * @param edge where it answers for the hosts of pods
   */
  static Map<String, String> settings(URI edge) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("neuropod.kubernetes.simulated", "true");
    settings.put("neuropod.storage.access-mode", "ReadWriteMany");
    settings.put("neuropod.edge.url", edge.toString());
    settings.put("neuropod.edge.url-scheme", edge.getScheme());
    return settings;
  }
}
