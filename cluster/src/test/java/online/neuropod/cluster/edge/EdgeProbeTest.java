package online.neuropod.cluster.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.cluster.ClusterSettings.Edge;
import online.neuropod.cluster.edge.EdgeProbe.Sighting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With a real HTTP server in the place of the edge. */
class EdgeProbeTest {
  private static final Answer UNKNOWN_HOST = new Answer(404, "404 page not found");

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final AtomicInteger strangersAsked = new AtomicInteger();
  private HttpServer server;
  private EdgeClient client;
  private EdgeProbe probe;
  private Edge edge;

  private record Answer(int status, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    edge =
        Edge.ingress("pods.test")
            .at(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    client = new EdgeClient(edge);
    probe = new EdgeProbe(client, "pods.test", InstantSource.system());
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String host = exchange.getRequestHeaders().getFirst("Host").replaceAll(":.*", "");
    if (host.startsWith("no-pod-")) {
      strangersAsked.incrementAndGet();
    }
    Answer answer = answers.getOrDefault(host, UNKNOWN_HOST);
    byte[] body = answer.body().replace("$HOST", host).getBytes(StandardCharsets.UTF_8);
    if (answer.status() / 100 == 3) {
      exchange.getResponseHeaders().set("Location", "https://" + host + "/");
    }
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Test
  void anAnswerOfItsOwnIsThePods() {
    answers.put("a.pods.test", new Answer(200, "hello"));

    assertThat(probe.ask("a.pods.test")).isEqualTo(Sighting.OWN);
  }

  @Test
  void aPodsOwnErrorIsAnAnswer() {
    answers.put("a.pods.test", new Answer(500, "broken"));
    answers.put("b.pods.test", new Answer(404, "my own page"));

    assertThat(probe.ask("a.pods.test")).isEqualTo(Sighting.OWN);
    assertThat(probe.ask("b.pods.test")).isEqualTo(Sighting.OWN);
  }

  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504})
  void theEdgesOwnFailureIsNone(int status) {
    answers.put("a.pods.test", new Answer(status, "Bad Gateway"));

    assertThat(probe.ask("a.pods.test")).isEqualTo(Sighting.NO_BACKEND);
  }

  @Test
  void aHostWithoutARouteIsToldByTheAnswerOfAStranger() {
    assertThat(probe.ask("a.pods.test")).isEqualTo(Sighting.SAME_NOT_FOUND);
    assertThat(probe.ask("b.pods.test")).isEqualTo(Sighting.SAME_NOT_FOUND);
    assertThat(strangersAsked).hasValue(1);
  }

  @Test
  void theHostsNameDoesNotMakeAnAnswerItsOwn() {
    var page = new Answer(301, "go to $HOST");
    server.removeContext("/");
    server.createContext(
        "/",
        exchange -> {
          String host = exchange.getRequestHeaders().getFirst("Host").replaceAll(":.*", "");
          answers.put(host, page);
          answer(exchange);
        });

    assertThat(probe.ask("a.pods.test")).isEqualTo(Sighting.SAME);
  }

  @Test
  void anEdgeThatIsNotThereIsSilent() {
    server.stop(0);

    assertThat(probe.ask("a.pods.test")).isEqualTo(Sighting.SILENCE);
  }

  @Test
  void anIdenticalNotFoundCountsOnceTheRouteMustHaveSettled() {
    assertThat(Sighting.SAME_NOT_FOUND.reached(Duration.ofSeconds(9))).isFalse();
    assertThat(Sighting.SAME_NOT_FOUND.reached(Duration.ofSeconds(10))).isTrue();
    assertThat(Sighting.SAME.reached(Duration.ofHours(1))).isFalse();
    assertThat(Sighting.NO_BACKEND.reached(Duration.ofHours(1))).isFalse();
    assertThat(Sighting.SILENCE.reached(Duration.ofHours(1))).isFalse();
    assertThat(Sighting.OWN.reached(Duration.ZERO)).isTrue();
  }

  @Test
  void onlyASuccessIsRead() {
    answers.put("a.pods.test", new Answer(200, "status"));
    answers.put("b.pods.test", new Answer(403, "forbidden"));

    assertThat(client.read("a.pods.test", "/api/status", "token 1")).contains("status");
    assertThat(client.read("b.pods.test", "/api/status", "token 1")).isEmpty();
  }
}
