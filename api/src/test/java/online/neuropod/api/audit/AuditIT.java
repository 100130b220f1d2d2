package online.neuropod.api.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.audit.AuditEntry;
import online.neuropod.domain.audit.AuditEntry.Result;
import online.neuropod.domain.user.Role;
import online.neuropod.store.audit.AuditStore;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

/** Whoever writes is in the audit, whatever they write and whatever comes of it. */
class AuditIT extends ApiFixture {
  @Autowired private RequestMappingHandlerMapping requestMappingHandlerMapping;
  @Autowired private AuditStore store;
  @Autowired private Audit audit;

  /** The entry of a request, which is told after its answer. */
  private JsonNode entry(Reply reply) {
    String trace = reply.header("X-Trace-Id").orElseThrow();
    Caller admin = admin().calls();
    return await()
        .until(
            () -> {
              JsonNode found = admin.get("/api/admin/audit?q=" + trace).expect(200).path("data");
              assertThat(found.size()).isLessThan(2);
              return found.path(0);
            },
            JsonNode::isObject);
  }

  private static Stream<String> routes(RequestMappingInfo info) {
    return info.getPatternValues().stream().filter(route -> route.startsWith("/api/"));
  }

  @Test
  void everyHandlerThatWritesIsAudited() {
    var reckons = new java.util.TreeSet<String>();
    var audited = new java.util.TreeSet<String>();
    // Every one gets a person of its own: some end the session of who asks.
    for (Map.Entry<RequestMappingInfo, HandlerMethod> handler :
        requestMappingHandlerMapping.getHandlerMethods().entrySet()) {
      for (var method : handler.getKey().getMethodsCondition().getMethods()) {
        for (String route : routes(handler.getKey()).toList()) {
          if (method.name().equals("GET") || method.name().equals("HEAD")) {
            continue;
          }
          if (handler.getValue().hasMethodAnnotation(WritesNothing.class)) {
            reckons.add(method.name() + " " + route);
            continue;
          }
          Reply reply =
              admin()
                  .calls()
                  .with("Content-Type", "application/json")
                  .send(
                      method.name(),
                      route.replaceAll("\\{[^}]+}", "none"),
                      BodyPublishers.ofString("{}"));
          JsonNode entry = entry(reply);
          assertThat(entry.path("route").stringValue()).isEqualTo(route);
          assertThat(entry.path("method").stringValue()).isEqualTo(method.name());
          assertThat(entry.path("status").intValue()).as(route).isEqualTo(reply.status());
          audited.add(entry.path("action").stringValue());
        }
      }
    }
    assertThat(reckons).containsExactly("POST /api/pricing/calculate-cost");
    assertThat(audited).contains("pods.create", "pods.delete", "users.balance", "pricing.change");
  }

  @Test
  void saysWhoWhatOnWhomWhenFromWhereAndWhatCameOfIt() {
    Person owner = client();
    Instant before = Instant.now().minusMillis(1);
    Reply created = owner.calls().post("/api/pods", podRequest("audited"));
    String podId = created.expect(201).path("data").path("id").stringValue();
    JsonNode entry = entry(created);
    assertThat(entry.path("actor").path("id").stringValue()).isEqualTo(owner.id());
    assertThat(entry.path("actor").path("email").stringValue()).isEqualTo(owner.email());
    assertThat(entry.path("actor").path("role").stringValue()).isEqualTo("client");
    assertThat(entry.path("action").stringValue()).isEqualTo("pods.create");
    assertThat(entry.path("subjects").path("id").stringValue()).isEqualTo(podId);
    assertThat(entry.path("address").stringValue()).isEqualTo("127.0.0.1");
    assertThat(entry.path("result").stringValue()).isEqualTo("done");
    assertThat(entry.path("status").intValue()).isEqualTo(201);
    assertThat(Instant.parse(entry.path("at").stringValue())).isBetween(before, Instant.now());

    Reply refused = owner.calls().post("/api/pods", podRequest("audited"));
    refused.expect(409, "NAME_TAKEN");
    JsonNode refusal = entry(refused);
    assertThat(refusal.path("result").stringValue()).isEqualTo("refused");
    assertThat(refusal.path("code").stringValue()).isEqualTo("NAME_TAKEN");
  }

