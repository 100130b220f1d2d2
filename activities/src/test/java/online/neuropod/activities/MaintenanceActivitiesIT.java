package online.neuropod.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.cluster.PodCluster;
import online.neuropod.domain.cluster.PodFacts;
import online.neuropod.domain.cluster.PodFacts.Container;
import online.neuropod.domain.cluster.PodFacts.Phase;
import online.neuropod.domain.cluster.PodFacts.Running;
import online.neuropod.domain.money.Adjustment;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.wallets.MoneyAudit;
import online.neuropod.store.wallets.WalletStore.Which;
import online.neuropod.workflows.contract.BillingWorkflow;
import online.neuropod.workflows.contract.BillingWorkflows;
import online.neuropod.workflows.contract.MaintenanceActivities.Reconciled;
import online.neuropod.workflows.contract.MaintenanceActivities.WalletPage;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.RunningWorkflows;
import online.neuropod.workflows.contract.SessionEnd;
import online.neuropod.workflows.contract.WorkflowIds;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the reconciler mends, and what it leaves alone. */
class MaintenanceActivitiesIT {
  private static final WalletPage ALL = new WalletPage(Optional.empty(), Optional.empty(), true);
  private static final WalletPage IN_USE =
      new WalletPage(Optional.empty(), Optional.empty(), false);
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension final Parts parts = new Parts();
  private final PodCluster cluster = mock(PodCluster.class);
  private final List<Kind> counted = new ArrayList<>();
  private final BillingWorkflows billing = new BillingWorkflows(parts.client(), Parts.INSTALLATION);
  private final SystemWishes wishes =
      new SystemWishes(parts.stores().pods(), parts.workflows(), parts::now);
  private final MoneyActivitiesImpl money =
      new MoneyActivitiesImpl(
          parts.stores().pods(),
          parts.stores().wallets(),
          parts.stores().users(),
          wishes,
          billing,
          new BillingRules(HOUR, Duration.ZERO, Set.of()),
          parts::now);
  private final Repairs repairs = new Repairs(parts.stores().notices(), counted::add, parts::now);
  private final MaintenanceActivitiesImpl maintenance =
      new MaintenanceActivitiesImpl(
          parts.stores().wallets(),
          parts.stores().notices(),
          new SessionRepairs(
              parts.stores().pods(),
              parts.stores().wallets(),
              cluster,
              money,
              billing,
              new RunningWorkflows(parts.client()),
              wishes,
              repairs,
              HOUR,
              Parts.INSTALLATION),
          new RemovedPods(parts.stores().pods(), parts.stores().wallets()),
          repairs,
          Duration.ofMinutes(2),
          this::read);

  /** How much time each look at the clock takes. */
  private Duration slowness = Duration.ZERO;

  private Instant read() {
    parts.pass(slowness);
    return parts.now();
  }

  @BeforeEach
  void aWallet() {
    when(cluster.observe(any())).thenReturn(Optional.empty());
    parts.stores().wallets().open(Parts.OWNER, false, 100_000_000, Parts.T0);
  }

  private static Session session(String podId) {
    return new Session(podId, Parts.OWNER, 1);
  }

  /** A pod that is said to run, and has a meter. */
  private Session metered(String podId) {
    parts.running(podId);
    Session session = session(podId);
    assertThat(money.reserve(session).granted()).isTrue();
    money.started(session, parts.now());
    return session;
  }

  private static String id(String slot) {
    return WorkflowIds.billing(Parts.INSTALLATION, slot, 1);
  }

  private Meter meter(String podId) {
    Wallet wallet = parts.stores().wallets().find(Parts.OWNER).orElseThrow();
    return wallet.meter(podId, 1).orElseThrow();
  }

  private List<Notice> notices() {
    return parts.stores().notices().list(Optional.empty(), 0, 100);
  }

  @Test
  void whatIsInStepIsLeftAlone() {
    billing.ensure(metered("pod-1"));
    parts.pass(Duration.ofMinutes(50));

    assertThat(maintenance.reconcileWallets(ALL))
        .isEqualTo(new Reconciled(Optional.empty(), Optional.empty(), 0));
    assertThat(maintenance.reconcilePods()).isZero();
    assertThat(parts.signals(id("pod-1"))).containsExactly(BillingWorkflow.WALLET_CHANGED);
    assertThat(notices()).isEmpty();
  }

