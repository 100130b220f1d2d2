package online.neuropod.cluster.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.PodMeter.Measurement;
import online.neuropod.cluster.PodMeter.Running;
import online.neuropod.cluster.PodMeter.Traffic;
import online.neuropod.cluster.contract.Specs;
import online.neuropod.cluster.gateway.ClusterClients;
import online.neuropod.cluster.model.PodIdentity;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.usage.Stat;
import online.neuropod.domain.usage.Unknown;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of the answers of an API server, a kubelet and a Prometheus, all over HTTP. */
class KubernetesPodMeterTest {
  private static final Instant STARTED = Instant.parse("2026-03-01T10:00:00Z");
  private static final ClusterSettings SETTINGS = ClusterSettings.of("inst", "a2V5", "example.com");
  private static final PodSpec CPU_SPEC = Specs.image("web:1");
  private static final PodSpec GPU_SPEC = Specs.withGpu(CPU_SPEC, "rtx-4090");
  private static final String METRICS = "/apis/metrics.k8s.io/v1beta1/pods";
  private static final String PODS = "/api/v1/pods";
  private static final String SUMMARY = "/api/v1/nodes/node-1/proxy/stats/summary";

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> questions = new ArrayList<>();
  private HttpServer server;
  private KubernetesClient client;
  private Instant now = STARTED.plusSeconds(60);

  private record Answer(int code, String body) {}

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client = ClusterClients.ofUrl(url());
    tell(METRICS, 404, "404 page not found\n");
    tell(
        PODS, 200, list("{\"metadata\": {\"name\": \"x\"}, \"spec\": {\"nodeName\": \"node-1\"}}"));
    tell(SUMMARY, 403, "{\"kind\": \"Status\", \"code\": 403, \"reason\": \"Forbidden\"}");
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void tell(String question, int code, String body) {
    answers.put(question, new Answer(code, body));
  }

