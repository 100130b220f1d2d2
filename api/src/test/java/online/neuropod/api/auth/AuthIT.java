package online.neuropod.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.domain.user.Role;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** Development sign-in, and what a token is worth. */
class AuthIT extends ApiFixture {
  @Test
  void aNewClientGetsTenEuros() {
    JsonNode answer =
        nobody()
            .post("/api/auth/mock-login", Map.of("email", " Ana.New@Example.com "))
            .expect(200)
            .path("data");
    JsonNode user = answer.path("user");
    assertThat(user.path("email").stringValue()).isEqualTo("ana.new@example.com");
    assertThat(user.path("name").stringValue()).isEqualTo("ana.new");
    assertThat(user.path("role").stringValue()).isEqualTo("client");
    assertThat(user.path("balance").decimalValue()).isEqualByComparingTo("10");
    JsonNode me =
        nobody()
            .as(answer.path("token").stringValue())
            .get("/api/auth/me")
            .expect(200)
            .path("data");
    assertThat(me).isEqualTo(user);
  }

  @Test
  void whoComesAgainIsTheSamePersonAndGetsNothingMore() {
    JsonNode first =
        nobody().post("/api/auth/mock-login", Map.of("email", "again@example.com")).expect(200);
    JsonNode second =
        nobody().post("/api/auth/mock-login", Map.of("email", "AGAIN@example.com")).expect(200);
    assertThat(second.path("data").path("user")).isEqualTo(first.path("data").path("user"));
  }

  @Test
  void anAdministratorsWalletIsUnlimited() {
    JsonNode user = admin().calls().get("/api/auth/me").expect(200).path("data");
    assertThat(user.path("role").stringValue()).isEqualTo("admin");
    assertThat(user.path("balance").isNull()).isTrue();
  }

  @Test
  void theConfiguredAdministratorIsOneWithoutAsking() {
    JsonNode user =
        nobody().post("/api/auth/mock-login", Map.of("email", "root@example.com")).expect(200);
    assertThat(user.path("data").path("user").path("role").stringValue()).isEqualTo("admin");
  }

  @Test
  void whatIsNoAddressOrRoleIsTold() {
    JsonNode failure =
        nobody()
            .post("/api/auth/mock-login", Map.of("email", "nobody", "role", "king"))
            .expect(400, "VALIDATION");
    assertThat(failure.path("errors").size()).isEqualTo(2);
    nobody().post("/api/auth/mock-login", Map.of()).expect(400, "VALIDATION");
  }

  @Test
  void aTokenIsVerifiedWithItsEnd() {
    JsonNode verified = client().calls().get("/api/auth/verify").expect(200).path("data");
    assertThat(verified.path("valid").booleanValue()).isTrue();
    assertThat(verified.path("expiresAt").stringValue()).isNotBlank();
    nobody().get("/api/auth/verify").expect(401, "UNAUTHENTICATED");
  }

  @Test
  void signingOutIsAnswered() {
    client().calls().post("/api/auth/logout").expect(200);
    nobody().post("/api/auth/logout").expect(200);
  }

  @Test
  void aTokenThatWasChangedIsRefused() {
    Person client = client();
    String[] parts = client.token().split("\\.", -1);
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String forged =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.replace("client", "admin").getBytes(StandardCharsets.UTF_8));
    nobody()
        .as(parts[0] + "." + forged + "." + parts[2])
        .get("/api/auth/me")
        .expect(401, "UNAUTHENTICATED");
  }

  @Test
  void theRoleOfATokenIsWorthNothingOnceRightsChanged() {
    Person admin = admin();
    admin.calls().get("/api/pods/admin").expect(200);
    users.setRole(admin.id(), Role.CLIENT);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> admin.calls().get("/api/pods/admin").expect(401, "UNAUTHENTICATED"));
  }

  @Test
  void whoIsSuspendedIsRefusedWithinSecondsAlthoughTheTokenIsGood() {
    Person client = client();
    client.calls().get("/api/auth/me").expect(200);
    mongo.updateFirst(
        query(where("_id").is(client.id())), Update.update("suspended", true), "users");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> client.calls().get("/api/auth/me").expect(403, "ACCOUNT_SUSPENDED"));
  }
}
