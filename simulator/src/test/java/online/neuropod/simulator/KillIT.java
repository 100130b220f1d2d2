package online.neuropod.simulator;

import static online.neuropod.simulator.Simulation.eventually;
import static online.neuropod.simulator.Simulation.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import online.neuropod.simulator.storage.MongoStorage;
import org.junit.jupiter.api.Test;

/** A cluster whose process is killed, in the middle of what it does. */
class KillIT {
  private static final String NS = "killed";

  /** A cluster in a process of its own, on the MongoDB server of this one. */
  static final class ClusterProcess {
    private ClusterProcess() {}

    /** Arguments: connection string, port. */
    static void main(String[] arguments) throws InterruptedException {
      MongoClient mongo = MongoClients.create(arguments[0]);
      SimulatedCluster cluster =
          SimulatedCluster.start(
              Simulation.fast().withPort(Integer.parseInt(arguments[1])),
              new MongoStorage(mongo.getDatabase("cluster")));
      System.out.println(cluster.apiUri());
      Thread.currentThread().join();
    }
  }

  @Test
  void whatWasAnsweredIsKeptAndPodsGoOn() throws InterruptedException {
    MongoServer server = new MongoServer(new MemoryBackend());
    try {
      String mongo = server.bindAndGetConnectionString();
      Process first = start(mongo, 0);
      URI uri = uri(first);
      try (KubernetesClient client = Simulation.client(uri)) {
        Simulation.namespace(client, NS);
        Pod running = client.resource(pod(NS, "running", "example/web").build()).create();
        eventually().until(() -> Simulation.phase(client, running).equals("Running"));
        Pod crashing = client.resource(pod(NS, "crashing", "fail/crash").build()).create();
        eventually().until(() -> restarts(client, crashing) >= 1);
        Pod before = client.resource(running).get();
        client.resource(running).delete();
        Pod last = client.resource(pod(NS, "last", "example/other").build()).create();
        first.destroyForcibly().waitFor();

        Process second = start(mongo, uri.getPort());
        assertThat(uri(second)).isEqualTo(uri);
        try {
          Pod kept = client.resource(last).get();
          assertThat(kept.getMetadata().getUid()).isEqualTo(last.getMetadata().getUid());
          eventually().until(() -> Simulation.phase(client, last).equals("Running"));
          eventually().until(() -> client.resource(before).get() == null);
          eventually().until(() -> restarts(client, crashing) >= 2);
          assertThat(version(client.resource(last).get())).isGreaterThan(version(last));
        } finally {
          second.destroyForcibly().waitFor();
        }
      } finally {
        first.destroyForcibly().waitFor();
      }
    } finally {
      server.shutdownNow();
    }
  }

  private static long version(Pod pod) {
    return Long.parseLong(pod.getMetadata().getResourceVersion());
  }

  private static int restarts(KubernetesClient client, Pod pod) {
    return client.resource(pod).get().getStatus().getContainerStatuses().stream()
        .mapToInt(status -> status.getRestartCount())
        .sum();
  }

  private static Process start(String mongo, int port) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try {
      return new ProcessBuilder(
              java,
              "-XX:TieredStopAtLevel=1",
              "-cp",
              System.getProperty("java.class.path"),
              ClusterProcess.class.getName(),
              mongo,
              Integer.toString(port))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException cannot) {
      throw new UncheckedIOException(cannot);
    }
  }

  private static URI uri(Process process) {
    try {
      BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
      // Loggers may have written before.
      String line = output.readLine();
      while (line != null && !line.startsWith("http://")) {
        line = output.readLine();
      }
      assertThat(line).as("where the cluster's process answers").isNotNull();
      return URI.create(line);
    } catch (IOException ended) {
      throw new UncheckedIOException(ended);
    }
  }
}
