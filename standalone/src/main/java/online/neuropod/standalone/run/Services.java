package online.neuropod.standalone.run;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import online.neuropod.simulator.SimulatedNode;
import online.neuropod.simulator.SimulationConfig;
import online.neuropod.standalone.data.DataDirectory;
import online.neuropod.standalone.mongodb.EmbeddedMongo;
import online.neuropod.standalone.temporal.EmbeddedTemporal;
import online.neuropod.standalone.web.EdgeListener;
import online.neuropod.workflows.contract.PodAttributes;

/** The embedded servers alone, for api and worker as processes of their own. */
public final class Services implements Running {
  /** Name of the database where the connection string does not say another. */
  static final String DATABASE = "neuropod";

  /** The embedded database in the data directory. */
  static final String DATABASE_FILE = "neuropod.db";

  private final Parts parts = new Parts();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Path data;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Services(Path data) {
    this.data = data.toAbsolutePath().normalize();
  }

  /**
   * Starts them; blocks until they answer.
   *
   * @throws online.neuropod.standalone.StartFailure if a port or the directory cannot be had
   */
  public static Services start(ServicesPlan plan) {
    var services = new Services(plan.data());
    try {
      services.startParts(plan);
      return services;
    } catch (RuntimeException failure) {
      services.close();
      throw failure;
    }
  }

  private void startParts(ServicesPlan plan) {
    var directory = parts.add(DataDirectory.open(plan.data()));
    LogFile.open(directory);
    var mongodb = parts.add(EmbeddedMongo.start(databaseFile(directory), plan.mongodbPort()));
    variables.put("MONGODB_URI", mongodb.uri(DATABASE));
    plan.temporalPort()
        .map(port -> parts.add(EmbeddedTemporal.start(port, PodAttributes.names())))
        .ifPresent(temporal -> variables.put("TEMPORAL_ADDRESS", temporal.target()));
    plan.cluster().ifPresent(cluster -> simulate(cluster, mongodb.uri(DATABASE), directory));
  }

  private void simulate(ServicesPlan.Cluster plan, String mongodb, DataDirectory directory) {
    var standard = SimulationConfig.defaults().withPort(plan.apiPort());
    var shape =
        plan.nodes().isEmpty()
            ? standard
            : standard.withNodes(plan.nodes().toArray(SimulatedNode[]::new));
    var simulated = EmbeddedCluster.start(shape, mongodb, directory, parts);
    URI edge = parts.add(EdgeListener.start(simulated.cluster().edge(), plan.edgePort())).uri();
    variables.put("KUBE_CONFIG_PATH", simulated.kubeconfig().file().toString());
    EmbeddedCluster.settings(edge)
        .forEach((property, value) -> variables.put(variable(property), value));
    variables.put("DOMAIN", "localhost");
  }

  /** The environment variable of a property. */
  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** The database of an installation. */
  static Path databaseFile(DataDirectory data) {
    return data.file(DATABASE_FILE);
  }

  @Override
  public String greeting() {
    String lines =
        variables.entrySet().stream()
            .map(variable -> "  " + variable.getKey() + "=" + variable.getValue())
            .collect(Collectors.joining("\n"));
    return """
    NeuroPod's embedded services are running. For api and worker:

    %s

    Data is in %s. %sStop with Ctrl-C.
    """
        .formatted(
            lines,
            data,
            variables.containsKey("TEMPORAL_ADDRESS")
                ? "Temporal keeps nothing: after a restart the worker starts the workflows again.\n"
                : "");
  }

  /** Blocks until they are closed. */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() {
    parts.close();
    closed.countDown();
  }
}
