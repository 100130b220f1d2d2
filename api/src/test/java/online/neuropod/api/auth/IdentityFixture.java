package online.neuropod.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.Caller.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The api with every way to sign in, and with a Google of its own. */
@TestPropertySource(
    properties = {
      "neuropod.admin-emails=root@example.com,boss@example.com,chief@example.com,head@example.com",
      "neuropod.auth.setup-secret=" + IdentityFixture.SETUP_SECRET,
      "neuropod.auth.refresh-grace=2s",
      "neuropod.google.client-id=" + Google.CLIENT,
      "neuropod.google.client-secret=a secret of the client's",
      "neuropod.google.timeout=2s",
      // The waits of this package are tested, not those of all requests.
      "neuropod.rate-limit.enabled=false"
    })
abstract class IdentityFixture extends ApiFixture {
  static final String SETUP_SECRET = "the operator alone knows this";
  static final String PASSWORD = "correct horse battery";
  static final String COOKIE = "neuropod-refresh";
  private static final AtomicInteger PEOPLE = new AtomicInteger();

  @DynamicPropertySource
  static void google(DynamicPropertyRegistry properties) {
    properties.add("neuropod.google.issuer", Google::issuer);
    properties.add("neuropod.google.authorization-uri", Google::authorizationUri);
    properties.add("neuropod.google.token-uri", Google::tokenUri);
    properties.add("neuropod.google.jwks-uri", Google::jwksUri);
  }

  /** All tests ask from one address, and each is to begin without failures. */
  @BeforeEach
  void forgetFailuresOfThisMachine() {
    mongo.remove(query(where("_id").regex("^address:")), "signInAttempts");
  }

  /** An address that nobody has used. */
  static String someone() {
    return "person" + PEOPLE.incrementAndGet() + "@example.org";
  }

  Reply register(String email, String password) {
    return nobody().post("/api/auth/register", Map.of("email", email, "password", password));
  }

  Reply login(String email, String password) {
    return nobody().post("/api/auth/login", Map.of("email", email, "password", password));
  }

  Reply google(String credential) {
    return nobody().post("/api/auth/google", Map.of("credential", credential));
  }

  /** Who has a refresh cookie and nothing else. */
  Caller with(String refreshToken) {
    return nobody().with("Cookie", COOKIE + "=" + refreshToken);
  }

  Reply refresh(String refreshToken) {
    return with(refreshToken).post("/api/auth/refresh");
  }

  /** The refresh token that an answer sets, in a cookie that no script reads. */
  static String refreshToken(Reply reply) {
    String cookie = cookie(reply, COOKIE);
    assertThat(cookie).contains("; Path=/", "; HttpOnly", "; SameSite=Strict");
    return cookie.substring(0, cookie.indexOf(';')).substring(COOKIE.length() + 1);
  }

  static String cookie(Reply reply, String name) {
    return reply.response().headers().allValues("Set-Cookie").stream()
        .filter(cookie -> cookie.startsWith(name + "="))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + reply.response().headers()));
  }

  /** As an administrator's suspension writes it. */
  void suspend(String userId) {
    mongo.updateFirst(query(where("_id").is(userId)), Update.update("suspended", true), "users");
  }

  static String token(Reply reply) {
    return reply.body().path("data").path("token").stringValue();
  }

  static String userId(Reply reply) {
    return reply.body().path("data").path("user").path("id").stringValue();
  }
}
