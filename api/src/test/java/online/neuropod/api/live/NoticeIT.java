package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.notices.NoticeStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Notices and balances that change, over a real socket and in their lists. */
class NoticeIT extends ApiFixture {
  @Autowired private NoticeStore notices;

  private Socket socket(Person person) throws Exception {
    return Socket.open(uri(), json).signIn(person.token());
  }

  /** What comes up to a frame of this type. */
  private static List<String> typesUntil(Socket socket, String last) throws Exception {
    var types = new ArrayList<String>();
    do {
      types.add(socket.next().path("type").stringValue());
    } while (!types.getLast().equals(last));
    return types;
  }

  /** One euro an hour of a wallet that has ten. */
  private Pod running(Person owner) {
    Pod pod = pod(owner, "runs");
    Instant now = Instant.now();
    wallets.change(
        owner.id(),
        now,
        draft -> {
          draft.reserve(pod.id(), 1, 1_000_000, 1, 0, Duration.ofHours(1));
          draft.started(pod.id(), 1, now, 0);
          return true;
        });
    return pod;
  }

  private static Map<String, Object> change(Person owner, String operation, double amount) {
    return Map.of(
        "userId", owner.id(), "operation", operation, "amount", amount, "reason", "a test");
  }

  @Test
  void aCorrectionReachesTheOwnersSocketsWithWhatTheListSays() throws Exception {
    Person owner = client();
    try (Socket socket = socket(owner)) {
      admin().calls().post("/api/auth/users/balance", change(owner, "add", 2.5)).expect(200);
      JsonNode wallet =
          socket.await(
              "walletUpdate", data -> data.path("balance").decimalValue().doubleValue() == 12.5);
      assertThat(wallet).isEqualTo(owner.calls().get("/api/wallet").expect(200).path("data"));
    }
  }

  @Test
  void whoSetsABalanceThatEndsSoonWarnsTheOwnerOnce() throws Exception {
    Person owner = client();
    Person other = client();
    running(owner);
    try (Socket socket = socket(owner);
        Socket others = socket(other)) {
      admin().calls().post("/api/auth/users/balance", change(owner, "set", 0.5)).expect(200);
      JsonNode alert = socket.await("lowBalanceAlert");
      assertThat(alert.path("level").stringValue()).isEqualTo("PT1H");
      assertThat(alert.path("available").decimalValue()).isEqualByComparingTo("0.5");
      Instant end = Instant.parse(alert.path("runsOutAt").stringValue());
      assertThat(end).isBetween(Instant.now().plusSeconds(1700), Instant.now().plusSeconds(1801));
      assertThat(alert.path("message").stringValue())
          .isEqualTo("El saldo se acabará en menos de 1 h: quedan 0,50 €.");

      JsonNode list = owner.calls().inEnglish().get("/api/wallet/alerts").expect(200);
      assertThat(list.path("page").path("totalElements").intValue()).isEqualTo(1);
      JsonNode kept = list.path("data").path(0);
      assertThat(kept.path("kind").stringValue()).isEqualTo("lowBalance");
      assertThat(kept.path("level")).isEqualTo(alert.path("level"));
      assertThat(kept.path("available")).isEqualTo(alert.path("available"));
      assertThat(kept.path("runsOutAt")).isEqualTo(alert.path("runsOutAt"));
      assertThat(kept.path("message").stringValue())
          .isEqualTo("The money will end in less than 1 h: €0.50 left.");

      // The same level again: no new warning. What is told later shows that none came before.
      admin().calls().post("/api/auth/users/balance", change(owner, "add", 0.01)).expect(200);
      admin().calls().post("/api/auth/users/balance", change(owner, "set", 0.1)).expect(200);
      JsonNode next = socket.await("lowBalanceAlert");
      assertThat(next.path("level").stringValue()).isEqualTo("PT10M");
      others.send("ping", Map.of());
      assertThat(typesUntil(others, "pong")).doesNotContain("lowBalanceAlert");
      assertThat(other.calls().get("/api/wallet/alerts").expect(200).path("data").size()).isZero();
    }
  }

  @Test
  void aWarningOfOnesOwnComesBesideTheOthers() throws Exception {
    Person owner = client();
    running(owner);
    try (Socket socket = socket(owner)) {
      owner.calls().put("/api/auth/me", Map.of("alertThresholdMinutes", 11 * 60)).expect(200);
      JsonNode alert = socket.await("lowBalanceAlert");
      assertThat(alert.path("level").stringValue()).isEqualTo("PT11H");
      JsonNode wallet =
          socket.await(
              "walletUpdate", data -> data.path("alertThresholdMinutes").intValue(0) == 660);
      assertThat(wallet.path("activeSessions").intValue()).isEqualTo(1);
    }
  }

