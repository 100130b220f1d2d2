package online.neuropod.api.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.Caller.Reply;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.domain.user.Role;
import online.neuropod.store.deletions.DeletionStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.workflows.contract.RunningWorkflows;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What administrators see of people, and do with them. */
class UsersIT extends ApiFixture {
  private static final String USERS = "/api/auth/users";
  private static final Duration SOON = Duration.ofSeconds(5);

  @Autowired private DeletionStore deletions;
  @Autowired private NoticeStore notices;

  private static Reply suspend(Person admin, String userId, boolean suspended) {
    return admin
        .calls()
        .post(
            USERS + "/suspend", Map.of("userId", userId, "suspended", suspended, "reason", "spam"));
  }

  private static JsonNode account(Person admin, String userId) {
    return admin.calls().get(USERS + "/" + userId).expect(200).path("data");
  }

  private static List<String> ids(JsonNode list) {
    return list.path("data").valueStream().map(one -> one.path("id").stringValue()).toList();
  }

  private boolean runs(String workflowId) {
    return new RunningWorkflows(temporal).has(workflowId);
  }

  @Test
  void tellsWhatAPersonHasAndUses() {
    Person admin = admin();
    Person ana = client();
    Pod pod = pod(ana, "uno");
    pod(ana, "dos");
    write(pod, PodStatus.RUNNING);
    users.workspaceGrownTo(ana.id(), 10);

    JsonNode told = account(admin, ana.id());

    assertThat(told.path("email").stringValue()).isEqualTo(ana.email());
    assertThat(told.path("role").stringValue()).isEqualTo("client");
    assertThat(told.path("suspended").booleanValue()).isFalse();
    assertThat(told.path("suspension").isNull()).isTrue();
    assertThat(told.path("balance").decimalValue()).isEqualByComparingTo("10");
    assertThat(told.path("spend").decimalValue()).isEqualByComparingTo("0");
    assertThat(told.path("pods").intValue()).isEqualTo(2);
    assertThat(told.path("runningPods").intValue()).isEqualTo(1);
    assertThat(told.path("workspaceSize").intValue()).isEqualTo(10);
    assertThat(told.path("workspaceName").stringValue()).startsWith("workspace-");
    assertThat(Instant.parse(told.path("lastActive").stringValue()))
        .isAfterOrEqualTo(Instant.parse(told.path("createdAt").stringValue()));
    assertThat(account(admin, admin.id()).path("balance").isNull()).isTrue();
    admin.calls().get(USERS + "/nobody").expect(404, "USER_NOT_FOUND");
  }

  @Test
  void isForAdministratorsAlone() {
    Person ana = client();

    ana.calls().get(USERS).expect(403, "FORBIDDEN");
    ana.calls().get(USERS + "/" + ana.id()).expect(403, "FORBIDDEN");
    suspend(ana, ana.id(), true).expect(403, "FORBIDDEN");
    ana.calls().delete(USERS + "/" + ana.id()).expect(403, "FORBIDDEN");
    ana.calls().get("/api/admin/users/" + ana.id() + "/volume").expect(403, "FORBIDDEN");
    nobody().get(USERS).expect(401, "UNAUTHENTICATED");
  }

