package online.neuropod.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import online.neuropod.standalone.ChildProcess;
import online.neuropod.standalone.NeuropodApplication;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesIT {
  private static final int SIGTERM = 128 + 15;

  @TempDir Path data;

  @Test
  void mongodbAndTemporalAnswerUntilTheProcessIsToldToEndAndDataStays() {
    try (var services = start("--temporal-port", "0")) {
      var variables = variables(services);
      assertThat(variables).doesNotContainKey("KUBE_CONFIG_PATH");
      try (var client = MongoClients.create(value(variables, "MONGODB_URI"))) {
        client.getDatabase("test").getCollection("kept").insertOne(new Document("_id", 1));
      }
      assertTemporalAnswers(value(variables, "TEMPORAL_ADDRESS"));

      long begin = System.nanoTime();
      assertThat(services.terminate()).isEqualTo(SIGTERM);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }
    try (var services = start("--temporal-port", "0");
        var client = MongoClients.create(value(variables(services), "MONGODB_URI"))) {
      assertThat(client.getDatabase("test").getCollection("kept").countDocuments()).isEqualTo(1);
    }
  }

  @Test
  void aSimulatedClusterThatIsKilledGoesOnWithTheSameObjects() throws Exception {
    URI edge;
    Pod before;
    String[] again;
    try (var services = startCluster("--kubernetes-port", "0")) {
      var variables = variables(services);
      assertThat(variables).doesNotContainKey("TEMPORAL_ADDRESS");
      Path kubeconfig = Path.of(value(variables, "KUBE_CONFIG_PATH"));
      assertThat(Files.getPosixFilePermissions(kubeconfig))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      try (var cluster = client(kubeconfig)) {
        assertThat(gpus(cluster)).isEqualTo(Map.of("NVIDIA-GeForce-RTX-4090", 72));
        before = running(cluster);
        again = new String[] {"--kubernetes-port", port(cluster.getMasterUrl().toURI())};
      }
      edge = URI.create(value(variables, "NEUROPOD_EDGE_URL"));
      assertThat(statusOf(edge)).isEqualTo(404);
      services.kill();
    }
    try (var services = startCluster(again);
        var cluster = client(Path.of(value(variables(services), "KUBE_CONFIG_PATH")))) {
      Pod after = cluster.pods().inNamespace("default").withName("kept").require();
      assertThat(after.getMetadata().getUid()).isEqualTo(before.getMetadata().getUid());
      assertThat(startedAt(after)).isPresent().isEqualTo(startedAt(before));
    }
  }

  private ChildProcess startCluster(String... more) {
    var arguments = new ArrayList<>(List.of(more));
    arguments.addAll(
        List.of(
            "--no-temporal",
            "--node",
            "NVIDIA-GeForce-RTX-4090=64",
            "--node",
            "NVIDIA-GeForce-RTX-4090=8"));
    return start(arguments.toArray(String[]::new));
  }

  private ChildProcess start(String... more) {
    var arguments =
        new ArrayList<>(List.of("services", "--data", data.toString(), "--mongodb-port", "0"));
    arguments.addAll(List.of(more));
    return ChildProcess.start(NeuropodApplication.class, arguments.toArray(String[]::new));
  }

  /** What the greeting tells api and worker to be given. */
  private static Map<String, String> variables(ChildProcess services) {
    return services
        .linesUntil(line -> line.startsWith("Data is in"))
        .filter(line -> line.contains("="))
        .map(line -> line.strip().split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  private static String value(Map<String, String> variables, String name) {
    return Objects.requireNonNull(variables.get(name), () -> name + " is not told");
  }

  private static KubernetesClient client(Path kubeconfig) throws IOException {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(Files.readString(kubeconfig)))
        .build();
  }

  private static String port(URI url) {
    return String.valueOf(url.getPort());
  }

  private static Map<String, Integer> gpus(KubernetesClient cluster) {
    return cluster.nodes().list().getItems().stream()
        .collect(
            Collectors.toMap(
                node -> node.getMetadata().getLabels().get("nvidia.com/gpu.product"),
                ServicesIT::gpus,
                Integer::sum));
  }

  private static int gpus(Node node) {
    return Objects.requireNonNull(node.getStatus().getAllocatable().get("nvidia.com/gpu"))
        .getNumericalAmount()
        .intValue();
  }

  private static Pod running(KubernetesClient cluster) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("kept")
            .endMetadata()
            .withNewSpec()
            .addNewContainer()
            .withName("main")
            .withImage("nginx")
            .endContainer()
            .endSpec()
            .build();
    var created = cluster.pods().inNamespace("default").resource(pod);
    Awaitility.await("the account that Pods need")
        .atMost(20, TimeUnit.SECONDS)
        .until(
            () ->
                cluster.serviceAccounts().inNamespace("default").withName("default").get() != null);
    created.create();
    return Awaitility.await("the Pod runs")
        .atMost(30, TimeUnit.SECONDS)
        .until(created::get, found -> startedAt(found).isPresent());
  }

  private static Optional<String> startedAt(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .flatMap(status -> Optional.ofNullable(status.getState().getRunning()).stream())
        .map(ContainerStateRunning::getStartedAt)
        .findFirst();
  }

  private static int statusOf(URI edge) throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(edge).build(), BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static void assertTemporalAnswers(String target) {
    var stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
    try {
      var request = DescribeNamespaceRequest.newBuilder().setNamespace("default").build();
      var answer = stubs.blockingStub().describeNamespace(request);
      assertThat(answer.getNamespaceInfo().getName()).isEqualTo("default");
    } finally {
      stubs.shutdownNow();
    }
  }
}