  @Test
  void repairsAreToldToAdministratorsAlone() throws Exception {
    Person owner = client();
    Pod pod = pod(owner, "mended");
    Person admin = admin();
    try (Socket admins = socket(admin);
        Socket second = socket(admin);
        Socket owners = socket(owner)) {
      notices.publish(
          new Notice(
              UUID.randomUUID().toString(),
              Optional.empty(),
              Notice.Kind.BILLING_RESTARTED,
              Optional.of(pod.id()),
              Map.of("session", "1"),
              Instant.now()));
      String said =
          "La facturación del pod «mended» (sesión 1) había desaparecido y se vuelve a iniciar.";
      for (Socket socket : List.of(admins, second)) {
        JsonNode told =
            socket.await(
                "adminNotification", data -> data.path("message").stringValue("").equals(said));
        assertThat(told.path("kind").stringValue()).isEqualTo("repaired");
        assertThat(told.path("link").stringValue()).isEqualTo("/admin/pods");
      }
      // Two more looks of the feed, which reach back over the same notice.
      write(pod, PodStatus.RUNNING);
      assertThat(typesUntil(owners, "notification")).doesNotContain("adminNotification");
      write(pod, PodStatus.ERROR);
      assertThat(typesUntil(owners, "notification")).doesNotContain("adminNotification");
      assertThat(admins.rest())
          .noneMatch(frame -> frame.path("data").path("message").stringValue("").equals(said));
    }
    JsonNode kept = admin.calls().get("/api/admin/alerts?size=1").expect(200).path("data").path(0);
    assertThat(kept.path("kind").stringValue()).isEqualTo("repaired");
    assertThat(kept.path("podId").stringValue()).isEqualTo(pod.id());
    owner.calls().get("/api/admin/alerts").expect(403, "FORBIDDEN");
    JsonNode mended = admin.calls().get("/api/admin/alerts?kind=repaired").expect(200);
    assertThat(mended.path("data").valueStream().map(each -> each.path("kind").stringValue()))
        .isNotEmpty()
        .containsOnly("repaired");
    assertThat(mended.path("page").path("totalElements").longValue()).isPositive();
    String oldest =
        admin
            .calls()
            .get("/api/admin/alerts?sort=at&size=500")
            .expect(200)
            .path("data")
            .path(0)
            .path("id")
            .stringValue();
    List<String> newestFirst =
        admin
            .calls()
            .get("/api/admin/alerts?size=500")
            .expect(200)
            .path("data")
            .valueStream()
            .map(each -> each.path("id").stringValue())
            .toList();
    assertThat(newestFirst).last().isEqualTo(oldest);
    admin.calls().get("/api/admin/alerts?kind=nothing").expect(400, "VALIDATION");
    admin.calls().get("/api/admin/alerts?sort=nothing").expect(400, "VALIDATION");
    assertThat(owner.calls().get("/api/wallet/alerts").expect(200).path("data").size()).isZero();
  }

  @ParameterizedTest
  @EnumSource(Notice.Kind.class)
  void everyNoticeIsSaidWithItsValues(Notice.Kind kind) {
    Person owner = client();
    Pod pod = pod(owner, "named");
    String id = UUID.randomUUID().toString();
    notices.publish(
        new Notice(
            id,
            Optional.of(owner.id()),
            kind,
            Optional.of(pod.id()),
            details(
                "session", "7",
                "user", owner.id(),
                "by", "one-who-is-gone",
                "count", "42",
                "why", "it is negative",
                "cause", "STEP_TIMEOUT",
                "step", "image",
                "seconds", "61",
                "dependency", "edge",
                "level", "P3D",
                "available", "1230000",
                "runsOutAt", "2026-01-01T00:00:00Z",
                "since", "2025-12-31T23:35:00Z",
                "stopsAt", "2026-01-01T00:04:30Z"),
            Instant.parse("2026-01-01T00:00:00Z")));
    JsonNode said =
        owner.calls().inEnglish().get("/api/wallet/alerts").expect(200).path("data").path(0);
    assertThat(said.path("id").stringValue()).isEqualTo(id);
    assertThat(said.path("code").stringValue()).isEqualTo(kind.name());
    String message = said.path("message").stringValue();
    assertThat(message).doesNotContain("{", "  ");
    switch (kind) {
      case LOW_BALANCE -> assertThat(message).contains("3 d", "€1.23");
      case IDLE_WARNING -> assertThat(message).contains("“named”", "for 25 min", "in 5 min");
      case LIFETIME_WARNING -> assertThat(message).contains("“named”", "in 5 min");
      case LEDGER_REPAIRED -> assertThat(message).contains(owner.email(), "42");
      case WALLET_BROKEN -> assertThat(message).contains(owner.email(), "it is negative");
      case BILLING_RESTARTED, METER_RESTORED, UNMETERED_STOPPED, METER_CLOSED ->
          assertThat(message).contains("“named”", "7");
      case USER_CREATED -> assertThat(message).contains(owner.email());
      case USER_SUSPENDED, USER_RESTORED, USER_DELETED, VOLUME_DELETED ->
          assertThat(message).contains(owner.email(), "one-who-is-gone");
      case DEPLOY_FAILED -> assertThat(message).contains("“named”", "image", "61");
      case DEPENDENCY_DOWN -> assertThat(message).contains("edge");
      case DEPENDENCY_UP -> assertThat(message).contains("edge", "61");
    }
  }

  private static Map<String, String> details(String... pairs) {
    var details = new HashMap<String, String>();
    for (int i = 0; i < pairs.length; i += 2) {
      details.put(pairs[i], pairs[i + 1]);
    }
    return details;
  }
}