  @Test
  void aSessionThatNobodyBillsIsBilled() {
    metered("pod-1");
    parts.pass(Duration.ofMinutes(3));

    assertThat(maintenance.reconcileWallets(ALL).repairs()).isEqualTo(1);

    assertThat(parts.runs(id("pod-1"))).isTrue();
    assertThat(counted).containsExactly(Kind.BILLING_RESTARTED);
    assertThat(notices())
        .extracting(Notice::kind, Notice::podId)
        .containsExactly(tuple(Kind.BILLING_RESTARTED, Optional.of("pod-1")));
    assertThat(maintenance.reconcileWallets(ALL).repairs()).as("once").isZero();
    assertThat(parts.signals(id(Wallet.VOLUME))).as("the volume is billed with pods").isEmpty();
  }

  @Test
  void oneThatHasJustStartedIsOnItsWay() {
    metered("pod-1");
    parts.pass(Duration.ofMinutes(1));

    assertThat(maintenance.reconcileWallets(ALL).repairs()).isZero();
  }

  @Test
  void betweenFullRoundsOnlyWhatIsOverdueIsAskedFor() {
    billing.ensure(metered("pod-1"));
    parts.terminate(id("pod-1"));
    parts.pass(Duration.ofMinutes(61));
    assertThat(maintenance.reconcileWallets(IN_USE).repairs()).isZero();

    parts.pass(Duration.ofMinutes(2));
    assertThat(maintenance.reconcileWallets(IN_USE).repairs()).isEqualTo(1);
    assertThat(parts.runs(id("pod-1"))).isTrue();
  }

  @Test
  void moneyThatHasEndedIsOverdueBeforeTheTick() {
    parts.stores().wallets().open("poor", false, 100_000, Parts.T0);
    parts.running("pod-1");
    var session = new Session("pod-1", "poor", 1);
    assertThat(money.reserve(session).granted()).isTrue();
    money.started(session, parts.now());
    parts.pass(Duration.ofMinutes(5));

    assertThat(maintenance.reconcileWallets(IN_USE).repairs()).isEqualTo(1);
    assertThat(parts.runs(id("pod-1"))).isTrue();
  }

  @Test
  void whoSeemsToSleepIsWoken() {
    Session session = metered("pod-1");
    billing.ensure(session);
    // As a correction of the balance of which nobody was told.
    parts
        .stores()
        .wallets()
        .change(
            Parts.OWNER,
            parts.now(),
            draft -> draft.adjust(Adjustment.Operation.SET, 1_000, "because", "admin", "key"));
    parts.pass(Duration.ofMinutes(5));

    assertThat(maintenance.reconcileWallets(IN_USE).repairs()).as("it runs").isZero();
    assertThat(parts.signals(id("pod-1")))
        .containsExactly(BillingWorkflow.WALLET_CHANGED, BillingWorkflow.WALLET_CHANGED);
  }

  @Test
  void whoseStopIsOverdueIsRemindedAgain() {
    Session session = metered("pod-1");
    money.charge(session, Parts.T0.plus(Duration.ofDays(9)));
    assertThat(meter("pod-1").cap()).isPresent();
    parts.pass(Duration.ofDays(9));

    assertThat(maintenance.reconcileWallets(IN_USE).repairs()).isEqualTo(1);
  }

  @Test
  void entriesThatACrashLeftOutAreWritten() {
    Session session = metered("pod-1");
    billing.ensure(session);
    money.charge(session, Parts.T0.plus(HOUR));
    parts.database().getCollection("transactions").deleteMany(new Document("n", 2));
    parts.pass(Duration.ofMinutes(1));

    assertThat(maintenance.reconcileWallets(IN_USE).repairs()).isEqualTo(1);

    assertThat(parts.stores().wallets().count(Parts.OWNER, Which.ALL)).isEqualTo(3);
    assertThat(notices()).extracting(Notice::kind).containsExactly(Kind.LEDGER_REPAIRED);
    assertThat(notices().getFirst().details()).containsEntry("count", "1");
    assertThat(maintenance.reconcileWallets(ALL).repairs()).isZero();
  }

