package online.neuropod.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.Caller.Reply;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** Limits as callers meet them, behind a proxy that is trusted. */
@TestPropertySource(
    properties = {
      "neuropod.rate-limit.sign-in=5",
      "neuropod.rate-limit.user-writes=4",
      "neuropod.rate-limit.address-reads=20",
      "neuropod.trusted-proxies=127.0.0.0/8, 10.9.0.0/16"
    })
class RateLimitIT extends ApiFixture {
  private static final Map<String, String> NOBODY = Map.of("email", "no address");

  private Caller from(String address) {
    return nobody().with("X-Forwarded-For", address);
  }

  private static Reply signIn(Caller caller) {
    return caller.post("/api/auth/mock-login", NOBODY);
  }

  @Test
  void failedSignInsFromOneAddressEndIn429() {
    for (int i = 0; i < 5; i++) {
      signIn(from("192.0.2.1")).expect(400, "VALIDATION");
    }
    Reply refused = signIn(from("192.0.2.1"));
    String message = refused.expect(429, "RATE_LIMITED").path("message").stringValue();
    int seconds = Integer.parseInt(refused.header("Retry-After").orElseThrow());
    assertThat(seconds).isBetween(1, 12);
    assertThat(message).isEqualTo("Demasiadas peticiones. Espera " + seconds + " s y repite.");
    assertThat(refused.header("X-Content-Type-Options")).contains("nosniff");

    assertThat(signIn(from("192.0.2.1").inEnglish()).expect(429).path("message").stringValue())
        .startsWith("Too many requests.");
    signIn(from("192.0.2.2")).expect(400);
  }

  @Test
  void aNameInDisguiseIsTheSamePath() {
    for (int i = 0; i < 5; i++) {
      signIn(from("192.0.2.3")).expect(400);
    }
    from("192.0.2.3").post("/api/auth/mock%2Dlogin", NOBODY).expect(429, "RATE_LIMITED");
  }

  @Test
  void signInsThatSucceedDoNotCount() {
    for (int i = 0; i < 12; i++) {
      from("192.0.2.4")
          .post("/api/auth/mock-login", Map.of("email", "office@example.com"))
          .expect(200);
    }
  }

  @Test
  void whoInventsAddressesIsKnownByTheOneThatTheProxySaw() {
    for (int i = 0; i < 5; i++) {
      signIn(from("203.0.113." + i + ", 192.0.2.5")).expect(400);
    }
    signIn(from("203.0.113.9, 192.0.2.5")).expect(429);
    signIn(from("203.0.113.9, 192.0.2.5, 10.9.1.1")).expect(429);
  }

  @Test
  void aPersonsWritesAreCountedApartFromTheirReads() {
    Caller person = client().calls();
    for (int i = 0; i < 4; i++) {
      person.post("/api/pods/none/start").expect(404);
    }
    person.post("/api/pods/none/start").expect(429, "RATE_LIMITED");
    person.get("/api/pods").expect(200);
    client().calls().post("/api/pods/none/start").expect(404);
  }

  @Test
  void anAddressIsLimitedBeforeAnybodyIsKnown() {
    for (int i = 0; i < 20; i++) {
      from("192.0.2.6").get("/api/pods").expect(401);
    }
    from("192.0.2.6").get("/api/pods").expect(429, "RATE_LIMITED");
    from("192.0.2.6").get("/api/health").expect(200);
  }

  @Test
  void theStoreIsToldForTheOtherProcesses() {
    signIn(from("192.0.2.7")).expect(400);

    Awaitility.await()
        .atMost(20, TimeUnit.SECONDS)
        .untilAsserted(
            () ->
                assertThat(mongo.getCollection("budgets").find())
                    .anyMatch(budget -> "sign_in:192.0.2.7".equals(budget.getString("_id"))));
  }
}