  @Test
  void whatSomebodyMayNotIsToldAsWell() {
    Person client = client();
    Reply refused = client.calls().post("/api/admin/pods/some-pod/retry");
    refused.expect(403, "FORBIDDEN");
    JsonNode entry = entry(refused);
    assertThat(entry.path("actor").path("id").stringValue()).isEqualTo(client.id());
    assertThat(entry.path("action").stringValue()).isEqualTo("pods.retry");
    assertThat(entry.path("subjects").path("id").stringValue()).isEqualTo("some-pod");
    assertThat(entry.path("code").stringValue()).isEqualTo("FORBIDDEN");

    client.calls().get("/api/admin/audit").expect(403, "FORBIDDEN");
    nobody().get("/api/admin/audit").expect(401, "UNAUTHENTICATED");
  }

  @Test
  void aSignInNamesWhoSignedInAndAFailedOneNobody() {
    String stranger = "stranger-in-the-audit@example.com";
    Reply good = nobody().post("/api/auth/mock-login", Map.of("email", stranger));
    String id = good.expect(200).path("data").path("user").path("id").stringValue();
    JsonNode entry = entry(good);
    assertThat(entry.path("action").stringValue()).isEqualTo("auth.developmentLogin");
    assertThat(entry.path("actor").path("id").stringValue()).isEqualTo(id);

    Reply bad =
        nobody().post("/api/auth/mock-login", Map.of("email", "no-address", "role", "nothing"));
    bad.expect(400, "VALIDATION");
    JsonNode failed = entry(bad);
    assertThat(failed.path("actor").isNull()).isTrue();
    assertThat(failed.path("result").stringValue()).isEqualTo("refused");
    assertThat(store(bad)).doesNotContain("no-address");
    assertThat(store(good)).doesNotContain("stranger-in-the-audit");
  }

  /** Everything that is kept of a request. */
  private String store(Reply reply) {
    String trace = reply.header("X-Trace-Id").orElseThrow();
    return Stream.of("audit", "auditIntents")
        .flatMap(
            name -> Stream.of(mongo.getCollection(name).find().into(new java.util.ArrayList<>())))
        .flatMap(List::stream)
        .filter(document -> trace.equals(document.getString("traceId")))
        .map(document -> document.toJson())
        .reduce("", String::concat);
  }

  @Test
  void aCorrectionOfMoneyIsToldWithItsReason() {
    Person owner = client();
    Reply reply =
        admin()
            .calls()
            .post(
                "/api/auth/users/balance",
                Map.of(
                    "email",
                    owner.email(),
                    "amount",
                    5.5,
                    "operation",
                    "add",
                    "reason",
                    "a prize"));
    reply.expect(200);
    JsonNode entry = entry(reply);
    assertThat(entry.path("subjects").path("userId").stringValue()).isEqualTo(owner.id());
    assertThat(entry.path("details").path("amount").stringValue()).isEqualTo("5.5");
    assertThat(entry.path("details").path("operation").stringValue()).isEqualTo("add");
    assertThat(entry.path("details").path("reason").stringValue()).isEqualTo("a prize");
    assertThat(store(reply)).doesNotContain(owner.email());
  }

  @Test
  void aChangeOfPricesIsToldWithWhatWasAndWhatIs() {
    Caller admin = admin().calls();
    String etag = admin.get("/api/pricing").header("ETag").orElseThrow();
    Reply reply =
        admin
            .with("If-Match", etag)
            .put("/api/pricing", Map.of("gpus", Map.of("rtx-4090", Map.of("price", 7.77))));
    reply.expect(200);
    JsonNode details = entry(reply).path("details");
    assertThat(details.propertyNames()).containsExactly("version", "gpus.rtx-4090");
    assertThat(details.path("gpus.rtx-4090").stringValue()).contains(" → ", "7.77 €/h");
  }

