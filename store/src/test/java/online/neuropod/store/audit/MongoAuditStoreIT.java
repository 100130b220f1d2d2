package online.neuropod.store.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.audit.AuditEntry;
import online.neuropod.domain.audit.AuditEntry.Outcome;
import online.neuropod.domain.audit.AuditEntry.Result;
import online.neuropod.domain.user.Role;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.audit.AuditStore.Order;
import online.neuropod.store.audit.AuditStore.Which;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoAuditStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");

  private final AuditStore audit;
  private final AuditRetention retention;

  MongoAuditStoreIT(Server server) {
    MongoTemplate mongo = server.freshTemplate();
    audit = MongoAuditStore.open(mongo);
    retention = new MongoAuditRetention(mongo);
  }

  /** An entry of second {@code n}. */
  private static AuditEntry entry(int n, String actor, String action, Result result) {
    return new AuditEntry(
        "e" + n,
        T0.plusSeconds(n),
        Optional.of(actor),
        Optional.of(Role.ADMIN),
        action,
        "POST",
        "/api/pods/{id}/stop",
        Map.of("id", "pod-" + n),
        Map.of("gpus.rtx-4050.price", "2.5 → 3." + n),
        "10.0.0." + n,
        "trace" + n,
        result);
  }

  private static Result done() {
    return Result.of(202, Optional.empty());
  }

  private static Result refused() {
    return Result.of(409, Optional.of("POD_ALREADY_STOPPED"));
  }

  private static Which all() {
    return new Which(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Which text(String text) {
    return new Which(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(text));
  }

  private List<String> ids(Which which) {
    return audit.list(which, Order.NEWEST, 0, 10).stream().map(AuditEntry::id).toList();
  }

  @Test
  void readsBackWhatWasToldNewestFirst() {
    AuditEntry first = entry(1, "ana", "pods.stop", done());
    AuditEntry second = entry(2, "eva", "pods.create", refused());
    assertThat(audit.tell(second)).isTrue();
    assertThat(audit.tell(first)).isTrue();

    assertThat(audit.list(all(), Order.NEWEST, 0, 10)).containsExactly(second, first);
    assertThat(audit.list(all(), Order.OLDEST, 0, 10)).containsExactly(first, second);
    assertThat(audit.list(all(), Order.NEWEST, 1, 1)).containsExactly(first);
    assertThat(audit.count(all())).isEqualTo(2);
    var read = new ArrayList<AuditEntry>();
    audit.read(all(), read::add);
    assertThat(read).containsExactly(second, first);
  }

  @Test
  void findsByWhoWhomWhatResultTimeAndText() {
    audit.tell(entry(1, "ana", "pods.stop", done()));
    audit.tell(entry(2, "eva", "pods.create", refused()));
    audit.tell(entry(3, "ana", "podsextra.create", Result.of(503, Optional.of("CONFLICT"))));
    Optional<String> none = Optional.empty();
    Optional<Instant> ever = Optional.empty();

    assertThat(ids(new Which(Optional.of("ana"), none, none, Optional.empty(), ever, ever, none)))
        .containsExactly("e3", "e1");
    assertThat(ids(new Which(none, Optional.of("pod-2"), none, Optional.empty(), ever, ever, none)))
        .containsExactly("e2");
    assertThat(ids(new Which(none, none, Optional.of("pods"), Optional.empty(), ever, ever, none)))
        .containsExactly("e2", "e1");
    assertThat(
            ids(
                new Which(
                    none, none, Optional.of("pods.stop"), Optional.empty(), ever, ever, none)))
        .containsExactly("e1");
    assertThat(ids(new Which(none, none, none, Optional.of(Outcome.REFUSED), ever, ever, none)))
        .containsExactly("e2");
    Optional<Instant> second = Optional.of(T0.plusSeconds(2));
    assertThat(ids(new Which(none, none, none, Optional.empty(), second, ever, none)))
        .containsExactly("e3", "e2");
    assertThat(ids(new Which(none, none, none, Optional.empty(), ever, second, none)))
        .containsExactly("e1");
    assertThat(ids(text("already_STOPPED"))).containsExactly("e2");
    assertThat(ids(text("→ 3.1"))).containsExactly("e1");
    assertThat(ids(text("10.0.0.3"))).containsExactly("e3");
    assertThat(ids(text("1.*"))).isEmpty();
  }

  @Test
  void whatWasToldIsNeitherChangedNorToldTwice() {
    AuditEntry first = entry(1, "ana", "pods.stop", done());
    audit.tell(first);

    assertThat(audit.tell(entry(1, "eva", "pods.create", refused()))).isFalse();
    assertThat(audit.list(all(), Order.NEWEST, 0, 10)).containsExactly(first);
  }

  @Test
  void aWriteThatNobodyFinishedIsFoundUntilItIsTold() {
    AuditEntry lost = entry(1, "ana", "pods.stop", Result.unknown());
    AuditEntry done = entry(2, "ana", "pods.stop", Result.unknown());
    AuditEntry young = entry(9, "ana", "pods.stop", Result.unknown());
    List.of(lost, done, young).forEach(audit::announce);
    audit.announce(lost);
    audit.tell(done.ended(done.subjects(), done.details(), done()));

    assertThat(audit.list(all(), Order.NEWEST, 0, 10)).hasSize(1);
    assertThat(audit.unfinished(T0.plusSeconds(5), 10)).containsExactly(lost);
    assertThat(audit.unfinished(T0.plusSeconds(5), 10)).containsExactly(lost);
    audit.tell(lost);
    assertThat(audit.unfinished(T0.plusSeconds(5), 10)).isEmpty();
    assertThat(audit.unfinished(T0.plusSeconds(10), 10)).containsExactly(young);
    assertThat(audit.list(all(), Order.NEWEST, 0, 10)).hasSize(2);
  }

  @Test
  void onlyTheRetentionForgets() {
    audit.tell(entry(1, "ana", "pods.stop", done()));
    audit.tell(entry(2, "ana", "pods.stop", done()));

    assertThat(retention.forgetBefore(T0.plusSeconds(2))).isEqualTo(1);
    assertThat(ids(all())).containsExactly("e2");
    assertThat(Arrays.stream(AuditStore.class.getMethods()).map(Method::getName))
        .containsExactlyInAnyOrder(
            "announce", "tell", "unfinished", "list", "count", "read", "wire");
  }
}
