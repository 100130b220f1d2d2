package online.neuropod.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.credentials.CredentialStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Sign-in by Google, with a real OpenID Connect server in its place. */
class GoogleIT extends IdentityFixture {
  private static final String TICKET = "neuropod-google";
  private static final String LOGIN = "http://localhost:3000/login";

  @Autowired private CredentialStore credentials;

  @Test
  void anIdTokenSignsInAndComesBackAsTheSamePersonUnderAnotherAddress() {
    String email = someone();
    Reply first = google(Google.token("sub-1", email));
    JsonNode user = first.expect(200).path("data").path("user");
    assertThat(user.path("email").stringValue()).isEqualTo(email);
    assertThat(user.path("name").stringValue()).isEqualTo("Ana García");
    assertThat(user.path("role").stringValue()).isEqualTo("client");
    assertThat(user.path("balance").decimalValue()).isEqualByComparingTo("10");
    assertThat(refreshToken(first)).isNotBlank();

    Reply second = google(Google.token("sub-1", someone()));

    assertThat(second.expect(200).path("data").path("user")).isEqualTo(user);
  }

  @Test
  void aTokenThatIsNotGooglesForUsIsRefused() throws Exception {
    Map<String, Object> claims = Google.claims("sub-2", someone());
    var forAnother = new HashMap<>(claims);
    forAnother.put("aud", "another.apps.example.com");
    var forTwo = new HashMap<>(claims);
    forTwo.put("aud", List.of(Google.CLIENT, "another.apps.example.com"));
    String good = Google.token(claims);
    for (String bad :
        List.of(
            "nonsense",
            good.substring(0, good.length() - 4) + "AAAA",
            withClaim(good, "email", "victim@example.org"),
            Google.token(forAnother),
            Google.token(forTwo),
            Google.tokenOfAnother(claims),
            Google.token(claims, Duration.ofMinutes(-1)),
            unsigned(good),
            signedByAnother(good),
            signedByThePublicKeyAsASecret(good))) {
      google(bad).expect(401, "GOOGLE_TOKEN_INVALID");
    }
    assertThat(credentials.googleUser("sub-2")).isEmpty();
    google(good).expect(200);
  }

  private static String withClaim(String token, String name, String value) throws Exception {
    SignedJWT jwt = SignedJWT.parse(token);
    var claims = new JWTClaimsSet.Builder(jwt.getJWTClaimsSet()).claim(name, value).build();
    String[] parts = token.split("\\.", -1);
    return parts[0] + "." + claims.toPayload().toBase64URL() + "." + parts[2];
  }

  private static String unsigned(String token) throws Exception {
    return new PlainJWT(SignedJWT.parse(token).getJWTClaimsSet()).serialize();
  }

  private static String signedByAnother(String token) throws Exception {
    SignedJWT good = SignedJWT.parse(token);
    var forged = new SignedJWT(good.getHeader(), good.getJWTClaimsSet());
    forged.sign(new RSASSASigner(new RSAKeyGenerator(2048).generate()));
    return forged.serialize();
  }

