package online.neuropod.standalone.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the whole product tells of itself: traces to a collector, metrics to Prometheus. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TelemetryIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Path MONITORING = Path.of("..", "k8s", "monitoring");
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:neuropod|temporal|http|mongodb|jvm|process)_[a-z0-9_]+");

  /** Metrics that appear with the first workflow that ends, and with failures: all Temporal's. */
  private static final Set<String> LATER =
      Set.of(
          "temporal_workflow_completed_total",
          "temporal_workflow_failed_total",
          "temporal_request_failure_total");

  private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
  private HttpServer collector;
  private Neuropod neuropod;
  private Person person;

  /** A span as it came over the wire. */
  private record Span(ByteString trace, ByteString id, ByteString parent, String name) {
    private static Span of(UnknownFieldSet fields) {
      return new Span(
          bytes(fields, 1), bytes(fields, 2), bytes(fields, 4), bytes(fields, 5).toStringUtf8());
    }

    private static ByteString bytes(UnknownFieldSet fields, int number) {
      return fields.getField(number).getLengthDelimitedList().stream()
          .findFirst()
          .orElse(ByteString.EMPTY);
    }
  }

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext("/v1/traces", this::collect);
    collector.start();
    var plan = RunPlan.embedded(data);
    neuropod =
        Neuropod.start(
            new RunPlan(
                plan.port(),
                plan.data(),
                plan.kubeconfig(),
                plan.temporal(),
                plan.temporalNamespace(),
                plan.mongodb(),
                plan.domain(),
                plan.ingressClass(),
                plan.edgeUrl(),
                Map.of(
                    "neuropod.tracing.endpoint",
                    "http://127.0.0.1:" + collector.getAddress().getPort())));
    person = Person.signIn(neuropod.url().toString(), "ana@example.com", "client");
  }

  @AfterAll
  void end() {
    neuropod.close();
    collector.stop(0);
  }

  /** ExportTraceServiceRequest: resource spans (1), of them scope spans (2), of them spans (2). */
  private void collect(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = UnknownFieldSet.parseFrom(exchange.getRequestBody());
      for (UnknownFieldSet resource : messages(request, 1)) {
        for (UnknownFieldSet scope : messages(resource, 2)) {
          messages(scope, 2).forEach(span -> spans.add(Span.of(span)));
        }
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static List<UnknownFieldSet> messages(UnknownFieldSet fields, int number)
      throws InvalidProtocolBufferException {
    var messages = new ArrayList<UnknownFieldSet>();
    for (ByteString message : fields.getField(number).getLengthDelimitedList()) {
      messages.add(UnknownFieldSet.parseFrom(message));
    }
    return messages;
  }

  private String deploy(String name) {
    var created =
        person.post(
            "/api/pods",
            Map.of(
                "name", name,
                "deploymentType", "docker",
                "dockerImage", "nginx:1.27",
                "gpu", "cpu",
                "containerDiskSize", 5,
                "volumeDiskSize", 10,
                "ports", "8080"));
    assertThat(created.status()).isEqualTo(201);
    return created.data().path("id").asString();
  }

  private void awaitStatus(String id, String status) {
    await()
        .atMost(PATIENCE)
        .until(() -> person.get("/api/pods/" + id).data().path("status").asString().equals(status));
  }

  @Test
  void oneOrderIsOneTraceFromTheRequestToTheActivities() {
    awaitStatus(deploy("traced"), "running");

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(named("POST /api/pods")).isNotEmpty();
              Span request = named("POST /api/pods").getFirst();
              List<String> joined =
                  spans.stream()
                      .filter(span -> span.trace().equals(request.trace()))
                      .map(Span::name)
                      .toList();
              assertThat(joined)
                  .anyMatch(name -> name.contains("SignalWithStartWorkflow"))
                  // Made by the workflow, whose own span ends with it, minutes later.
                  .anyMatch(name -> name.startsWith("StartActivity:"))
                  .anyMatch(name -> name.startsWith("RunActivity:"));
              assertThat(request.parent().isEmpty()).isTrue();
            });
  }

  private List<Span> named(String name) {
    return spans.stream().filter(span -> span.name().equals(name)).toList();
  }

  @Test
  void everyMetricOfDashboardAndAlertsIsTold() {
    awaitStatus(deploy("measured"), "running");

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(told()).containsAll(wanted()));
  }

  private static Set<String> wanted() throws IOException {
    var wanted = new TreeSet<String>();
    for (String file : List.of("grafana/neuropod.json", "neuropod.rules.yml")) {
      METRIC
          .matcher(Files.readString(MONITORING.resolve(file)))
          .results()
          .forEach(found -> wanted.add(found.group()));
    }
    assertThat(wanted).hasSizeGreaterThan(15);
    wanted.removeAll(LATER);
    return wanted;
  }

  private Set<String> told() {
    return Person.open(neuropod.url() + "/actuator/prometheus")
        .text()
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("[{ ]", 2)[0])
        .collect(Collectors.toSet());
  }
}
