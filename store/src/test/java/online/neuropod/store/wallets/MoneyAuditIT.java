package online.neuropod.store.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.money.AuditReport;
import online.neuropod.domain.money.Breach;
import online.neuropod.domain.money.Law;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.Wish;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.notices.MongoNoticeStore;
import online.neuropod.store.pods.MongoPodStore;
import online.neuropod.store.pods.PodStore;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What the audit finds in a database, and what it does not mind. */
@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MoneyAuditIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final long RATE = 3_600_000;

  private final MongoTemplate mongo;
  private final WalletStore wallets;
  private final PodStore pods;

  MoneyAuditIT(Server server) {
    mongo = server.freshTemplate();
    wallets = MongoWalletStore.open(mongo, MongoNoticeStore.open(mongo, InstantSource.system()));
    pods = MongoPodStore.open(mongo);
  }

  private AuditReport audit() {
    return new MoneyAudit(wallets, pods).run(T0);
  }

  private List<Law> broken() {
    return audit().breaches().stream().map(Breach::law).distinct().toList();
  }

  /** A person whose pod runs and is charged for ten seconds. */
  private void person(String userId, String podId) {
    wallets.open(userId, false, 10 * Micros.EURO, T0);
    var spec =
        new PodSpec(
            DeploymentType.DOCKER,
            Optional.empty(),
            Optional.empty(),
            "nginx",
            "cpu",
            "Sin GPU",
            1,
            1,
            1,
            1,
            "/workspace",
            false,
            false,
            List.of(),
            List.of(),
            List.of(),
            Map.of());
    var pod =
        new Pod(
            podId,
            podId,
            userId,
            userId,
            spec,
            new PodRate(RATE, 0, 1),
            PodLimits.USUAL,
            new Wish(Operation.RUN, 1, userId, T0, Optional.empty()),
            1,
            0,
            PodStatus.STARTING,
            Optional.empty(),
            Map.of(),
            false,
            Optional.empty(),
            T0,
            T0,
            1,
            T0);
    pods.insert(pod, Optional.empty());
    pods.writeStatus(podId, 1, PodStatus.RUNNING, Optional.empty(), Optional.of(T0), true, T0);
    wallets.change(
        userId,
        T0,
        draft -> {
          draft.reserve(podId, 1, RATE, 1, 0, Duration.ZERO);
          draft.started(podId, 1, T0, 0);
          return true;
        });
    wallets.change(
        userId,
        T0,
        draft -> {
          draft.charge(podId, 1, T0.plusSeconds(10));
          return true;
        });
  }

  @Test
  void anEmptyDatabaseIsClean() {
    assertThat(audit()).isEqualTo(new AuditReport(T0, 0, 0, 0, Map.of(), List.of()));
  }

  @Test
  void countsWhatItReads() {
    for (int user = 0; user < 201; user++) {
      wallets.open("idle-%03d".formatted(user), false, 1, T0);
    }
    person("ana", "pod-1");

    assertThat(audit()).isEqualTo(new AuditReport(T0, 202, 203, 0, Map.of(), List.of()));
  }

  @Test
  void entriesThatACrashLeftOutAreNotLost() {
    person("ana", "pod-1");
    mongo.getCollection("transactions").deleteOne(new Document("_id", "ana:2"));

    assertThat(audit()).isEqualTo(new AuditReport(T0, 1, 1, 1, Map.of(), List.of()));
  }

  @Test
  void anEntryThatIsLostIsFound() {
    person("ana", "pod-1");
    mongo.getCollection("transactions").deleteOne(new Document("_id", "ana:1"));

    assertThat(broken()).contains(Law.NUMBERS);
    assertThat(audit().breaches()).allMatch(breach -> breach.userId().equals("ana"));
  }

  @Test
  void anAmountThatSomebodyEditedIsFound() {
    person("ana", "pod-1");
    mongo
        .getCollection("transactions")
        .updateOne(
            new Document("_id", "ana:2"),
            new Document("$set", new Document("amountMicros", -9_999L)));

    assertThat(broken()).contains(Law.CHAIN, Law.AMOUNTS);
  }

  @Test
  void aLedgerWithoutAWalletIsFound() {
    person("ana", "pod-1");
    mongo.getCollection("wallets").deleteOne(new Document("_id", "ana"));

    assertThat(broken()).containsExactlyInAnyOrder(Law.OWNER, Law.PODS);
  }

  @Test
  void aMeterOfAPodThatIsDownIsFoundAndSoIsAPodWithoutAMeter() {
    person("ana", "pod-1");
    pods.wish(
        "pod-1",
        1,
        new Wish(Operation.STOP, 2, "ana", T0, Optional.empty()),
        PodStatus.STOPPING,
        Optional.empty());
    assertThat(broken()).as("somebody works for it").isEmpty();
    pods.writeStatus("pod-1", 2, PodStatus.STOPPED, Optional.empty(), Optional.empty(), true, T0);
    assertThat(broken()).containsExactly(Law.PODS);

    person("eva", "pod-2");
    mongo.getCollection("pods").deleteOne(new Document("_id", "pod-1"));
    wallets.change(
        "eva",
        T0,
        draft -> {
          draft.close("pod-2", 1, T0.plusSeconds(10), Optional.empty());
          return true;
        });
    assertThat(audit().breaches())
        .extracting(Breach::userId)
        .containsExactlyInAnyOrder("ana", "eva");
  }

  @Test
  void manyBreachesOfOneLawDoNotHideThoseOfAnother() {
    person("ana", "pod-1");
    for (int user = 0; user < 1_001; user++) {
      mongo
          .getCollection("wallets")
          .insertOne(new Document("_id", "x%04d".formatted(user)).append("balanceMicros", "much"));
    }
    pods.wish(
        "pod-1",
        1,
        new Wish(Operation.STOP, 2, "ana", T0, Optional.empty()),
        PodStatus.STOPPING,
        Optional.empty());
    pods.writeStatus("pod-1", 2, PodStatus.STOPPED, Optional.empty(), Optional.empty(), true, T0);
    person("eva", "pod-2");
    mongo.getCollection("wallets").deleteOne(new Document("_id", "eva"));

    AuditReport report = audit();
    assertThat(report.broken())
        .isEqualTo(Map.of(Law.READABLE, 1_001L, Law.PODS, 2L, Law.OWNER, 1L));
    assertThat(report.breaches())
        .hasSize(AuditReport.MOST_OF_A_LAW + 3)
        .extracting(Breach::law)
        .contains(Law.PODS, Law.OWNER);
  }

  @Test
  void aWalletWithWhichNobodyCanCountIsFound() {
    person("ana", "pod-1");
    person("eva", "pod-2");
    mongo
        .getCollection("wallets")
        .updateOne(
            new Document("_id", "ana"),
            new Document("$set", new Document("meters.pod-1.rateMicrosPerHour", -5L)));

    assertThat(audit().breaches())
        .extracting(Breach::law, Breach::userId)
        .containsExactly(tuple(Law.READABLE, "ana"));
  }

  @Test
  void theMeterOfAPodThatIsRemovedMayBeForgottenAndNoOther() {
    person("ana", "pod-1");
    wallets.change(
        "ana",
        T0,
        draft -> {
          draft.close("pod-1", 1, T0.plusSeconds(10), Optional.empty());
          draft.forget(Set.of("pod-1"));
          return true;
        });
    pods.wish(
        "pod-1",
        1,
        new Wish(Operation.DELETE, 2, "ana", T0, Optional.empty()),
        PodStatus.DELETING,
        Optional.empty());
    assertThat(broken()).containsExactly(Law.METER);

    pods.writeStatus("pod-1", 2, PodStatus.DELETED, Optional.empty(), Optional.empty(), true, T0);
    assertThat(broken()).isEmpty();
  }
}