  private static String signedByThePublicKeyAsASecret(String token) throws Exception {
    SignedJWT good = SignedJWT.parse(token);
    byte[] key =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(Google.jwksUri())).build(),
                BodyHandlers.ofByteArray())
            .body();
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(good.getHeader().getKeyID());
    var forged = new SignedJWT(header.build(), good.getJWTClaimsSet());
    forged.sign(new MACSigner(key));
    return forged.serialize();
  }

  @Test
  void anAddressThatGoogleHasNotVerifiedIsRefused() {
    Map<String, Object> claims = Google.claims("sub-3", someone());
    claims.put("email_verified", false);
    google(Google.token(claims)).expect(403, "EMAIL_NOT_VERIFIED");
    claims.remove("email_verified");
    google(Google.token(claims)).expect(403, "EMAIL_NOT_VERIFIED");
    claims.remove("email");
    google(Google.token(claims)).expect(401, "GOOGLE_TOKEN_INVALID");
    assertThat(credentials.googleUser("sub-3")).isEmpty();
  }

  @Test
  void aNonceThatWasAskedForMustBeInTheToken() {
    Map<String, Object> claims = Google.claims("sub-4", someone());
    claims.put("nonce", "n-1");
    String token = Google.token(claims);
    assertThat(withNonce(token, "n-2").status()).isEqualTo(401);
    assertThat(withNonce(Google.token("sub-4", someone()), "n-1").status()).isEqualTo(401);
    withNonce(token, "n-1").expect(200);
  }

  private Reply withNonce(String credential, String nonce) {
    return nobody().post("/api/auth/google", Map.of("credential", credential, "nonce", nonce));
  }

  @Test
  void aNewKeyOfGooglesIsAskedForAndTheOldOneServesNoMore() {
    String before = Google.token("sub-5", someone());
    google(before).expect(200);

    Google.rotateKeys("key-2");

    google(Google.token("sub-5", someone())).expect(200);
    google(before).expect(401, "GOOGLE_TOKEN_INVALID");
  }

  @Test
  void anAdministratorsAddressIsOneOnceGoogleHasVerifiedIt() {
    String id =
        users
            .findOrInsert(
                new User(
                    "head",
                    "head@example.com",
                    "Head",
                    Role.CLIENT,
                    false,
                    1,
                    0,
                    Instant.EPOCH,
                    Optional.empty()))
            .id();
    wallets.open(id, false, 10_000_000, Instant.now());

    Reply reply = google(Google.token("sub-6", "head@example.com"));

    JsonNode user = reply.expect(200).path("data").path("user");
    assertThat(user.path("id").stringValue()).isEqualTo(id);
    assertThat(user.path("role").stringValue()).isEqualTo("admin");
    assertThat(user.path("balance").isNull()).isTrue();
    nobody().as(token(reply)).get("/api/pods/admin").expect(200);
  }

  @Test
  void whoHadRegisteredAVictimsAddressLosesIt() {
    String email = someone();
    Reply thief = register(email, PASSWORD);
    thief.expect(201);

    Reply victim = google(Google.token("sub-7", email));

    victim.expect(200);
    assertThat(userId(victim)).isEqualTo(userId(thief));
    login(email, PASSWORD).expect(401, "INVALID_CREDENTIALS");
    refresh(refreshToken(thief)).expect(401, "UNAUTHENTICATED");
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () -> nobody().as(token(thief)).get("/api/auth/me").expect(401, "UNAUTHENTICATED"));
    register(email, PASSWORD).expect(409, "EMAIL_UNAVAILABLE");
    nobody().as(token(victim)).get("/api/auth/me").expect(200);
  }

  @Test
  void anAddressThatGoogleHasGivenToSomebodyElseIsNotTheirAccountHere() {
    String email = someone();
    google(Google.token("sub-8", email)).expect(200);

    google(Google.token("sub-9", email)).expect(409, "EMAIL_UNAVAILABLE");

    assertThat(credentials.googleUser("sub-9")).isEmpty();
  }

  @Test
  void ofManyFirstSignInsAtOnceAllAreTheSamePerson() throws Exception {
    String email = someone();
    List<Reply> replies = Together.run(6, _ -> google(Google.token("sub-10", email)));

    replies.forEach(reply -> reply.expect(200));
    assertThat(replies.stream().map(IdentityFixture::userId).collect(Collectors.toSet()))
        .hasSize(1);
  }

  @Test
  void aFirstSignInThatAProcessLeftHalfDoneIsEnded() {
    String email = someone();
    credentials.addGoogle("sub-11", "left-half-done", Instant.now());

    Reply reply = google(Google.token("sub-11", email));

    reply.expect(200);
    assertThat(userId(reply)).isEqualTo("left-half-done");
  }

  @Test
  void whatIsNoLoginIsTold() {
    nobody().post("/api/auth/google", Map.of()).expect(400, "VALIDATION");
  }

  @Test
  void theWayOverGooglesPageEndsSignedInByTheCookieAlone() throws Exception {
    String email = someone();
    Reply begun = begin();
    Map<String, String> asked = query(location(begun));
    assertThat(location(begun).toString()).startsWith(Google.authorizationUri());
    assertThat(asked)
        .containsEntry("client_id", Google.CLIENT)
        .containsEntry("response_type", "code")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("redirect_uri", "http://localhost:3000/api/auth/google/callback");
    assertThat(asked.get("scope")).contains("openid").contains("email");
    assertThat(cookie(begun, TICKET)).contains("; HttpOnly", "; SameSite=Lax", "; Path=/");
    assertThat(asked).doesNotContainKey("code_verifier");
    assertThat(cookie(begun, TICKET)).doesNotContain(asked.get("state"));

    Reply back =
        arrive(
            begun, onGooglesPage(begun, "sub-12", Map.of("email", email, "email_verified", true)));

    assertThat(back.status()).isEqualTo(302);
    assertThat(location(back)).hasToString(LOGIN + "?signedIn=google");
    assertThat(cookie(back, TICKET)).contains("Max-Age=0");
    Reply refreshed = refresh(refreshToken(back));
    assertThat(refreshed.expect(200).path("data").path("user").path("email").stringValue())
        .isEqualTo(email);
  }

  @Test
  void aWayThatWasBegunInAnotherBrowserEndsNowhere() throws Exception {
    Reply begun = begin();
    Reply other = begin();
    String code =
        onGooglesPage(begun, "sub-14", Map.of("email", someone(), "email_verified", true));

    assertThat(errorOf(arrive(other, code))).isEqualTo("GOOGLE_STATE");
    assertThat(errorOf(nobody().get("/api/auth/google/callback?" + code)))
        .isEqualTo("GOOGLE_STATE");
    assertThat(
            errorOf(
                nobody()
                    .with("Cookie", TICKET + "=forged")
                    .get("/api/auth/google/callback?" + code)))
        .isEqualTo("GOOGLE_STATE");
  }

  @Test
  void whoSaysNoOnGooglesPageIsBackAtTheSignIn() {
    Reply begun = begin();
    String state = query(location(begun)).get("state");

    assertThat(errorOf(arrive(begun, "error=access_denied&state=" + state)))
        .isEqualTo("GOOGLE_CANCELLED");
  }

  @Test
  void aPageThatVouchesForAnotherNonceOrAnUnverifiedAddressSignsNobodyIn() throws Exception {
    Reply begun = begin();
    String replayed =
        onGooglesPage(
            begun,
            "sub-13",
            Map.of("email", someone(), "email_verified", true, "nonce", "replayed"));
    assertThat(errorOf(arrive(begun, replayed))).isEqualTo("GOOGLE_TOKEN_INVALID");

    Reply again = begin();
    String unverified =
        onGooglesPage(again, "sub-13", Map.of("email", someone(), "email_verified", false));
    assertThat(errorOf(arrive(again, unverified))).isEqualTo("EMAIL_NOT_VERIFIED");
  }

  @Test
  void aCodeThatGoogleDoesNotKnowSignsNobodyIn() {
    Reply begun = begin();
    String state = query(location(begun)).get("state");

    assertThat(errorOf(arrive(begun, "code=unknown&state=" + state)))
        .isIn("GOOGLE_TOKEN_INVALID", "GOOGLE_UNAVAILABLE");
  }

  private Reply begin() {
    Reply begun = nobody().get("/api/auth/google");
    assertThat(begun.status()).isEqualTo(302);
    return begun;
  }

  /** The query with which Google's page sends the browser back, of somebody who fills it in. */
  private String onGooglesPage(Reply begun, String subject, Map<String, Object> claims)
      throws Exception {
    String form =
        "username="
            + subject
            + "&claims="
            + URLEncoder.encode(json.writeValueAsString(claims), StandardCharsets.UTF_8);
    HttpResponse<Void> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(location(begun))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build(),
                BodyHandlers.discarding());
    assertThat(page.statusCode()).isEqualTo(302);
    return URI.create(page.headers().firstValue("Location").orElseThrow()).getRawQuery();
  }

  private Reply arrive(Reply begun, String query) {
    String ticket = cookie(begun, TICKET);
    return nobody()
        .with("Cookie", ticket.substring(0, ticket.indexOf(';')))
        .get("/api/auth/google/callback?" + query);
  }

  private static URI location(Reply reply) {
    return URI.create(reply.header("Location").orElseThrow());
  }

  private static String errorOf(Reply reply) {
    assertThat(reply.status()).isEqualTo(302);
    assertThat(location(reply).toString()).startsWith(LOGIN + "?error=");
    assertThat(reply.response().headers().allValues("Set-Cookie"))
        .noneMatch(cookie -> cookie.startsWith(COOKIE));
    return Objects.requireNonNull(query(location(reply)).get("error"));
  }

  private static Map<String, String> query(URI uri) {
    return Arrays.stream(uri.getQuery().split("&", -1))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }
}
