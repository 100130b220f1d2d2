package online.neuropod.api.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every failure has the one shape, whoever refuses. */
class FailuresIT extends ApiFixture {
  private static Map<String, String> errors(JsonNode failure) {
    return failure
        .path("errors")
        .valueStream()
        .collect(
            Collectors.toMap(
                each -> each.path("field").stringValue(),
                each -> each.path("message").stringValue()));
  }

  @Test
  void withoutATokenThereIs401InTheReadersLanguage() {
    JsonNode spanish = nobody().get("/api/pods").expect(401, "UNAUTHENTICATED");
    assertThat(spanish.path("message").stringValue()).isEqualTo("Inicia sesión para continuar.");
    assertThat(spanish.has("errors")).isFalse();
    JsonNode english = nobody().inEnglish().get("/api/pods").expect(401, "UNAUTHENTICATED");
    assertThat(english.path("message").stringValue()).isEqualTo("Sign in to go on.");
  }

  @Test
  void aTokenThatIsNoneIs401() {
    assertThat(
            nobody()
                .as("not.a.token")
                .get("/api/auth/me")
                .response()
                .headers()
                .firstValue("WWW-Authenticate"))
        .contains("Bearer");
    nobody().as("not.a.token").get("/api/auth/me").expect(401, "UNAUTHENTICATED");
  }

  @Test
  void aStaleTokenDoesNotCloseWhatIsOpenToEverybody() {
    nobody().as("not.a.token").get("/api/status/public").expect(200);
    nobody().as("not.a.token").get("/api/pricing/public").expect(200);
  }

  @Test
  void whatOnlyAdministratorsMayIs403ForClients() {
    Caller client = client().calls();
    client.get("/api/pods/admin").expect(403, "FORBIDDEN");
    client.get("/api/pods?userEmail=a@example.com").expect(403, "FORBIDDEN");
    client.with("If-Match", "*").put("/api/pricing", Map.of()).expect(403, "FORBIDDEN");
    client.put("/api/admin/pricing", Map.of()).expect(403, "FORBIDDEN");
    client.post("/api/admin/pods/any/retry").expect(403, "FORBIDDEN");
  }

  @Test
  void whatIsNotThereIs404() {
    Caller client = client().calls();
    client.get("/api/nothing").expect(404, "NOT_FOUND");
    client.get("/api/pods/nothing").expect(404, "POD_NOT_FOUND");
    client.get("/api/templates/nothing").expect(404, "TEMPLATE_NOT_FOUND");
    client.get("/api/pricing/gpus/nothing").expect(404, "GPU_NOT_FOUND");
  }

  @Test
  void aWrongMethodIs405AndNamesTheRightOnes() {
    Caller.Reply reply =
        client().calls().send("PATCH", "/api/wallet", BodyPublishers.ofString("{}"));
    reply.expect(405, "METHOD_NOT_ALLOWED");
    assertThat(reply.header("Allow").orElse("")).contains("GET");
  }

