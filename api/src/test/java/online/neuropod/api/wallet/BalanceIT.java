package online.neuropod.api.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import online.neuropod.api.support.Caller;
import online.neuropod.domain.money.Adjustment;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.domain.pod.Pod;
import online.neuropod.store.wallets.WalletStore.Which;
import online.neuropod.workflows.contract.BillingWorkflows;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** Corrections by administrators, over HTTP. */
class BalanceIT extends WalletFixture {
  private List<Entry> ledger(Person owner) {
    return wallets.entries(owner.id(), Which.ALL, 0, 100);
  }

  @ParameterizedTest
  @CsvSource({"set, 3.5, 3.5", "add, 0.000001, 10.000001", "subtract, 10, 0", "set, 0, 0"})
  void aBalanceIsWhatItWasMade(String operation, String amount, String balance) {
    Person owner = client();
    Person admin = admin();
    JsonNode wallet =
        correct(admin, change(owner, operation, new BigDecimal(amount), "gift"))
            .expect(200)
            .path("data");
    assertThat(wallet.path("balance").decimalValue()).isEqualByComparingTo(balance);
    assertThat(wallet.path("available").decimalValue()).isEqualByComparingTo(balance);
    assertThat(wallet(owner)).isEqualTo(wallet);
    Entry entry = ledger(owner).getFirst();
    assertThat(entry.reason()).contains("gift");
    assertThat(entry.actor()).isEqualTo(admin.id());
    assertThat(entry.balanceAfter()).isEqualTo(micros(wallet.path("balance")));
  }

  @Test
  void aPersonIsFoundByTheirAddressInWhateverCase() {
    Person owner = client();
    Map<String, Object> request = change("add", 1, "by address");
    request.put("email", owner.email().toUpperCase(Locale.ROOT));
    correct(admin(), request).expect(200);
    assertThat(micros(wallet(owner).path("balance"))).isEqualTo(11_000_000);
  }

  @Test
  void onlyAdministratorsCorrect() {
    Person owner = client();
    correct(owner, change(owner, "set", 1000, "please")).expect(403, "FORBIDDEN");
    owner.calls().post("/api/auth/users/fix-balances").expect(403, "FORBIDDEN");
    nobody()
        .post("/api/auth/users/balance", change(owner, "set", 1000, "please"))
        .expect(401, "UNAUTHENTICATED");
    assertThat(micros(wallet(owner).path("balance"))).isEqualTo(10_000_000);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    Map<String, Object> request = change("double", -1, " ");
    request.put("email", "nobody@example.com");
    JsonNode errors = correct(admin(), request).expect(400, "VALIDATION").path("errors");
    assertThat(
            StreamSupport.stream(errors.spliterator(), false)
                .map(e -> e.path("field").stringValue()))
        .containsExactlyInAnyOrder("operation", "amount", "reason", "email");
    JsonNode missing = correct(admin(), Map.of()).expect(400, "VALIDATION").path("errors");
    assertThat(
            StreamSupport.stream(missing.spliterator(), false)
                .map(e -> e.path("field").stringValue()))
        .containsExactlyInAnyOrder("operation", "amount", "reason", "userId");
  }

  @ParameterizedTest
  @CsvSource({"0.0000001", "1000000.000001", "-0.01", "1e400", "1e-400"})
  void anAmountIsEurosWithSixPlacesUpToAMillion(String amount) {
    Person owner = client();
    String request =
        "{\"userId\":\"%s\",\"operation\":\"set\",\"reason\":\"x\",\"amount\":%s}"
            .formatted(owner.id(), amount);
    JsonNode failure =
        admin().calls().post("/api/auth/users/balance", request).expect(400, "VALIDATION");
    assertThat(failure.path("errors").path(0).path("field").stringValue()).isEqualTo("amount");
  }

