package online.neuropod.api.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.user.Role;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Registration and sign-in by address and password. */
class PasswordIT extends IdentityFixture {
  @Test
  void whoRegistersIsSignedInAndComesBackByThePassword() {
    String email = someone();
    Reply registered =
        nobody()
            .post(
                "/api/auth/register",
                Map.of(
                    "email", email.toUpperCase(Locale.ROOT), "password", PASSWORD, "name", "Ana"));
    JsonNode user = registered.expect(201).path("data").path("user");
    assertThat(user.path("email").stringValue()).isEqualTo(email);
    assertThat(user.path("name").stringValue()).isEqualTo("Ana");
    assertThat(user.path("role").stringValue()).isEqualTo("client");
    assertThat(user.path("balance").decimalValue()).isEqualByComparingTo("10");
    nobody().as(token(registered)).get("/api/auth/me").expect(200);

    Reply again = login(email, PASSWORD);
    again.expect(200);
    assertThat(userId(again)).isEqualTo(userId(registered));
    assertThat(refreshToken(again)).isNotEqualTo(refreshToken(registered));
  }

  @Test
  void theStoreKeepsNoPassword() {
    String email = someone();
    register(email, PASSWORD).expect(201);
    String kept = String.valueOf(mongo.getCollection("passwords").find().into(new ArrayList<>()));
    assertThat(kept).contains("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain(PASSWORD);
  }

  @Test
  void aWrongPasswordAndAnUnknownAddressAreToldAlike() {
    String email = someone();
    register(email, PASSWORD).expect(201);

    JsonNode wrong = login(email, PASSWORD + "!").expect(401, "INVALID_CREDENTIALS");
    JsonNode unknown = login(someone(), PASSWORD).expect(401, "INVALID_CREDENTIALS");

    assertThat(wrong.path("message")).isEqualTo(unknown.path("message"));
  }

  @Test
  void anAddressIsRegisteredOnce() {
    String email = someone();
    String owner = userId(register(email, PASSWORD));

    register(email, "another password").expect(409, "EMAIL_UNAVAILABLE");

    assertThat(userId(login(email, PASSWORD))).isEqualTo(owner);
    login(email, "another password").expect(401, "INVALID_CREDENTIALS");
  }

  @Test
  void anAddressOfAnotherWayToSignInIsNotRegistered() {
    register(client().email(), PASSWORD).expect(409, "EMAIL_UNAVAILABLE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ninechars", "ana.long@example.org"})
  void aBadPasswordIsNotTaken(String password) {
    register("Ana.Long@example.org", password).expect(400, "VALIDATION");
  }

  @Test
  void aPasswordOf128CharactersIsTakenAndALongerOneIsNot() {
    String email = someone();
    register(email, "ñ".repeat(129)).expect(400, "VALIDATION");
    register(email, "ñ".repeat(128)).expect(201);
    login(email, "ñ".repeat(128)).expect(200);
    login(email, "ñ".repeat(129)).expect(400, "VALIDATION");
  }

  @Test
  void allFaultsAreToldAtOnce() {
    JsonNode failure =
        nobody()
            .post("/api/auth/register", Map.of("email", "nobody", "password", "short", "name", " "))
            .expect(400, "VALIDATION");
    assertThat(failure.path("errors").size()).isEqualTo(3);
    nobody().post("/api/auth/login", Map.of()).expect(400, "VALIDATION");
  }

  @Test
  void anAddressOfAnAdministratorIsSetUpByTheSecretAlone() {
    Map<String, String> without = Map.of("email", "boss@example.com", "password", PASSWORD);
    Map<String, String> wrong =
        Map.of(
            "email", "boss@example.com", "password", PASSWORD, "setupSecret", SETUP_SECRET + "!");
    Map<String, String> right =
        Map.of("email", "boss@example.com", "password", PASSWORD, "setupSecret", SETUP_SECRET);

    JsonNode refused =
        nobody().post("/api/auth/register", without).expect(409, "EMAIL_UNAVAILABLE");
    nobody().post("/api/auth/register", wrong).expect(409, "EMAIL_UNAVAILABLE");
    assertThat(users.findByEmail("boss@example.com")).isEmpty();
    assertThat(refused.path("message"))
        .isEqualTo(
            register(client().email(), PASSWORD).expect(409, "EMAIL_UNAVAILABLE").path("message"));

    Reply registered = nobody().post("/api/auth/register", right);
    JsonNode user = registered.expect(201).path("data").path("user");
    assertThat(user.path("role").stringValue()).isEqualTo("admin");
    assertThat(user.path("balance").isNull()).isTrue();
    nobody().as(token(login("boss@example.com", PASSWORD))).get("/api/pods/admin").expect(200);
  }

  @Test
  void theSecretSetsALostPasswordAnewAndEndsTheSessions() {
    Map<String, String> first =
        Map.of("email", "chief@example.com", "password", PASSWORD, "setupSecret", SETUP_SECRET);
    Map<String, String> second =
        Map.of(
            "email", "chief@example.com", "password", "another one", "setupSecret", SETUP_SECRET);
    Reply before = nobody().post("/api/auth/register", first);
    before.expect(201);

    Reply after = nobody().post("/api/auth/register", second);

    after.expect(201);
    assertThat(userId(after)).isEqualTo(userId(before));
    refresh(refreshToken(before)).expect(401, "UNAUTHENTICATED");
    login("chief@example.com", PASSWORD).expect(401, "INVALID_CREDENTIALS");
    login("chief@example.com", "another one").expect(200);
  }

  @Test
  void theSecretMakesNobodyElseAdministrator() {
    String email = someone();
    JsonNode user =
        nobody()
            .post(
                "/api/auth/register",
                Map.of("email", email, "password", PASSWORD, "setupSecret", SETUP_SECRET))
            .expect(201)
            .path("data")
            .path("user");
    assertThat(user.path("role").stringValue()).isEqualTo("client");
    assertThat(users.findByEmail(email).orElseThrow().role()).isEqualTo(Role.CLIENT);
  }

  @Test
  void aRegistrationThatAProcessLeftHalfDoneIsEndedByThePersonsNextTry() {
    String email = someone();
    String owner = userId(register(email, PASSWORD));
    // As if it had ended after the password and before the account.
    mongo.remove(query(where("_id").is(owner)), "users");

    assertThat(userId(login(email, PASSWORD))).isEqualTo(owner);

    String other = someone();
    String left = userId(register(other, PASSWORD));
    mongo.remove(query(where("_id").is(left)), "users");
    Reply anew = register(other, "another password");
    anew.expect(201);
    assertThat(userId(anew)).isNotEqualTo(left);
    login(other, PASSWORD).expect(401, "INVALID_CREDENTIALS");
  }

  @Test
  void afterFiveFailuresTheAccountHasToWaitAlsoWithTheRightPassword() {
    String email = someone();
    register(email, PASSWORD).expect(201);
    for (int i = 0; i < 5; i++) {
      login(email, "wrong password").expect(401, "INVALID_CREDENTIALS");
    }

    Reply locked = login(email, PASSWORD);

    JsonNode failure = locked.expect(429, "SIGN_IN_LOCKED");
    int seconds = Integer.parseInt(locked.header("Retry-After").orElseThrow());
    assertThat(seconds).isBetween(1, 30);
    assertThat(failure.path("message").stringValue()).contains(" " + seconds + " s");
    String other = someone();
    register(other, PASSWORD).expect(201);
    login(other, PASSWORD).expect(200);
  }

  @Test
  void anUnknownAddressHasToWaitAsWell() {
    String email = someone();
    for (int i = 0; i < 5; i++) {
      login(email, "wrong password").expect(401, "INVALID_CREDENTIALS");
    }
    login(email, "wrong password").expect(429, "SIGN_IN_LOCKED");
  }

  @Test
  void manyGuessesAtOnceGetNoFurtherThanOneAfterTheOther() throws Exception {
    String email = someone();
    register(email, PASSWORD).expect(201);

    List<Integer> statuses = Together.run(12, i -> login(email, "wrong password " + i).status());

    assertThat(statuses).filteredOn(status -> status == 401).hasSizeLessThanOrEqualTo(5);
    assertThat(statuses).containsOnly(401, 429);
  }

  @Test
  void whoTriesManyAccountsFromOneAddressHasToWait() {
    for (int i = 0; i < 30; i++) {
      login(someone(), PASSWORD).expect(401, "INVALID_CREDENTIALS");
    }
    login(someone(), PASSWORD).expect(429, "SIGN_IN_LOCKED");
  }

  @Test
  void aSignInThatSucceedsForgetsTheFailuresBefore() {
    String email = someone();
    register(email, PASSWORD).expect(201);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 4; i++) {
        login(email, "wrong password").expect(401, "INVALID_CREDENTIALS");
      }
      login(email, PASSWORD).expect(200);
    }
  }

  @Test
  void whoIsSuspendedIsToldSoOnceThePasswordIsRight() {
    String email = someone();
    String id = userId(register(email, PASSWORD));
    suspend(id);

    login(email, "wrong password").expect(401, "INVALID_CREDENTIALS");
    login(email, PASSWORD).expect(403, "ACCOUNT_SUSPENDED");
    assertThat(mongo.getCollection("sessions").countDocuments(new Document("userId", id)))
        .isEqualTo(1);
  }
}