  @Test
  void aWrongTypeOfBodyIs415() {
    client()
        .calls()
        .with("Content-Type", "text/plain")
        .send("POST", "/api/pods", BodyPublishers.ofString("{}"))
        .expect(415, "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void aTypeThatDoesNotExistIs406() {
    client().calls().with("Accept", "image/png").get("/api/wallet").expect(406, "NOT_ACCEPTABLE");
  }

  @Test
  void aClientThatWantsTextGetsItsFailureAsJson() {
    client()
        .calls()
        .with("Accept", "text/plain")
        .get("/api/pods/nothing/logs")
        .expect(404, "POD_NOT_FOUND");
  }

  @Test
  void aBodyThatIsNoJsonIs400() {
    client().calls().post("/api/pods", "{\"name\": ").expect(400, "MALFORMED_BODY");
    client().calls().post("/api/pods", "").expect(400, "MALFORMED_BODY");
    client().calls().post("/api/pods", "{} {}").expect(400, "MALFORMED_BODY");
    client().calls().post("/api/pods", "{\"name\": 1, \"name\": 2}").expect(400);
  }

  @Test
  void aWrongTypeOfAFieldIs400AndNamesTheField() {
    Caller client = client().calls();
    for (String body :
        List.of(
            "{\"containerDiskSize\": \"20\"}",
            "{\"containerDiskSize\": 20.5}",
            "{\"containerDiskSize\": true}")) {
      JsonNode failure = client.post("/api/pods", body).expect(400, "VALIDATION");
      assertThat(errors(failure)).as(body).containsOnlyKeys("containerDiskSize");
    }
    assertThat(errors(client.post("/api/pods", "{\"name\": 7}").expect(400, "VALIDATION")))
        .containsOnlyKeys("name");
    assertThat(
            errors(
                client.post("/api/pods", "{\"enableJupyter\": \"yes\"}").expect(400, "VALIDATION")))
        .containsOnlyKeys("enableJupyter");
    assertThat(errors(client.get("/api/pods?page=x").expect(400, "VALIDATION")))
        .containsOnlyKeys("page");
  }

  @Test
  void allThatIsWrongWithFieldsIsToldAtOnce() {
    JsonNode failure =
        client()
            .calls()
            .post(
                "/api/pods",
                Map.of(
                    "name", "Mi Pod",
                    "deploymentType", "docker",
                    "dockerImage", "UPPER CASE",
                    "gpu", "none-such",
                    "containerDiskSize", 51,
                    "volumeDiskSize", 0,
                    "ports", "8888, 8888"))
            .expect(400, "VALIDATION");
    assertThat(errors(failure))
        .containsOnlyKeys(
            "name", "dockerImage", "gpu", "containerDiskSize", "volumeDiskSize", "ports");
    assertThat(errors(failure).get("name")).contains("«mi-pod»");
    assertThat(failure.path("message").stringValue()).contains("«mi-pod»").contains("repetido");
  }

  @Test
  void ofNothingEverythingIsMissing() {
    JsonNode failure = client().calls().post("/api/pods", Map.of()).expect(400, "VALIDATION");
    assertThat(errors(failure))
        .containsEntry("name", "Nombre es requerido")
        .containsEntry("gpu", "GPU es requerida")
        .containsEntry("deploymentType", "Tipo de despliegue requerido")
        .containsEntry("ports", "Puertos son requeridos");
  }

  @Test
  void fieldsThatNobodyKnowsAreIgnored() {
    nobody()
        .post("/api/auth/mock-login", Map.of("email", "unknown@example.com", "shoe", 43))
        .expect(200);
  }

  @Test
  void aBodyThatIsTooLargeIs413() {
    String large = "{\"name\": \"" + "x".repeat(1_100_000) + "\"}";
    client().calls().post("/api/pods", large).expect(413, "PAYLOAD_TOO_LARGE");
  }

  @Test
  void aBodyOfUnknownLengthThatIsTooLargeIs413() {
    byte[] large = ("{\"name\": " + " ".repeat(1_100_000)).getBytes(StandardCharsets.UTF_8);
    client()
        .calls()
        .with("Content-Type", "application/json")
        .send(
            "POST",
            "/api/pods",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
        .expect(413, "PAYLOAD_TOO_LARGE");
  }

  @Test
  void anAddressThatNoFilterLetsThroughIs400() {
    nobody().get("/api/pods/%2e%2e;x").expect(400, "BAD_REQUEST");
  }

  @Test
  void aCallersTraceIsTakenOver() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    JsonNode failure =
        nobody()
            .with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
            .get("/api/pods")
            .expect(401, "UNAUTHENTICATED");
    assertThat(failure.path("traceId").stringValue()).isEqualTo(trace);
  }

  @Test
  void pagesHaveLimits() {
    Caller client = client().calls();
    assertThat(errors(client.get("/api/templates?size=501&page=-1").expect(400, "VALIDATION")))
        .containsOnlyKeys("size", "page");
    int all = client.get("/api/templates").expect(200).path("data").size();
    assertThat(all).isGreaterThanOrEqualTo(5);
    JsonNode page = client.get("/api/templates?size=2&page=1").expect(200);
    assertThat(page.path("data").size()).isEqualTo(2);
    assertThat(page.path("page").path("totalElements").intValue()).isEqualTo(all);
    assertThat(page.path("page").path("totalPages").intValue()).isEqualTo(Math.ceilDiv(all, 2));
  }
}