  @Test
  void aPersonIsNamedOnceAndAReasonIsShort() {
    Person owner = client();
    Map<String, Object> twice = change(owner, "add", 1, "x");
    twice.put("email", owner.email());
    correct(admin(), twice).expect(400, "VALIDATION");
    correct(admin(), change(owner, "add", 1, "x".repeat(201))).expect(400, "VALIDATION");
    correct(admin(), change(owner, "add", 1, "x".repeat(200))).expect(200);
  }

  @Test
  void moreThanIsThereCannotBeTaken() {
    Person owner = client();
    JsonNode failure =
        correct(admin(), change(owner, "subtract", 10.000001, "too much"))
            .expect(402, "INSUFFICIENT_FUNDS");
    assertThat(failure.path("message").stringValue())
        .isEqualTo("Saldo insuficiente. Requerido: 10,01 €, Disponible: 10,00 €");
    assertThat(ledger(owner)).hasSize(1);
  }

  @Test
  void anUnlimitedWalletHasNoBalanceToCorrect() {
    correct(admin(), change(admin(), "add", 1, "x")).expect(409, "WALLET_UNLIMITED");
  }

  @Test
  void aBalanceDoesNotGrowBeyondWhatCanBeCounted() {
    Person owner = client();
    write(
        owner,
        Instant.now(),
        draft ->
            IntStream.range(0, 999)
                .forEach(i -> add(draft, 1_000_000_000_000L, owner.id() + ":" + i)));
    JsonNode failure =
        correct(admin(), change(owner, "add", 1_000_000, "x")).expect(400, "VALIDATION");
    assertThat(failure.path("errors").path(0).path("field").stringValue()).isEqualTo("amount");
  }

  private static void add(WalletDraft draft, long micros, String key) {
    draft.adjust(Adjustment.Operation.ADD, micros, "x", "admin", key);
  }

  @Test
  void aRepeatedRequestCountsOnceAndGetsTheFirstAnswerAgain() {
    Person owner = client();
    Person admin = admin();
    Caller keyed = admin.calls().with("Idempotency-Key", UUID.randomUUID().toString());
    JsonNode first =
        keyed.post("/api/auth/users/balance", change(owner, "add", 5, "once")).expect(200);
    correct(admin, change(owner, "subtract", 1, "between")).expect(200);
    JsonNode again =
        keyed.post("/api/auth/users/balance", change(owner, "add", 5, "once")).expect(200);
    assertThat(again).isEqualTo(first);
    assertThat(micros(wallet(owner).path("balance"))).isEqualTo(14_000_000);
    keyed
        .post("/api/auth/users/balance", change(owner, "add", 6, "once"))
        .expect(409, "IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void aRequestWhoseAnswerWasLostCountsOnce() {
    Person owner = client();
    Person admin = admin();
    String key = UUID.randomUUID().toString();
    Caller keyed = admin.calls().with("Idempotency-Key", key);
    keyed.post("/api/auth/users/balance", change(owner, "add", 5, "once")).expect(200);
    // As if the process had ended between the write and its answer.
    var claim = Query.query(Criteria.where("_id").is(admin.id() + ":" + key));
    var unanswered = new Update().unset("status").unset("body");
    assertThat(mongo.updateFirst(claim, unanswered, "idempotency").getModifiedCount()).isEqualTo(1);
    JsonNode again =
        keyed
            .post("/api/auth/users/balance", change(owner, "add", 5, "once"))
            .expect(200)
            .path("data");
    assertThat(micros(again.path("balance"))).isEqualTo(15_000_000);
    assertThat(ledger(owner)).hasSize(2);
  }

  @Test
  void whatIsRefusedLeavesTheKeyFree() {
    Person owner = client();
    Caller keyed = admin().calls().with("Idempotency-Key", UUID.randomUUID().toString());
    keyed
        .post("/api/auth/users/balance", change(owner, "subtract", 11, "x"))
        .expect(402, "INSUFFICIENT_FUNDS");
    keyed.post("/api/auth/users/balance", change(owner, "subtract", 9, "x")).expect(200);
  }

  @Test
  void theBillingOfWhatRunsIsWoken() {
    Person owner = client();
    Pod pod = pod(owner, "woken");
    start(owner, pod, RATE, Instant.now());
    new BillingWorkflows(temporal, clusterSettings.installationId())
        .ensure(new Session(pod.id(), owner.id(), 1));
    String billing = WorkflowIds.billing(clusterSettings.installationId(), pod.id(), 1);
    assertThat(signals(temporal, billing)).isEqualTo(1);
    correct(admin(), change(owner, "add", 1, "more")).expect(200);
    await().untilAsserted(() -> assertThat(signals(temporal, billing)).isEqualTo(2));
  }

  private static long signals(WorkflowClient temporal, String workflowId) {
    return temporal.fetchHistory(workflowId).getEvents().stream()
        .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED)
        .count();
  }

