package online.neuropod.api.support;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import online.neuropod.simulator.SimulatedCluster;
import online.neuropod.simulator.SimulationConfig;
import online.neuropod.simulator.storage.MemoryStorage;
import online.neuropod.workflows.contract.Payloads;
import online.neuropod.workflows.contract.PodAttributes;

/** The servers that the api works with: one of each for all tests. */
final class Servers {
  private static final MongoServer MONGO = mongo();
  private static final SimulatedCluster CLUSTER =
      SimulatedCluster.start(SimulationConfig.defaults().withSpeed(50), new MemoryStorage());
  private static final TestWorkflowEnvironment TEMPORAL = temporal();

  private Servers() {}

  private static MongoServer mongo() {
    var server = new MongoServer(new MemoryBackend());
    server.bind();
    return server;
  }

  private static TestWorkflowEnvironment temporal() {
    var options =
        TestEnvironmentOptions.newBuilder()
            .setUseTimeskipping(false)
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Payloads.converter()).build());
    PodAttributes.names()
        .forEach(
            name ->
                options.registerSearchAttribute(name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  /** Connection string of a database of its own. */
  static String mongoUri(String database) {
    return MONGO.getConnectionString() + "/" + database;
  }

  /** Temporal's in-process service, in real time; nobody polls it. */
  static TestWorkflowEnvironment temporalService() {
    return TEMPORAL;
  }

  /** The database's port on 127.0.0.1. */
  static int mongoPort() {
    return MONGO.getLocalAddress().getPort();
  }

  /** The API server's port on 127.0.0.1. */
  static int clusterPort() {
    return CLUSTER.apiUri().getPort();
  }

  /** A kubeconfig of the simulated cluster. */
  static Path kubeconfig() {
    try {
      Path file = Files.createTempFile("kubeconfig", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, kubeconfig(CLUSTER.apiUri()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a kubeconfig for an API server. */
  static String kubeconfig(URI server) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: simulated
      cluster: {server: "%s"}
    contexts:
    - name: simulated
      context: {cluster: simulated, user: nobody}
    current-context: simulated
    users:
    - name: nobody
      user: {}
    """
        .formatted(server);
  }
}