  @Test
  void listsSearchesSortsAndPages() {
    Person admin = admin();
    Person ana = client();
    Person eva = client();
    pod(eva, "uno");
    suspend(admin, ana.id(), true).expect(200);
    String both = "?size=500&search=client";

    assertThat(ids(admin.calls().get(USERS + both).expect(200))).contains(ana.id(), eva.id());
    assertThat(ids(admin.calls().get(USERS + both + "&suspended=true").expect(200)))
        .contains(ana.id())
        .doesNotContain(eva.id());
    assertThat(ids(admin.calls().get(USERS + both + "&role=admin").expect(200)))
        .doesNotContain(ana.id(), eva.id());
    assertThat(ids(admin.calls().get(USERS + "?size=500&role=admin").expect(200)))
        .contains(admin.id());
    assertThat(ids(admin.calls().get(USERS + "?search=" + eva.email()).expect(200)))
        .containsExactly(eva.id());
    List<String> byPods = ids(admin.calls().get(USERS + both + "&sort=pods,desc").expect(200));
    assertThat(byPods.indexOf(eva.id())).isLessThan(byPods.indexOf(ana.id()));
    List<String> emails =
        admin
            .calls()
            .get(USERS + "?size=500")
            .expect(200)
            .path("data")
            .valueStream()
            .map(one -> one.path("email").stringValue())
            .toList();
    assertThat(emails).isSorted();
    JsonNode second = admin.calls().get(USERS + "?page=1&size=1").expect(200);
    assertThat(second.path("data").get(0).path("email").stringValue()).isEqualTo(emails.get(1));
    assertThat(second.path("page").path("totalElements").intValue()).isEqualTo(emails.size());
    admin.calls().get(USERS + "?sort=shoe-size").expect(400, "VALIDATION");
    admin.calls().get(USERS + "?sort=pods,sideways").expect(400, "VALIDATION");
    admin.calls().get(USERS + "?role=king").expect(400, "VALIDATION");
  }

  @Test
  void aSuspensionActsAtOnceAndStopsWhatRuns() {
    Person admin = admin();
    Person ana = client();
    Pod running = write(pod(ana, "uno"), PodStatus.RUNNING);
    Pod stopped = write(pod(ana, "dos"), PodStatus.ERROR);

    JsonNode told = suspend(admin, ana.id(), true).expect(200).path("data");

    assertThat(told.path("suspended").booleanValue()).isTrue();
    assertThat(told.path("suspension").path("reason").stringValue()).isEqualTo("spam");
    assertThat(told.path("suspension").path("by").stringValue()).isEqualTo(admin.id());
    ana.calls().get("/api/pods").expect(403, "ACCOUNT_SUSPENDED");
    Pod stopping = pods.find(running.id()).orElseThrow();
    assertThat(stopping.status()).isEqualTo(PodStatus.STOPPING);
    assertThat(stopping.wish().by()).isEqualTo(admin.id());
    assertThat(stopping.wish().reason()).contains(StatusReason.of(CauseCode.OWNER_SUSPENDED));
    assertThat(pods.find(stopped.id()).orElseThrow().wish().op()).isEqualTo(Operation.RUN);
    assertThat(wallets.find(ana.id()).orElseThrow().frozen()).isTrue();
    admin.calls().post("/api/pods/" + stopped.id() + "/start").expect(409, "WALLET_FROZEN");
    assertThat(users.unsettled(Instant.now())).noneMatch(one -> one.user().id().equals(ana.id()));
    assertThat(told(Kind.USER_SUSPENDED, ana)).isEqualTo(1);
  }

  @Test
  void theEndOfASuspensionLetsInAgainButStartsNothing() {
    Person admin = admin();
    Person ana = client();
    Pod pod = write(pod(ana, "uno"), PodStatus.RUNNING);
    suspend(admin, ana.id(), true).expect(200);
    suspend(admin, ana.id(), false).expect(200);

    ana.calls().get("/api/pods").expect(401, "UNAUTHENTICATED");
    assertThat(wallets.find(ana.id()).orElseThrow().frozen()).isFalse();
    assertThat(pods.find(pod.id()).orElseThrow().wish().op()).isEqualTo(Operation.STOP);
    assertThat(account(admin, ana.id()).path("suspension").isNull()).isTrue();
    assertThat(told(Kind.USER_RESTORED, ana)).isEqualTo(1);
  }

  private long told(Kind kind, Person person) {
    return notices.list(Optional.empty(), 0, 500).stream()
        .filter(notice -> notice.kind() == kind)
        .map(Notice::details)
        .filter(details -> person.id().equals(details.get("user")))
        .count();
  }