  @Test
  void walletsBecomeWhatRolesSay() {
    Person risen = client();
    Person fallen = admin();
    // As a role that is changed by hand in the database.
    setRole(risen, "admin");
    setRole(fallen, "client");
    JsonNode fixed = admin().calls().post("/api/auth/users/fix-balances").expect(200).path("data");
    assertThat(fixed.path("changed").intValue()).isGreaterThanOrEqualTo(2);
    assertThat(wallets.find(risen.id()).orElseThrow().unlimited()).isTrue();
    assertThat(wallets.find(fallen.id()).orElseThrow().unlimited()).isFalse();
    JsonNode again = admin().calls().post("/api/auth/users/fix-balances").expect(200).path("data");
    assertThat(again.path("changed").intValue()).isZero();
  }

  private void setRole(Person person, String role) {
    mongo.updateFirst(
        Query.query(Criteria.where("_id").is(person.id())), Update.update("role", role), "users");
  }

  @Test
  void aPersonSetsAWarningOfTheirOwn() {
    Person person = client();
    assertThat(wallet(person).path("alertThresholdMinutes").isNull()).isTrue();
    JsonNode changed =
        person
            .calls()
            .put("/api/auth/me", Map.of("alertThresholdMinutes", 90, "name", " Ana Gil "))
            .expect(200)
            .path("data");
    assertThat(changed.path("alertThresholdMinutes").intValue()).isEqualTo(90);
    assertThat(changed.path("name").stringValue()).isEqualTo("Ana Gil");
    assertThat(person.calls().get("/api/auth/me").expect(200).path("data")).isEqualTo(changed);
    assertThat(wallet(person).path("alertThresholdMinutes").intValue()).isEqualTo(90);

    person.calls().put("/api/auth/me", Map.of("name", "Ana")).expect(200);
    assertThat(wallet(person).path("alertThresholdMinutes").intValue()).isEqualTo(90);
    var none = new HashMap<String, Object>();
    none.put("alertThresholdMinutes", null);
    JsonNode without = person.calls().put("/api/auth/me", none).expect(200).path("data");
    assertThat(without.path("alertThresholdMinutes").isNull()).isTrue();
    assertThat(without.path("name").stringValue()).isEqualTo("Ana");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"alertThresholdMinutes\":0}|alertThresholdMinutes",
        "{\"alertThresholdMinutes\":525601}|alertThresholdMinutes",
        "{\"alertThresholdMinutes\":1.5}|alertThresholdMinutes",
        "{\"alertThresholdMinutes\":\"60\"}|alertThresholdMinutes",
        "{\"name\":\"  \"}|name",
        "{\"name\":7}|name"
      })
  void aProfileThatMakesNoSenseIsRefused(String body, String field) {
    JsonNode failure = client().calls().put("/api/auth/me", body).expect(400, "VALIDATION");
    assertThat(failure.path("errors").path(0).path("field").stringValue()).isEqualTo(field);
  }
}
