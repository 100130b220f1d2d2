package online.neuropod.api.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.domain.pod.PodStatus;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How the installation is: every server that it needs, and what goes on. */
class StatusIT extends ApiFixture {
  private JsonNode status() {
    return admin().calls().get("/api/status").expect(200).path("data");
  }

  private static Map<String, JsonNode> dependencies(JsonNode status) {
    return status
        .path("dependencies")
        .valueStream()
        .collect(Collectors.toMap(each -> each.path("name").stringValue(), each -> each));
  }

  private static String version(Map<String, JsonNode> servers, String name) {
    return Optional.ofNullable(servers.get(name)).orElseThrow().path("version").stringValue();
  }

  @Test
  void eachServerIsThereWithItsLatencyAndVersion() {
    JsonNode status = status();
    Map<String, JsonNode> servers = dependencies(status);
    assertThat(servers.keySet())
        .containsExactlyInAnyOrder("mongodb", "temporal", "kubernetes", "edge", "metrics");
    servers
        .values()
        .forEach(
            server -> {
              assertThat(server.path("state").stringValue()).as(server.toString()).isEqualTo("up");
              assertThat(server.path("latencyMs").decimalValue().signum()).isNotNegative();
              assertThat(server.path("problem").isNull()).isTrue();
            });
    assertThat(version(servers, "mongodb")).matches("[0-9]+\\..*");
    assertThat(version(servers, "kubernetes")).startsWith("v");
    assertThat(status.path("status").stringValue()).isEqualTo("ok");
    assertThat(status.path("version").stringValue()).isNotBlank();
  }

  @Test
  void whatGoesOnIsCounted() {
    JsonNode before = status();
    Person owner = client();
    var running = write(pod(owner, "counted-running"), PodStatus.RUNNING);
    write(pod(owner, "counted-failed"), PodStatus.ERROR);
    pod(owner, "counted-open");
    admin()
        .calls()
        .post(
            "/api/auth/users/balance",
            Map.of(
                "userId", owner.id(), "amount", 3, "operation", "add", "reason", "for the count"))
        .expect(200);
    JsonNode after = status();

    assertThat(more(before, after, "users", "clients")).isPositive();
    assertThat(after.path("users").path("total").longValue())
        .isEqualTo(
            after.path("users").path("clients").longValue()
                + after.path("users").path("admins").longValue());
    assertThat(more(before, after, "pods", "total")).isEqualTo(3);
    JsonNode byStatus = after.path("pods").path("byStatus");
    assertThat(byStatus.propertyNames())
        .containsExactlyInAnyOrder(
            "creating",
            "queued",
            "starting",
            "running",
            "stopping",
            "stopped",
            "error",
            "deleting");
    assertThat(byStatus.path("running").longValue()).isPositive();
    assertThat(more(before, after, "workflows", "failed")).isEqualTo(1);
    assertThat(more(before, after, "workflows", "billing")).isEqualTo(1);
    assertThat(more(before, after, "workflows", "open")).isEqualTo(1);
    assertThat(
            after
                .path("money")
                .path("toppedUp")
                .decimalValue()
                .subtract(before.path("money").path("toppedUp").decimalValue()))
        .isEqualByComparingTo("3");
    assertThat(after.path("gpus").path("rtx-4050").path("total").longValue()).isEqualTo(4);
    assertThat(running.status()).isEqualTo(PodStatus.RUNNING);
  }

  private static long more(JsonNode before, JsonNode after, String part, String count) {
    return after.path(part).path(count).longValue() - before.path(part).path(count).longValue();
  }

  @Test
  void isForAdministratorsAlone() {
    client().calls().get("/api/status").expect(403, "FORBIDDEN");
    nobody().get("/api/status").expect(401, "UNAUTHENTICATED");
    nobody().get("/api/status/public").expect(200);
  }
}
