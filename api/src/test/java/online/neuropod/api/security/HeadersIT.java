package online.neuropod.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller.Reply;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What browsers are told to hold back, and which pages may call. */
@TestPropertySource(
    properties = {
      "neuropod.public-url=https://app.example.com",
      "neuropod.cors.allowed-origins=https://tools.example.com",
      "neuropod.auth.password=false"
    })
class HeadersIT extends ApiFixture {
  @Test
  void everyAnswerSaysWhatBrowsersMustNotDo() {
    for (Reply reply :
        List.of(
            nobody().get("/api/health"), nobody().get("/api/auth/me"), nobody().get("/login"))) {
      String policy = reply.header("Content-Security-Policy").orElseThrow();
      String scripts =
          Arrays.stream(policy.split("; ", -1))
              .filter(directive -> directive.startsWith("script-src"))
              .findFirst()
              .orElseThrow();
      assertThat(scripts).isEqualTo("script-src 'self'");
      assertThat(policy).contains("object-src 'none'", "frame-ancestors 'none'", "base-uri 'self'");
      assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
      assertThat(reply.header("X-Frame-Options")).contains("DENY");
      assertThat(reply.header("Referrer-Policy")).contains("same-origin");
      assertThat(reply.header("Permissions-Policy").orElseThrow()).contains("camera=()");
      assertThat(reply.header("Cross-Origin-Opener-Policy")).contains("same-origin");
      assertThat(reply.header("Cross-Origin-Resource-Policy")).contains("same-origin");
      assertThat(reply.header("Strict-Transport-Security").orElseThrow()).contains("max-age=");
    }
    assertThat(nobody().get("/api/health").header("Cache-Control").orElseThrow())
        .contains("no-store");
  }

  @Test
  void pagesOfConfiguredOriginsAloneMayCall() {
    for (String origin : List.of("https://app.example.com", "https://tools.example.com")) {
      Reply allowed = nobody().with("Origin", origin).get("/api/health");
      allowed.expect(200);
      assertThat(allowed.header("Access-Control-Allow-Origin")).contains(origin);
      assertThat(allowed.header("Access-Control-Allow-Credentials")).isEmpty();
    }
    for (String origin :
        List.of("https://evil.example.com", "https://pod.app.example.com", "null")) {
      Reply refused = nobody().with("Origin", origin).get("/api/health");
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
    }
  }

  @Test
  void theCookieIsForPagesOfTheProductAlone() {
    assertThat(
            nobody().with("Origin", "https://tools.example.com").post("/api/auth/refresh").status())
        .isEqualTo(403);
    nobody()
        .with("Origin", "https://app.example.com")
        .post("/api/auth/refresh")
        .expect(401, "UNAUTHENTICATED");
  }

  @Test
  void whatIsSwitchedOffIsNotThere() {
    nobody().post("/api/auth/login", "{}").expect(404, "NOT_FOUND");
    nobody().post("/api/auth/register", "{}").expect(404, "NOT_FOUND");
    nobody().post("/api/auth/google", "{}").expect(404, "NOT_FOUND");
    nobody().get("/api/auth/google").expect(404, "NOT_FOUND");
    nobody().get("/api/auth/google/callback?code=c&state=s").expect(404, "NOT_FOUND");
    var status = nobody().get("/api/status/public").expect(200).path("data");
    assertThat(status.path("passwordLogin").booleanValue()).isFalse();
    assertThat(status.path("googleLogin").booleanValue()).isFalse();
    assertThat(status.path("googleClientId").isNull()).isTrue();
  }
}
