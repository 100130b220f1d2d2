package online.neuropod.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import online.neuropod.api.support.ApiProcess;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.pod.PodStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Servers that hang: each request ends in time, and says which. Temporal hangs all the while. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeadlinesIT {
  /** A request of the database ends within 10 s; the rest is for a machine that has much to do. */
  private static final Duration DATABASE = Duration.ofSeconds(14);

  /** One of the cluster within 5 s. */
  private static final Duration CLUSTER = Duration.ofSeconds(9);

  private ApiProcess api;

  @BeforeAll
  void start(@TempDir Path directory) throws IOException {
    api = new ApiProcess(directory);
  }

  @AfterAll
  void end() throws IOException {
    api.close();
  }

  @AfterEach
  void thaw() {
    api.mongodb().thaw();
    api.kubernetes().thaw();
  }

  private static Reply within(Duration most, Callable<Reply> request) throws Exception {
    Instant before = Instant.now();
    Reply reply = request.call();
    assertThat(Duration.between(before, Instant.now())).isLessThan(most);
    return reply;
  }

  private static Map<String, Object> order(String name) {
    return Map.of(
        "name", name,
        "deploymentType", "docker",
        "dockerImage", "nginx:1.27",
        "gpu", "cpu",
        "containerDiskSize", 5,
        "volumeDiskSize", 10,
        "ports", "8080");
  }

  private static String create(Caller owner, String name) {
    return owner.post("/api/pods", order(name)).expect(201).path("data").path("id").stringValue();
  }

  @Test
  void aPodIsAcceptedWhileTemporalHangs() throws Exception {
    Caller owner = api.client("temporal@example.com");

    within(Duration.ofSeconds(4), () -> owner.post("/api/pods", order("accepted"))).expect(201);
    within(Duration.ofSeconds(4), () -> owner.get("/api/pods")).expect(200);
  }

  @Test
  void whatIsReadFromAClusterThatHangsIs503() throws Exception {
    Caller owner = api.client("cluster@example.com");
    String id = create(owner, "with-log");
    boolean written =
        api.pods()
            .writeStatus(
                id,
                1,
                PodStatus.RUNNING,
                Optional.empty(),
                Optional.of(Instant.now()),
                true,
                Instant.now());
    assertThat(written).isTrue();
    api.kubernetes().freeze();

    within(CLUSTER, () -> owner.get("/api/pods/" + id + "/logs"))
        .expect(503, "KUBERNETES_UNAVAILABLE");
    within(CLUSTER, () -> owner.get("/api/pods")).expect(200);
    within(CLUSTER, () -> owner.get("/api/pricing")).expect(200);
    within(CLUSTER, () -> owner.post("/api/pods", order("accepted"))).expect(201);
  }

  @Test
  void aDatabaseThatHangsIs503ForAsManyAsCome() throws Exception {
    Caller owner = api.client("database@example.com");
    owner.get("/api/pods").expect(200);
    api.mongodb().freeze();

    for (Future<Reply> reply : atOnce(150, () -> owner.get("/api/pods"))) {
      reply.get().expect(503, "DATABASE_UNAVAILABLE");
    }
    within(DATABASE, () -> owner.post("/api/pods", order("refused")))
        .expect(503, "DATABASE_UNAVAILABLE");
    within(Duration.ofSeconds(2), () -> api.nobody().get("/api/health")).expect(200);

    api.mongodb().thaw();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> owner.get("/api/pods").expect(200));
  }

  private static List<Future<Reply>> atOnce(int requests, Callable<Reply> request)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(
          IntStream.range(0, requests)
              .<Callable<Reply>>mapToObj(_ -> () -> within(DATABASE, request))
              .toList());
    }
  }
}
