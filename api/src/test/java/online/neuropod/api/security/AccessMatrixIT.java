package online.neuropod.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.api.support.Description;
import online.neuropod.api.support.Description.Described;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * Every operation of the description answers exactly whom its {@code x-roles} name, in a way that
 * is described. Operations that are new are in it by themselves.
 */
class AccessMatrixIT extends ApiFixture {
  /** Of these, ids are no secret. */
  private static final Set<String> PUBLIC =
      Set.of("/api/templates/{id}", "/api/pricing/gpus/{gpuId}");

  /** A client may do this to what they have made, and did not make any of these. */
  private static final Set<String> OF_ITS_CREATOR =
      Set.of("PUT /api/templates/{id}", "DELETE /api/templates/{id}");

  /** It does whatever it describes, so that its database is of no use to others. */
  @DynamicPropertySource
  static void ownDatabase(DynamicPropertyRegistry properties) {
    properties.add("spring.mongodb.uri", () -> database("access"));
    properties.add("neuropod.rate-limit.enabled", () -> false);
  }

  @TestFactory
  Stream<DynamicTest> anOperationAnswersWhomItsRolesNameAndNobodyElse() {
    return Description.committed().operations().stream()
        .map(operation -> dynamicTest(operation.toString(), () -> hold(operation)));
  }

  private void hold(Described operation) {
    assertThat(operation.roles()).as("x-roles").isNotEmpty();
    Person owner = client();
    String podId = pod(owner, "held").id();
    if (operation.roles().contains("anonymous")) {
      answersEverybodyAlike(operation, owner, podId);
      return;
    }
    refused(call(operation, nobody(), podId), 401, "UNAUTHENTICATED");
    Tokens.bad(owner.token())
        .forEach(
            (fault, token) ->
                refused(call(operation, nobody().as(token), podId), 401, "UNAUTHENTICATED"));
    refused(call(operation, suspended().calls(), podId), 403, "ACCOUNT_SUSPENDED");
    if (OF_ITS_CREATOR.contains(operation.method() + " " + operation.path().getPatternString())) {
      refused(call(operation, owner.calls(), podId), 403, "FORBIDDEN");
    } else if (operation.roles().contains("client")) {
      stranger(operation, podId);
      allowed(call(operation, owner.calls(), podId));
    } else {
      refused(call(operation, client().calls(), podId), 403, "FORBIDDEN");
      refused(call(operation, owner.calls(), podId), 403, "FORBIDDEN");
    }
    allowed(call(operation, admin().calls(), podId));
  }

  /** A token that no longer holds must not close what is open to everybody. */
  private void answersEverybodyAlike(Described operation, Person owner, String podId) {
    int usual = call(operation, nobody(), podId).status();
    assertThat(usual).isNotEqualTo(403);
    Tokens.bad(owner.token())
        .forEach(
            (fault, token) ->
                assertThat(call(operation, nobody().as(token), podId).status())
                    .as(fault)
                    .isEqualTo(usual));
    assertThat(call(operation, suspended().calls(), podId).status()).isEqualTo(usual);
  }

  /** What is somebody else's is as little there as what is not. */
  private void stranger(Described operation, String podId) {
    Reply reply = call(operation, client().calls(), podId);
    String path = operation.path().getPatternString();
    if (path.contains("{") && !PUBLIC.contains(path)) {
      assertThat(reply.status()).as(reply.response().body()).isEqualTo(404);
    } else {
      allowed(reply);
    }
  }

  private static void refused(Reply reply, int status, String code) {
    reply.expect(status, code);
  }

  private static void allowed(Reply reply) {
    assertThat(reply.status()).as(reply.response().body()).isNotIn(401, 403);
  }

  /** Calls with the least that is a request. */
  private Reply call(Described operation, Caller caller, String podId) {
    String path = path(operation, podId);
    Caller with =
        operation.parameters("header").anyMatch(each -> isNamed(each, "If-Match"))
            ? caller.with("If-Match", "*")
            : caller;
    var body = operation.hasBody() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody();
    return (operation.hasBody() ? with.with("Content-Type", "application/json") : with)
        .send(operation.method(), path, body)
        .described();
  }

  private static boolean isNamed(JsonNode parameter, String name) {
    return parameter.path("name").stringValue().equals(name);
  }

  /** With ids of what is there; of people, of one who is of no use afterwards. */
  private String path(Described operation, String podId) {
    String path = operation.path().getPatternString();
    return path.replaceFirst("/pods/\\{[^}]+}", "/pods/" + podId)
        .replaceFirst(
            "/templates/\\{[^}]+}",
            path.contains("/templates/{") ? "/templates/" + templates.all().getFirst().id() : "")
        .replaceFirst("/gpus/\\{[^}]+}", "/gpus/cpu")
        .replaceFirst(
            "/users/\\{[^}]+}", path.contains("/users/{") ? "/users/" + client().id() : "")
        .replaceAll("\\{[^}]+}", UUID.randomUUID().toString());
  }

  private Person suspended() {
    Person person = client();
    mongo.updateFirst(
        query(where("_id").is(person.id())), Update.update("suspended", true), "users");
    return person;
  }

  @Test
  void aTokenWithTheSameClaimsIsGood() {
    Person person = client();
    nobody().as(Tokens.copy(person.token())).get("/api/auth/me").expect(200);
  }

  @Test
  void whatIsHiddenBehindAnotherMethodIsAsClosed() {
    Caller client = client().calls();
    client.send("HEAD", "/api/admin/alerts", BodyPublishers.noBody()).expect(403);
    nobody().send("HEAD", "/api/wallet", BodyPublishers.noBody()).expect(401);
    client.send("PATCH", "/api/admin/alerts", BodyPublishers.noBody()).expect(403, "FORBIDDEN");
    nobody().get("/api/none-such").expect(401, "UNAUTHENTICATED");
    client.get("/api/none-such").expect(404, "NOT_FOUND");
    nobody().post("/api/health", Map.of()).expect(405, "METHOD_NOT_ALLOWED");
  }

  @Test
  void everyAddressIsDescribedOrHiddenOnPurpose() {
    assertThat(Description.committed().find("GET", "/api/openapi.json")).isEmpty();
    nobody().get("/api/openapi.json").expect(200);
    nobody().get("/api/docs/index.html").expect(200);
  }
}