  @Test
  void aMeterWhosePodIsDownIsClosedAtTheMomentThatIsKnown() {
    Session session = metered("pod-1");
    Instant down = Parts.T0.plus(Duration.ofMinutes(30));
    parts.wish("pod-1", Operation.STOP, Parts.OWNER, Optional.empty());
    parts
        .stores()
        .pods()
        .writeStatus("pod-1", 2, PodStatus.STOPPED, Optional.empty(), Optional.empty(), true, down);
    parts.pass(HOUR);

    assertThat(maintenance.reconcileWallets(IN_USE).repairs()).isEqualTo(1);

    assertThat(parts.signals(id("pod-1"))).containsExactly(BillingWorkflow.ENDED);
    assertThat(counted).containsExactly(Kind.METER_CLOSED);
    // As the billing workflow does with that signal.
    money.close(
        session, new SessionEnd(Optional.empty(), down, Optional.of(SessionEnd.RECONCILED)));
    assertThat(maintenance.reconcileWallets(ALL).repairs()).isZero();
    assertThat(audit()).isEmpty();
  }

  private List<?> audit() {
    return new MoneyAudit(parts.stores().wallets(), parts.stores().pods())
        .run(parts.now())
        .breaches();
  }

  @Test
  void aMeterWithoutAPodIsClosedWhereItIsCharged() {
    parts
        .stores()
        .wallets()
        .change(
            Parts.OWNER,
            Parts.T0,
            draft -> {
              draft.reserve("pod-9", 1, 1_000_000, 7, 0, Duration.ZERO);
              draft.started("pod-9", 1, Parts.T0, 0);
              draft.charge("pod-9", 1, Parts.T0.plusSeconds(60));
              return true;
            });
    parts.pass(HOUR);
    assertThat(audit()).hasSize(1);

    assertThat(maintenance.reconcileWallets(ALL).repairs()).isEqualTo(1);

    assertThat(parts.signals(id("pod-9"))).containsExactly(BillingWorkflow.ENDED);
    // As the billing workflow does with that signal.
    money.close(
        session("pod-9"),
        new SessionEnd(
            Optional.empty(), Parts.T0.plusSeconds(60), Optional.of(SessionEnd.RECONCILED)));
    assertThat(audit()).isEmpty();
  }

  @Test
  void aMeterOfAPodThatSomebodyWorksForIsLeftAlone() {
    Session session = metered("pod-1");
    billing.ensure(session);
    parts.wish("pod-1", Operation.STOP, Parts.OWNER, Optional.empty());
    parts.pass(HOUR);

    assertThat(maintenance.reconcileWallets(ALL).repairs()).isZero();
  }

  @Test
  void aPodThatRunsWithoutAMeterGetsOneFromItsStart() {
    parts.running("pod-1");
    Instant start = Parts.T0.minusSeconds(90);
    runsSince(start);

    assertThat(maintenance.reconcilePods()).isEqualTo(1);

    assertThat(meter("pod-1").start()).contains(start);
    assertThat(parts.runs(id("pod-1"))).isTrue();
    assertThat(counted).containsExactly(Kind.METER_RESTORED);
    assertThat(maintenance.reconcilePods()).isZero();
  }

  @Test
  void aPodWhoseMeterWasReservedAndNeverStartedIsMeteredFromItsStart() {
    parts.running("pod-1");
    assertThat(money.reserve(session("pod-1")).granted()).isTrue();
    runsSince(Parts.T0);

    assertThat(maintenance.reconcilePods()).isEqualTo(1);

    assertThat(meter("pod-1").start()).contains(Parts.T0);
    assertThat(parts.runs(id("pod-1"))).isTrue();
  }

  private void runsSince(Instant start) {
    var container = new Container("nginx:1.29", new Running(start), 0, Optional.empty());
    var facts =
        new PodFacts(
            "uid-1",
            1,
            Phase.RUNNING,
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.of("node-1"),
            Optional.empty(),
            true,
            Optional.of(container),
            Optional.empty());
    when(cluster.observe(any())).thenReturn(Optional.of(facts));
  }