  private static String list(String... items) {
    return "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"metadata\": {}, \"items\": ["
        + String.join(",", items)
        + "]}";
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    String question =
        path.startsWith("/prometheus") ? query.replaceAll("[{].*", "").replace('+', ' ') : path;
    questions.add(question);
    Answer answer = answers.getOrDefault(question, new Answer(500, ""));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.code(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static Running pod(PodSpec spec) {
    return new Running(new Target("pod-1", "ana", "mi-pod", spec), STARTED);
  }

  private static PodIdentity identity() {
    return PodIdentity.of("inst", "a2V5", "neuropod", "pod-1", "ana", "mi-pod");
  }

  private Measurement measure(PodSpec spec, Optional<URI> prometheus) {
    InstantSource clock = () -> now;
    try (var meter = new KubernetesPodMeter(client, SETTINGS, prometheus, clock)) {
      return measure(meter, spec);
    }
  }

  private static Measurement measure(KubernetesPodMeter meter, PodSpec spec) {
    return Objects.requireNonNull(meter.measure(List.of(pod(spec))).get("pod-1"));
  }

  private void metrics(Instant at) {
    tell(
        METRICS,
        200,
        list(
            """
            {"metadata": {"name": "p", "namespace": "n", "labels": {"neuropod.online/pod": "pod-1"}},
             "timestamp": "%s", "window": "15s",
             "containers": [{"name": "main", "usage": {"cpu": "250m", "memory": "64Mi"}}]}
            """
                .formatted(at)));
  }

  private void summary(Instant at) {
    tell(
        SUMMARY,
        200,
        """
        {"node": {}, "pods": [
          {"podRef": {"name": "other", "namespace": "n"}, "network": {}},
          {"podRef": {"name": "%s", "namespace": "%s", "uid": "u"},
           "ephemeral-storage": {"usedBytes": 4096},
           "network": {"time": "%s", "rxBytes": 1000, "txBytes": 500, "interfaces": []}}]}
        """
            .formatted(identity().pod(), identity().namespace(), at));
  }

  @Test
  void aClusterThatOffersNothingSaysSoOfEveryValue() {
    Measurement measured = measure(GPU_SPEC, Optional.empty());

    assertThat(measured.cpuPercent()).isEmpty();
    assertThat(measured.gpuPercent()).isEmpty();
    assertThat(measured.traffic()).isEmpty();
    assertThat(measured.unknown())
        .hasSize(Stat.values().length)
        .allSatisfy((_, why) -> assertThat(why).isEqualTo(Unknown.NO_METRICS));
  }

  @Test
  void cpuAndMemoryAreTheMetricsServers() {
    metrics(STARTED.plusSeconds(30));

    Measurement measured = measure(CPU_SPEC, Optional.empty());

    assertThat(measured.cpuPercent()).contains(25.0);
    assertThat(measured.memoryBytes()).contains(64L << 20);
    assertThat(measured.unknown())
        .containsOnlyKeys(Stat.GPU, Stat.DISK, Stat.NETWORK)
        .containsEntry(Stat.GPU, Unknown.NO_GPU);
  }

  @Test
  void whatWasMeasuredOfAnEarlierContainerSaysNothing() {
    metrics(STARTED.minusSeconds(1));
    summary(STARTED.minusSeconds(1));

    Measurement measured = measure(CPU_SPEC, Optional.empty());

    assertThat(measured.cpuPercent()).isEmpty();
    assertThat(measured.diskBytes()).isEmpty();
    assertThat(measured.unknown())
        .containsEntry(Stat.CPU, Unknown.NOT_MEASURED_YET)
        .containsEntry(Stat.DISK, Unknown.NOT_MEASURED_YET);
  }

  @Test
  void diskAndNetworkAreTheKubelets() {
    summary(STARTED.plusSeconds(50));

    Measurement measured = measure(CPU_SPEC, Optional.empty());

    assertThat(measured.diskBytes()).contains(4096L);
    assertThat(measured.traffic()).contains(new Traffic(1500, STARTED.plusSeconds(50)));
    assertThat(measured.unknown())
        .doesNotContainKey(Stat.DISK)
        .containsEntry(Stat.NETWORK, Unknown.NOT_MEASURED_YET);
  }

  @Test
  void aNodeThatMayNotBeAskedIsNotAskedAgainAndAgain() {
    InstantSource clock = () -> now;
    try (var meter = new KubernetesPodMeter(client, SETTINGS, Optional.empty(), clock)) {
      for (int i = 0; i < 5; i++) {
        meter.measure(List.of(pod(CPU_SPEC)));
      }
      assertThat(questions).filteredOn(SUMMARY::equals).hasSize(1);

      now = now.plusSeconds(301);
      summary(now);
      assertThat(measure(meter, CPU_SPEC).diskBytes()).contains(4096L);
    }
  }

  @Test
  void gpusAndWithoutKubeletsTheNetworkArePrometheus() {
    tell(
        "query=DCGM_FI_DEV_GPU_UTIL",
        200,
        """
        {"status": "success", "data": {"resultType": "vector", "result": [
          {"metric": {"pod": "dcgm-exporter-x", "namespace": "gpu-operator", "gpu": "0",
                      "exported_pod": "%1$s", "exported_namespace": "%2$s"}, "value": [1, "40"]},
          {"metric": {"gpu": "1", "exported_pod": "%1$s", "exported_namespace": "%2$s"},
           "value": [1, "61"]},
          {"metric": {"gpu": "2", "pod": "else", "namespace": "n"}, "value": [1, "99"]},
          {"metric": {"gpu": "3", "pod": "%1$s", "namespace": "%2$s"}, "value": [1, "NaN"]}]}}
        """
            .formatted(identity().pod(), identity().namespace()));
    tell(
        "query=sum by (namespace, pod) (rate(container_network_receive_bytes_total",
        200,
        """
        {"status": "success", "data": {"resultType": "vector", "result": [
          {"metric": {"pod": "%s", "namespace": "%s"}, "value": [1, "2.5e+03"]}]}}
        """
            .formatted(identity().pod(), identity().namespace()));

    Measurement measured = measure(GPU_SPEC, Optional.of(url().resolve("/prometheus/")));

    assertThat(measured.gpuPercent().orElseThrow()).isCloseTo(50.5, within(0.001));
    assertThat(measured.networkBytesPerSecond()).contains(2500.0);
    assertThat(measured.unknown()).containsOnlyKeys(Stat.CPU, Stat.MEMORY, Stat.DISK);
  }

  @Test
  void aPrometheusThatDoesNotKnowThePodYetSaysSo() {
    tell("query=DCGM_FI_DEV_GPU_UTIL", 200, "{\"data\": {\"result\": []}}");

    assertThat(measure(GPU_SPEC, Optional.of(url().resolve("/prometheus"))).unknown())
        .containsEntry(Stat.GPU, Unknown.NOT_MEASURED_YET);
  }

  @Test
  void aPrometheusThatFailsOrIsAwayMakesValuesUnknown() throws IOException {
    tell("query=DCGM_FI_DEV_GPU_UTIL", 200, "<html>");
    assertThat(measure(GPU_SPEC, Optional.of(url().resolve("/prometheus"))).unknown())
        .containsEntry(Stat.GPU, Unknown.NO_METRICS);

    URI nobody;
    try (var closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = URI.create("http://127.0.0.1:" + closed.getLocalPort());
    }
    assertThat(measure(GPU_SPEC, Optional.of(nobody)).unknown())
        .containsEntry(Stat.GPU, Unknown.NO_METRICS)
        .containsEntry(Stat.NETWORK, Unknown.NO_METRICS);
  }
}
