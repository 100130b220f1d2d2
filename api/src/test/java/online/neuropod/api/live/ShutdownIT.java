package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import online.neuropod.api.support.ApiProcess;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.pod.PodStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of a process by SIGTERM. */
class ShutdownIT {
  @Test
  void requestsUnderWayAreAnsweredAndSocketsAreToldToComeBack(@TempDir Path directory)
      throws Exception {
    try (var api = new ApiProcess(directory, "--neuropod.feed.stats-interval=10m")) {
      Caller owner = api.client("shutdown@example.com");
      String id = runningPod(api, owner);
      var socket = Socket.open(api.uri(), owner.json());
      socket.signIn(owner.token().orElseThrow());
      api.kubernetes().freeze();
      int before = api.kubernetes().taken();
      CompletableFuture<Reply> underWay =
          CompletableFuture.supplyAsync(() -> owner.get("/api/pods/" + id + "/logs"));
      await().atMost(20, TimeUnit.SECONDS).until(() -> api.kubernetes().taken() > before);

      Instant told = Instant.now();
      api.stop();

      assertThat(Duration.between(told, Instant.now())).isLessThan(Duration.ofSeconds(20));
      underWay.get(1, TimeUnit.SECONDS).expect(503, "KUBERNETES_UNAVAILABLE");
      assertThat(socket.awaitClose().code()).isEqualTo(1001);
    }
  }

  private static String runningPod(ApiProcess api, Caller owner) {
    String id =
        owner
            .post(
                "/api/pods",
                Map.of(
                    "name", "with-log",
                    "deploymentType", "docker",
                    "dockerImage", "nginx:1.27",
                    "gpu", "cpu",
                    "containerDiskSize", 5,
                    "volumeDiskSize", 10,
                    "ports", "8080"))
            .expect(201)
            .path("data")
            .path("id")
            .stringValue();
    assertThat(
            api.pods()
                .writeStatus(
                    id,
                    1,
                    PodStatus.RUNNING,
                    Optional.empty(),
                    Optional.of(Instant.now()),
                    true,
                    Instant.now()))
        .isTrue();
    return id;
  }
}
