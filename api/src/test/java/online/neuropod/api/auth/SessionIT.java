package online.neuropod.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.user.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** How people stay signed in, and how that ends. */
class SessionIT extends IdentityFixture {
  private static final Duration SOON = Duration.ofSeconds(5);

  private Reply signedIn() {
    Reply reply = register(someone(), PASSWORD);
    reply.expect(201);
    return reply;
  }

  private void isOut(String token) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> nobody().as(token).get("/api/auth/me").expect(401, "UNAUTHENTICATED"));
  }

  @Test
  void theCookieGivesNewTokensAndIsReplacedEachTime() {
    Reply first = signedIn();
    Reply second = refresh(refreshToken(first));
    Reply third = refresh(refreshToken(second));

    JsonNode data = third.expect(200).path("data");
    assertThat(data.path("user").path("id").stringValue()).isEqualTo(userId(first));
    assertThat(Instant.parse(data.path("expiresAt").stringValue())).isAfter(Instant.now());
    nobody().as(token(third)).get("/api/auth/me").expect(200);
    assertThat(List.of(refreshToken(first), refreshToken(second), refreshToken(third)))
        .doesNotHaveDuplicates();
  }

  @Test
  void tabsThatRefreshAtTheSameMomentAllStaySignedIn() throws Exception {
    Reply first = signedIn();
    List<Reply> tabs = Together.run(8, _ -> refresh(refreshToken(first)));

    tabs.forEach(tab -> tab.expect(200));
    // Whichever cookie the browser was left with is good.
    tabs.forEach(tab -> refresh(refreshToken(tab)).expect(200));
  }

  @Test
  void aTokenThatIsUsedAgainLaterEndsTheSession() {
    Reply first = signedIn();
    Reply second = refresh(refreshToken(first));
    retireLongAgo(userId(first));

    refresh(refreshToken(first)).expect(401, "UNAUTHENTICATED");

    refresh(refreshToken(second)).expect(401, "UNAUTHENTICATED");
    isOut(token(second));
  }

  /** As if the grace were over. */
  private void retireLongAgo(String userId) {
    mongo.updateMulti(
        query(where("userId").is(userId)),
        new Update().set("retired.$[].at", Instant.now().minusSeconds(3)),
        "sessions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "a.b.c", "11111111-1111-1111-1111-111111111111.1.AAAA"})
  void whatIsNoTokenOfOursIsRefusedAndTakenAway(String token) {
    Reply refused = refresh(token);
    refused.expect(401, "UNAUTHENTICATED");
    assertThat(cookie(refused, COOKIE)).contains("Max-Age=0");
    nobody().post("/api/auth/refresh").expect(401, "UNAUTHENTICATED");
  }

  @Test
  void aForgedNumberDoesNotEndSomebodysSession() {
    Reply first = signedIn();
    String token = refreshToken(first);
    refresh(token.replace(".1.", ".7.")).expect(401, "UNAUTHENTICATED");
    refresh(token).expect(200);
  }

  @Test
  void signingOutEndsTheSessionOfTheTokenAndOfTheCookie() {
    Reply byToken = signedIn();
    Reply out = nobody().as(token(byToken)).post("/api/auth/logout");
    out.expect(200);
    assertThat(cookie(out, COOKIE)).contains("Max-Age=0");
    nobody().as(token(byToken)).get("/api/auth/me").expect(401, "UNAUTHENTICATED");
    refresh(refreshToken(byToken)).expect(401, "UNAUTHENTICATED");

    Reply byCookie = signedIn();
    with(refreshToken(byCookie)).post("/api/auth/logout").expect(200);
    nobody().as(token(byCookie)).get("/api/auth/me").expect(401, "UNAUTHENTICATED");
    nobody().as("no.good.token").post("/api/auth/logout").expect(200);
  }

  @Test
  void pagesOfOthersGetNothingByTheCookie() {
    Reply first = signedIn();
    Caller browser = with(refreshToken(first));
    for (String origin :
        List.of(
            "http://evil.example.com",
            "http://x.localhost:3000",
            "https://localhost:3000",
            "http://localhost:3001",
            "null")) {
      for (String path : List.of("/api/auth/refresh", "/api/auth/logout")) {
        Reply refused = browser.with("Origin", origin).post(path);
        assertThat(refused.status()).as(origin + path).isEqualTo(403);
        assertThat(refused.response().headers().allValues("Set-Cookie")).isEmpty();
      }
    }
    browser.with("Origin", "http://localhost:3000").post("/api/auth/refresh").expect(200);
    Reply own = browser.with("Origin", uri().toString()).post("/api/auth/refresh");
    own.expect(200);
  }

  @Test
  void everySignInIsASessionWithItsDevice() {
    String email = someone();
    register(email, PASSWORD).expect(201);
    Reply phone =
        nobody()
            .with("User-Agent", "Phone/1.0")
            .post("/api/auth/login", Map.of("email", email, "password", PASSWORD));
    Caller caller = nobody().as(token(phone));

    JsonNode sessions = caller.get("/api/auth/sessions").expect(200).path("data");

    assertThat(sessions.size()).isEqualTo(2);
    JsonNode current =
        StreamSupport.stream(sessions.spliterator(), false)
            .filter(session -> session.path("current").booleanValue())
            .findFirst()
            .orElseThrow();
    assertThat(current.path("device").stringValue()).isEqualTo("Phone/1.0");
    assertThat(current.path("address").stringValue()).isEqualTo("127.0.0.1");
    assertThat(current.path("way").stringValue()).isEqualTo("password");
    assertThat(Instant.parse(current.path("expiresAt").stringValue()))
        .isAfter(Instant.now().plus(Duration.ofDays(13)));
  }

  @Test
  void aPersonEndsOneOfTheirSessionsAndNobodyElses() {
    String email = someone();
    Reply first = register(email, PASSWORD);
    Reply second = login(email, PASSWORD);
    Caller caller = nobody().as(token(second));
    String other =
        StreamSupport.stream(
                caller.get("/api/auth/sessions").expect(200).path("data").spliterator(), false)
            .filter(session -> !session.path("current").booleanValue())
            .map(session -> session.path("id").stringValue())
            .findFirst()
            .orElseThrow();

    nobody()
        .as(token(signedIn()))
        .delete("/api/auth/sessions/" + other)
        .expect(404, "SESSION_NOT_FOUND");
    caller.delete("/api/auth/sessions/" + other).expect(200);
    caller.delete("/api/auth/sessions/" + other).expect(404, "SESSION_NOT_FOUND");

    nobody().as(token(first)).get("/api/auth/me").expect(401, "UNAUTHENTICATED");
    refresh(refreshToken(first)).expect(401, "UNAUTHENTICATED");
    caller.get("/api/auth/me").expect(200);
  }

  @Test
  void whoIsSuspendedIsNotRefreshed() {
    Reply first = signedIn();
    suspend(userId(first));
    refresh(refreshToken(first)).expect(403, "ACCOUNT_SUSPENDED");
  }

  @Test
  void aChangeOfRightsIsInTheTokenThatTheCookieGives() {
    Reply first = signedIn();
    users.setRole(userId(first), Role.ADMIN);

    Reply second = refresh(refreshToken(first));

    nobody().as(token(second)).get("/api/pods/admin").expect(200);
  }

  @Test
  void aSessionThatNobodyRefreshesEnds() {
    Reply first = signedIn();
    mongo.updateMulti(
        query(where("userId").is(userId(first))),
        Update.update("expiresAt", Instant.now().minusSeconds(1)),
        "sessions");

    refresh(refreshToken(first)).expect(401, "UNAUTHENTICATED");
    isOut(token(first));
  }

  @Test
  void aPersonSaysInWhichLanguageToSpeakToThem() {
    Caller caller = nobody().as(token(signedIn()));
    assertThat(caller.get("/api/auth/me").expect(200).path("data").path("language").isNull())
        .isTrue();
    JsonNode changed =
        caller.put("/api/auth/me", Map.of("language", "en")).expect(200).path("data");
    assertThat(changed.path("language").stringValue()).isEqualTo("en");
    caller.put("/api/auth/me", "{\"language\": \"fr\"}").expect(400, "VALIDATION");
    caller.put("/api/auth/me", "{\"language\": 7}").expect(400, "VALIDATION");
    caller.put("/api/auth/me", Map.of("name", "Ana")).expect(200);
    JsonNode me = caller.get("/api/auth/me").expect(200).path("data");
    assertThat(me.path("language").stringValue()).isEqualTo("en");
    caller.put("/api/auth/me", "{\"language\": null}").expect(200);
    assertThat(caller.get("/api/auth/me").expect(200).path("data").path("language").isNull())
        .isTrue();
  }

  @Test
  void theSignInPageIsToldWhichWaysThereAre() {
    JsonNode status = nobody().get("/api/status/public").expect(200).path("data");
    assertThat(status.path("passwordLogin").booleanValue()).isTrue();
    assertThat(status.path("googleLogin").booleanValue()).isTrue();
    assertThat(status.path("googleClientId").stringValue()).isEqualTo(Google.CLIENT);
    assertThat(status.path("developmentLogin").booleanValue()).isTrue();
  }
}