  @Test
  void isSearchedByWhoWhomWhatResultTimeAndText() {
    Person owner = client();
    Reply created = owner.calls().post("/api/pods", podRequest("searched"));
    String podId = created.expect(201).path("data").path("id").stringValue();
    Person admin = admin();
    Reply stopped = admin.calls().post("/api/pods/" + podId + "/stop");
    stopped.expect(202);
    entry(created);
    String at = entry(stopped).path("at").stringValue();

    assertThat(actions(admin, "actor=" + owner.email() + "&action=pods"))
        .containsExactly("pods.create");
    assertThat(actions(admin, "subject=" + podId)).containsExactly("pods.stop", "pods.create");
    assertThat(actions(admin, "subject=" + podId + "&sort=at"))
        .containsExactly("pods.create", "pods.stop");
    assertThat(actions(admin, "subject=" + podId + "&action=pods.stop&result=done"))
        .containsExactly("pods.stop");
    assertThat(actions(admin, "subject=" + podId + "&result=refused")).isEmpty();
    assertThat(actions(admin, "subject=" + podId + "&to=" + at)).containsExactly("pods.create");
    assertThat(actions(admin, "subject=" + podId + "&from=" + at)).containsExactly("pods.stop");
    assertThat(actions(admin, "subject=" + podId + "&q=SEARCHED")).containsExactly("pods.create");
    assertThat(actions(admin, "subject=" + podId + "&size=1&page=1"))
        .containsExactly("pods.create");
    JsonNode failure =
        admin
            .calls()
            .get("/api/admin/audit?result=maybe&q=" + "x".repeat(101))
            .expect(400, "VALIDATION");
    assertThat(failure.path("errors").size()).isEqualTo(2);
    admin.calls().get("/api/admin/audit?sort=actor").expect(400, "VALIDATION");
  }

  private static List<String> actions(Person admin, String query) {
    return admin
        .calls()
        .get("/api/admin/audit?" + query)
        .expect(200)
        .path("data")
        .valueStream()
        .map(entry -> entry.path("action").stringValue())
        .toList();
  }

  @Test
  void isATableToo() {
    Person owner = client();
    Reply created = owner.calls().post("/api/pods", podRequest("table"));
    entry(created);
    Reply table =
        admin()
            .calls()
            .with("Accept", "text/csv")
            .get("/api/admin/audit?action=pods.create&actor=" + owner.id());
    assertThat(table.status()).isEqualTo(200);
    List<String> lines = table.response().body().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.getFirst()).startsWith("at,actorId,actorEmail,actorRole,action,");
    assertThat(lines.getLast()).contains(owner.email(), "pods.create", "name=table", "done,201");
  }

  @Test
  void aWriteOfWhichNobodyKnowsWhatCameIsToldAsUnknown() {
    Instant anHourAgo = Instant.now().minusSeconds(3600);
    var lost =
        new AuditEntry(
            "lost-" + anHourAgo.toEpochMilli(),
            anHourAgo,
            Optional.of("somebody"),
            Optional.of(Role.ADMIN),
            "pods.create",
            "POST",
            "/api/pods",
            Map.of("id", "lost-subject"),
            Map.of(),
            "127.0.0.1",
            "lost-trace",
            Result.unknown());
    audit.announce(lost);
    Person admin = admin();
    String query = "/api/admin/audit?subject=lost-subject";

    audit.settle(Instant.now());
    assertThat(admin.calls().get(query).expect(200).path("data").size()).isZero();
    audit.settle(Instant.now());
    JsonNode told = admin.calls().get(query + "&result=unknown").expect(200).path("data").path(0);
    assertThat(told.path("result").stringValue()).isEqualTo("unknown");
    assertThat(told.path("status").isNull()).isTrue();
    assertThat(store.unfinished(anHourAgo.plusSeconds(1), 10)).isEmpty();
  }
}