  @Test
  void nobodyShutsThemselvesOut() {
    Person admin = admin();

    suspend(admin, admin.id(), true).expect(409, "OWN_ACCOUNT");
    admin.calls().delete(USERS + "/" + admin.id()).expect(409, "OWN_ACCOUNT");
    admin
        .calls()
        .with("If-Match", "*")
        .put(USERS + "/" + admin.id(), Map.of("role", "client"))
        .expect(409, "OWN_ACCOUNT");
    assertThat(users.find(admin.id()).orElseThrow().isActingAdministrator()).isTrue();
  }

  @Test
  void aRequestThatMakesNoSenseIsRefusedWithAllItsFaults() {
    Person admin = admin();
    var wrong = new HashMap<String, Object>();
    wrong.put("reason", "x".repeat(201));

    JsonNode errors =
        admin.calls().post(USERS + "/suspend", wrong).expect(400, "VALIDATION").path("errors");

    assertThat(errors.valueStream().map(one -> one.path("field").stringValue()))
        .containsExactly("userId", "suspended", "reason");
    suspend(admin, "nobody", true).expect(404, "USER_NOT_FOUND");
    admin.calls().delete(USERS + "/nobody").expect(404, "USER_NOT_FOUND");
    admin
        .calls()
        .post(USERS + "/suspend", Map.of("userId", "u", "suspended", "yes"))
        .expect(400, "VALIDATION");
  }

  @Test
  void whoSawAnOlderVersionChangesNothing() {
    Person admin = admin();
    Person ana = client();
    Reply seen = admin.calls().get(USERS + "/" + ana.id());
    String tag = seen.header("ETag").orElseThrow();
    var request = Map.of("userId", ana.id(), "suspended", true);

    Reply changed = admin.calls().with("If-Match", tag).post(USERS + "/suspend", request);
    changed.expect(200);
    assertThat(changed.header("ETag")).isPresent().isNotEqualTo(Optional.of(tag));

    admin
        .calls()
        .with("If-Match", tag)
        .post(USERS + "/suspend", request)
        .expect(412, "PRECONDITION_FAILED");
    admin
        .calls()
        .with("If-Match", tag)
        .delete(USERS + "/" + ana.id())
        .expect(412, "PRECONDITION_FAILED");
    assertThat(deletions.find(Subject.ACCOUNT, ana.id())).isEmpty();
    admin
        .calls()
        .with("If-Match", changed.header("ETag").orElseThrow())
        .delete(USERS + "/" + ana.id())
        .expect(202);
  }

  @Test
  void aChangeOfRoleNeedsItsVersionAndFitsTheWallet() {
    Person admin = admin();
    Person ana = client();
    String path = USERS + "/" + ana.id();
    admin.calls().put(path, Map.of("role", "admin")).expect(428, "PRECONDITION_REQUIRED");
    admin
        .calls()
        .with("If-Match", "\"0\"")
        .put(path, Map.of("role", "admin"))
        .expect(412, "PRECONDITION_FAILED");
    admin.calls().with("If-Match", "*").put(path, Map.of("role", "king")).expect(400, "VALIDATION");

    String tag = admin.calls().get(path).header("ETag").orElseThrow();
    JsonNode told =
        admin.calls().with("If-Match", tag).put(path, Map.of("role", "admin")).expect(200);

    assertThat(told.path("data").path("role").stringValue()).isEqualTo("admin");
    assertThat(told.path("data").path("balance").isNull()).isTrue();
    assertThat(wallets.find(ana.id()).orElseThrow().unlimited()).isTrue();
    ana.calls().get("/api/pods").expect(401, "UNAUTHENTICATED");
  }