  @Test
  void aPodThatCannotBeMeteredIsStopped() {
    Session session = metered("pod-1");
    money.close(session, new SessionEnd(Optional.empty(), Parts.T0, Optional.empty()));
    runsSince(Parts.T0);
    assertThat(audit()).hasSize(1);

    assertThat(maintenance.reconcilePods()).isEqualTo(1);

    assertThat(parts.pod("pod-1").wish().op()).isEqualTo(Operation.STOP);
    assertThat(parts.pod("pod-1").wish().reason().orElseThrow().code())
        .isEqualTo(CauseCode.INTERNAL);
    assertThat(counted).containsExactly(Kind.UNMETERED_STOPPED);
  }

  @Test
  void aPodThatIsOnlySaidToRunIsNotMetered() {
    parts.running("pod-1");

    assertThat(maintenance.reconcilePods()).isZero();
    assertThat(notices()).isEmpty();
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthersFromIt() {
    metered("pod-1");
    parts.stores().wallets().open("eva", false, 100_000_000, Parts.T0);
    parts.running("pod-2");
    var hers = new Session("pod-2", "eva", 1);
    assertThat(money.reserve(hers).granted()).isTrue();
    money.started(hers, parts.now());
    parts.pass(Duration.ofMinutes(3));
    parts.failFor(id("pod-1"));
    assertThat(maintenance.reconcileWallets(ALL).repairs()).isEqualTo(1);
    assertThat(parts.runs(id("pod-2"))).isTrue();

    parts.heal();
    assertThat(maintenance.reconcileWallets(ALL).repairs()).isEqualTo(1);
    assertThat(parts.runs(id("pod-1"))).isTrue();
  }

  @Test
  void noticesOfLongAgoAreForgottenWithAFullRound() {
    metered("pod-1");
    parts.pass(Duration.ofMinutes(3));
    maintenance.reconcileWallets(ALL);
    assertThat(notices()).hasSize(1);

    parts.pass(Duration.ofDays(365 * 100));
    maintenance.reconcileWallets(IN_USE);
    assertThat(notices()).hasSize(1);
    maintenance.reconcileWallets(ALL);

    assertThat(notices()).isEmpty();
  }

  @Test
  void aWalletThatMakesNoSenseIsReportedAndKeepsNobodyWaiting() {
    metered("pod-1");
    parts.stores().wallets().open("broken", false, 1, Parts.T0);
    parts
        .database()
        .getCollection("wallets")
        .updateOne(
            new Document("_id", "broken"),
            new Document("$set", new Document("balanceMicros", -7L)));
    var orphan = parts.running("pod-2");
    parts
        .database()
        .getCollection("pods")
        .updateOne(
            new Document("_id", orphan.id()),
            new Document("$set", new Document("ownerId", "broken")));
    parts.pass(Duration.ofMinutes(3));

    assertThat(maintenance.reconcilePods()).isZero();
    assertThat(maintenance.reconcileWallets(ALL).repairs()).isEqualTo(1);
    assertThat(parts.runs(id("pod-1"))).isTrue();
    maintenance.reconcileWallets(ALL);

    assertThat(notices())
        .filteredOn(notice -> notice.kind() == Kind.WALLET_BROKEN)
        .singleElement()
        .satisfies(
            notice ->
                assertThat(notice.details())
                    .containsEntry("user", "broken")
                    .hasEntrySatisfying("why", why -> assertThat(why).contains("-7")));
    assertThat(counted).filteredOn(Kind.WALLET_BROKEN::equals).as("each time").hasSize(2);
    assertThat(audit()).hasSize(1);
  }

  @Test
  void whatOnePartHasNoTimeForIsTheNextOnes() {
    for (int pod = 0; pod < 100; pod++) {
      metered("pod-%02d".formatted(pod));
    }
    parts.stores().wallets().open("zoe", false, 1, Parts.T0);
    parts.pass(Duration.ofMinutes(3));
    slowness = Duration.ofMillis(100);
    var page = ALL;
    int parts = 0;
    int repairs = 0;
    Reconciled done;
    do {
      done = maintenance.reconcileWallets(page);
      page = new WalletPage(done.next(), done.nextPod(), true);
      parts++;
      repairs += done.repairs();
    } while (done.next().isPresent());

    // Three seconds are thirty looks at the clock, and what was begun by then is finished.
    assertThat(parts).isBetween(3, 4);
    assertThat(repairs).isEqualTo(100);
    assertThat(this.parts.runs(id("pod-99"))).isTrue();
  }

  @Test
  void aRepairIsToldOnceThoughItHasToBeTriedAgain() {
    metered("pod-1");
    parts.wish("pod-1", Operation.STOP, Parts.OWNER, Optional.empty());
    down("pod-1", PodStatus.STOPPED);
    parts.pass(HOUR);
    parts.failFor(id("pod-1"));
    maintenance.reconcileWallets(ALL);
    assertThat(parts.signals(id("pod-1"))).isEmpty();

    parts.heal();
    parts.pass(Duration.ofSeconds(1));
    maintenance.reconcileWallets(ALL);

    assertThat(parts.signals(id("pod-1"))).containsExactly(BillingWorkflow.ENDED);
    assertThat(notices()).extracting(Notice::kind).containsExactly(Kind.METER_CLOSED);
    assertThat(counted).containsExactly(Kind.METER_CLOSED);
  }

  @Test
  void billingThatIsGoneAgainAfterItsNextChargeIsToldAgain() {
    Session session = metered("pod-1");
    parts.pass(Duration.ofMinutes(3));
    maintenance.reconcileWallets(ALL);
    money.charge(session, parts.now());
    parts.terminate(id("pod-1"));
    parts.pass(Duration.ofMinutes(3));
    maintenance.reconcileWallets(ALL);

    assertThat(counted).containsExactly(Kind.BILLING_RESTARTED, Kind.BILLING_RESTARTED);
    assertThat(notices()).hasSize(2);
  }

  @Test
  void theMetersOfPodsThatAreLongRemovedAreForgotten() {
    for (String podId : List.of("pod-removed", "pod-stopped")) {
      Session session = metered(podId);
      money.close(session, new SessionEnd(Optional.empty(), Parts.T0, Optional.empty()));
    }
    parts.wish("pod-stopped", Operation.STOP, Parts.OWNER, Optional.empty());
    down("pod-stopped", PodStatus.STOPPED);
    parts.wish("pod-removed", Operation.DELETE, Parts.OWNER, Optional.empty());
    down("pod-removed", PodStatus.DELETED);
    parts.pass(Duration.ofDays(7));
    maintenance.reconcileWallets(ALL);
    assertThat(slots()).as("not yet").contains("pod-removed");

    parts.pass(Duration.ofMillis(1));
    maintenance.reconcileWallets(IN_USE);
    assertThat(slots()).as("in full rounds alone").contains("pod-removed");
    maintenance.reconcileWallets(ALL);

    assertThat(slots()).containsOnly("pod-stopped", Wallet.VOLUME);
    assertThat(money.reserve(session("pod-removed")).granted()).as("late").isFalse();
    assertThat(slots()).doesNotContain("pod-removed");
    assertThat(audit()).isEmpty();
  }

  private void down(String podId, PodStatus status) {
    parts
        .stores()
        .pods()
        .writeStatus(podId, 2, status, Optional.empty(), Optional.empty(), true, parts.now());
  }

  private Set<String> slots() {
    return parts.stores().wallets().find(Parts.OWNER).orElseThrow().meters().keySet();
  }

  @Test
  void walletsAreReadPageByPage() {
    for (int user = 0; user < 100; user++) {
      parts.stores().wallets().open("user-%03d".formatted(user), false, 1, Parts.T0);
    }

    // With the owner's there are 101.
    Reconciled first = maintenance.reconcileWallets(ALL);
    assertThat(first.next()).isPresent();
    assertThat(
            maintenance
                .reconcileWallets(new WalletPage(first.next(), Optional.empty(), true))
                .next())
        .isEmpty();
    parts.pass(HOUR);
    assertThat(maintenance.reconcileWallets(IN_USE).next()).as("none is in use").isEmpty();
  }
}
