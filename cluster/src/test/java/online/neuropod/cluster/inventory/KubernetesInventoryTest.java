package online.neuropod.cluster.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import online.neuropod.cluster.gateway.ClusterClients;
import online.neuropod.cluster.inventory.ListRefused.Why;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What a cluster is that lacks something, or refuses: answers over HTTP as Kubernetes words them.
 */
class KubernetesInventoryTest {
  private static final String POD =
      """
      {"metadata": {"name": "p", "namespace": "n", "uid": "u", "creationTimestamp": "2026-01-02T03:04:05Z",
        "annotations": {"kubectl.kubernetes.io/last-applied-configuration": "PASSWORD"}},
       "spec": {"containers": [{"name": "c", "image": "i", "command": ["run", "PASSWORD"],
         "env": [{"name": "X", "value": "PASSWORD"}]}], "nodeName": "node"},
       "status": {"phase": "Running", "containerStatuses": [
         {"name": "c", "ready": false, "restartCount": 3,
          "state": {"waiting": {"reason": "CrashLoopBackOff"}}}]}}
      """;

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> questions = new ArrayList<>();
  private HttpServer server;
  private KubernetesClient client;
  private ClusterInventory inventory;

  private record Answer(int code, String body) {}

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    client = ClusterClients.ofUrl(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    inventory = new KubernetesInventory(client);
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    questions.add(exchange.getRequestURI().toString());
    Answer answer =
        answers.getOrDefault(
            exchange.getRequestURI().getPath(), new Answer(404, "404 page not found\n"));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.code(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void list(String path, String metadata, String... items) {
    answers.put(
        path,
        new Answer(
            200,
            "{\"kind\": \"List\", \"apiVersion\": \"v1\", \"metadata\": %s, \"items\": [%s]}"
                .formatted(metadata, String.join(",", items))));
  }

  private void refuse(String path, int code, String reason, String message) {
    answers.put(
        path,
        new Answer(
            code,
            """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": %d,
             "reason": "%s", "message": "%s"}
            """
                .formatted(code, reason, message)));
  }

  @Test
  void theFilterIsPassedOn() {
    list("/api/v1/namespaces/n/pods", "{\"continue\": \"next\", \"remainingItemCount\": 7}", POD);

    Listed<PodEntry> pods =
        inventory.pods(
            new Selection(Optional.of("n"), Optional.of("a in (b,c)"), 1, Optional.of("t=")));

    assertThat(pods.continueToken()).contains("next");
    assertThat(pods.remaining()).contains(7L);
    assertThat(URI.create(questions.getFirst()).getQuery())
        .contains("labelSelector=a in (b,c)", "limit=1", "continue=t=");
  }

  @Test
  void withoutAMetricsServerUsageIsUnknownAndNotZero() {
    list("/api/v1/pods", "{}", POD);

    PodEntry pod = inventory.pods(Selection.first(10)).items().getFirst();

    assertThat(pod.metricsUnknown()).contains(Gap.NO_METRICS_SERVER);
    assertThat(pod.metricsTimestamp()).isEmpty();
    assertThat(pod.containers().getFirst().usage()).isEmpty();
    assertThat(pod.restarts()).isEqualTo(3);
    assertThat(pod.containers().getFirst().reason()).contains("CrashLoopBackOff");
  }

  @Test
  void whyThereAreNoMetricsIsTold() {
    list("/api/v1/pods", "{}", POD);
    refuse("/apis/metrics.k8s.io/v1beta1/pods", 403, "Forbidden", "no");
    assertThat(inventory.pods(Selection.first(1)).items().getFirst().metricsUnknown())
        .contains(Gap.METRICS_FORBIDDEN);

    refuse("/apis/metrics.k8s.io/v1beta1/pods", 503, "ServiceUnavailable", "down");
    assertThat(inventory.pods(Selection.first(1)).items().getFirst().metricsUnknown())
        .contains(Gap.METRICS_UNAVAILABLE);

    list("/apis/metrics.k8s.io/v1beta1/pods", "{}");
    assertThat(inventory.pods(Selection.first(1)).items().getFirst().metricsUnknown())
        .contains(Gap.NOT_MEASURED_YET);
  }

  @Test
  void secretsOfAPodAreNotTold() {
    list("/api/v1/pods", "{}", POD);

    assertThat(inventory.pods(Selection.first(1)).toString()).doesNotContain("PASSWORD");
  }

  @Test
  void withoutTheGatewayApiTheListIsEmptyAndSaysWhy() {
    Listed<HttpRouteEntry> routes = inventory.httpRoutes(Selection.first(10));

    assertThat(routes.items()).isEmpty();
    assertThat(routes.gap()).contains(Gap.NO_GATEWAY_API);
  }

  @Test
  void refusalsAreToldApart() {
    String path = "/api/v1/pods";
    refuse(path, 410, "Expired", "The provided continue parameter is too old");
    assertThat(why()).isEqualTo(Why.EXPIRED);
    refuse(path, 400, "BadRequest", "continue key is not valid: invalid character");
    assertThat(why()).isEqualTo(Why.CONTINUE);
    refuse(path, 400, "BadRequest", "unable to parse requirement: found '(', expected: ...");
    assertThat(why()).isEqualTo(Why.SELECTOR);
  }

  private Why why() {
    try {
      inventory.pods(Selection.first(1));
    } catch (ListRefused refused) {
      return refused.why();
    }
    throw new AssertionError("not refused");
  }

  @Test
  void aServerThatFailsIsNoEmptyList() {
    refuse("/api/v1/pods", 500, "InternalError", "etcd");

    assertThatThrownBy(() -> inventory.pods(Selection.first(1)))
        .isInstanceOf(KubernetesClientException.class);
  }
}