  @Test
  void aDeletionIsAcceptedOnceAndWorkedOn() {
    Person admin = admin();
    Person ana = client();
    Pod pod = pod(ana, "uno");
    String path = USERS + "/" + ana.id();
    admin.calls().get(path + "/deletion").expect(404, "DELETION_NOT_FOUND");

    JsonNode accepted = admin.calls().delete(path).expect(202).path("data");

    assertThat(accepted.path("status").stringValue()).isEqualTo("running");
    assertThat(accepted.path("podsLeft").intValue()).isEqualTo(1);
    assertThat(accepted.path("requestedBy").stringValue()).isEqualTo(admin.id());
    assertThat(accepted.path("steps").valueStream().map(one -> one.path("step").stringValue()))
        .containsExactly("entry", "pods", "wallet", "cluster", "personalData");
    await()
        .atMost(SOON)
        .until(() -> runs(WorkflowIds.user(clusterSettings.installationId(), ana.id())));
    JsonNode again = admin.calls().delete(path).expect(202).path("data");
    assertThat(again.path("requestedAt")).isEqualTo(accepted.path("requestedAt"));
    assertThat(admin.calls().get(path + "/deletion").expect(200).path("data").path("userId"))
        .isEqualTo(accepted.path("userId"));

    ana.calls().get("/api/pods").expect(401, "UNAUTHENTICATED");
    admin.calls().get(path).expect(404, "USER_NOT_FOUND");
    suspend(admin, ana.id(), true).expect(404, "USER_NOT_FOUND");
    assertThat(ids(admin.calls().get(USERS + "?search=" + ana.email()).expect(200))).isEmpty();
    admin.calls().post("/api/pods/" + pod.id() + "/stop").expect(202);
    write(pod, PodStatus.STOPPED);
    admin.calls().post("/api/pods/" + pod.id() + "/start").expect(409, "USER_DELETING");
    var order = new HashMap<>(podRequest("dos"));
    order.put("assignToUser", ana.email());
    admin.calls().post("/api/pods", order).expect(400, "VALIDATION");
  }

  @Test
  void theAddressIsFreeAtOnceForAnotherAccount() {
    Person admin = admin();
    Person ana = client();
    admin.calls().delete(USERS + "/" + ana.id()).expect(202);

    JsonNode signedIn =
        nobody().post("/api/auth/mock-login", Map.of("email", ana.email())).expect(200);

    assertThat(signedIn.path("data").path("user").path("id").stringValue()).isNotEqualTo(ana.id());
  }

  @Test
  void theLedgerOfWhoIsGoneCanBeRead() {
    Person admin = admin();
    Person ana = client();
    admin.calls().delete(USERS + "/" + ana.id()).expect(202);

    JsonNode ledger =
        admin
            .calls()
            .get("/api/admin/users/" + ana.id() + "/wallet/transactions")
            .expect(200)
            .path("data");

    assertThat(ledger.get(0).path("kind").stringValue()).isEqualTo("initial");
    admin
        .calls()
        .post(
            USERS + "/balance",
            Map.of("userId", ana.id(), "amount", 5, "operation", "add", "reason", "late"))
        .expect(400, "VALIDATION");
  }

  @Test
  void ofTwoAdministratorsWhoShutEachOtherOutOneIsLeft() throws Exception {
    for (int i = 0; i < 5; i++) {
      Person one = admin();
      Person other = admin();
      try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
        var first = threads.submit(() -> suspend(one, other.id(), true).status());
        var second = threads.submit(() -> suspend(other, one.id(), true).status());
        first.get();
        second.get();
      }

      assertThat(
              List.of(one, other).stream()
                  .map(person -> users.find(person.id()).orElseThrow())
                  .filter(user -> user.role() == Role.ADMIN && !user.suspended()))
          .hasSize(1);
    }
  }

  @Test
  void aFirstSignInIsToldToTheAdministrators() {
    Person ana = client();

    assertThat(told(Kind.USER_CREATED, ana)).isEqualTo(1);
    Person admin = admin();
    JsonNode alerts =
        admin.calls().inEnglish().get("/api/admin/alerts?size=500").expect(200).path("data");
    assertThat(alerts.valueStream())
        .anySatisfy(
            alert -> {
              assertThat(alert.path("kind").stringValue()).isEqualTo("userCreated");
              assertThat(alert.path("message").stringValue())
                  .isEqualTo(ana.email() + " has signed in for the first time.");
            });
  }
}
