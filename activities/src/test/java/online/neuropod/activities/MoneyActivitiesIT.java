package online.neuropod.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.Wish;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.wallets.WalletStore.Which;
import online.neuropod.workflows.contract.BillingWorkflow;
import online.neuropod.workflows.contract.BillingWorkflows;
import online.neuropod.workflows.contract.FailureTypes;
import online.neuropod.workflows.contract.MoneyActivities.Outlook;
import online.neuropod.workflows.contract.MoneyActivities.Reserved;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.PodLifecycle;
import online.neuropod.workflows.contract.SessionEnd;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the activities of money do with a wallet of 10 €, a pod of 2 € and a volume of 0.5 €. */
class MoneyActivitiesIT {
  private static final Session SESSION = new Session("pod-1", Parts.OWNER, 1);
  private static final Session OTHER = new Session("pod-2", Parts.OWNER, 1);
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension final Parts parts = new Parts();
  private MoneyActivitiesImpl money = activities(HOUR);

  private MoneyActivitiesImpl activities(Duration minimumRunway) {
    return new MoneyActivitiesImpl(
        parts.stores().pods(),
        parts.stores().wallets(),
        parts.stores().users(),
        new SystemWishes(parts.stores().pods(), parts.workflows(), parts::now),
        new BillingWorkflows(parts.client(), Parts.INSTALLATION),
        new BillingRules(HOUR, minimumRunway, Set.of(Duration.ofDays(1), Duration.ofMinutes(10))),
        parts::now);
  }

  @BeforeEach
  void aPersonWithTwoPods() {
    parts.stores().wallets().open(Parts.OWNER, false, 10_000_000, Parts.T0);
    parts.accept("pod-1");
    parts.accept("pod-2");
  }

  private Wallet wallet() {
    return parts.stores().wallets().find(Parts.OWNER).orElseThrow();
  }

  private List<Entry> entries(Kind kind) {
    return parts.stores().wallets().entries(Parts.OWNER, Which.ALL, 0, 100).stream()
        .filter(entry -> entry.kind() == kind)
        .toList();
  }

  private static String podId(String podId) {
    return WorkflowIds.pod(Parts.INSTALLATION, podId);
  }

  private static String billingId(String podId) {
    return WorkflowIds.billing(Parts.INSTALLATION, podId, 1);
  }

  @Test
  void reservesAtTheRateOfThePodsDocument() {
    assertThat(money.reserve(SESSION)).isEqualTo(new Reserved(true, false, Optional.empty()));
    var meter = wallet().meter("pod-1", 1).orElseThrow();
    assertThat(meter.rateMicrosPerHour()).isEqualTo(2_000_000);
    assertThat(meter.priceVersion()).isEqualTo(7);
    assertThat(money.reserve(SESSION)).as("repeated").isEqualTo(granted());
  }

  private static Reserved granted() {
    return new Reserved(true, false, Optional.empty());
  }

  @Test
  void tellsWhatIsMissing() {
    money = activities(Duration.ofHours(5));
    Reserved answer = money.reserve(SESSION);

    assertThat(answer.granted()).isFalse();
    assertThat(answer.refusal().orElseThrow().code()).isEqualTo(CauseCode.INSUFFICIENT_FUNDS);
    assertThat(answer.refusal().orElseThrow().details())
        .containsEntry("required", "12500000")
        .containsEntry("available", "10000000");
  }

  @Test
  void theVolumeCountsAtItsRealSize() {
    var user =
        new User(
            Parts.OWNER,
            "a@example.org",
            "A",
            Role.CLIENT,
            false,
            1,
            0,
            Parts.T0,
            Optional.empty());
    parts.stores().users().findOrInsert(user);
    parts.stores().users().workspaceGrownTo(Parts.OWNER, 100);
    money.reserve(SESSION);
    money.started(SESSION, Parts.T0);

    assertThat(wallet().meter(Wallet.VOLUME, 1).orElseThrow().rateMicrosPerHour())
        .isEqualTo(1_000_000);
  }

  @Test
  void anEarlierSessionStandsInTheWayUntilItIsClosed() {
    money.reserve(SESSION);
    var next = new Session("pod-1", Parts.OWNER, 3);
    assertThat(money.reserve(next)).isEqualTo(new Reserved(false, true, Optional.empty()));
    assertThat(money.openSession("pod-1", Parts.OWNER)).contains(1L);

    money.close(SESSION, new SessionEnd(Optional.empty(), Parts.T0, Optional.empty()));
    assertThat(money.openSession("pod-1", Parts.OWNER)).isEmpty();
    assertThat(money.reserve(next)).isEqualTo(granted());
    assertThat(money.reserve(SESSION).refusal().orElseThrow().code())
        .as("a late attempt of the earlier one")
        .isEqualTo(CauseCode.INTERNAL);
  }

  @Test
  void aStartWakesTheOtherBillings() {
    begin(OTHER, Parts.T0);
    var billing = new BillingWorkflows(parts.client(), Parts.INSTALLATION);
    billing.ensure(OTHER);
    billing.ensure(SESSION);
    begin(SESSION, Parts.T0);

    assertThat(parts.signals(billingId("pod-2")))
        .containsExactly(BillingWorkflow.WALLET_CHANGED, BillingWorkflow.WALLET_CHANGED);
    assertThat(parts.signals(billingId("pod-1")))
        .as("not its own")
        .containsExactly(BillingWorkflow.WALLET_CHANGED);
  }

  @Test
  void aStartOnAnUnlimitedWalletWakesNobody() {
    parts.stores().wallets().open("root", true, 0, Parts.T0);
    var other = new Session("pod-2", "root", 1);
    begin(other, Parts.T0);
    new BillingWorkflows(parts.client(), Parts.INSTALLATION).ensure(other);
    begin(new Session("pod-1", "root", 1), Parts.T0);

    assertThat(parts.signals(billingId("pod-2"))).containsExactly(BillingWorkflow.WALLET_CHANGED);
  }

  private void begin(Session session, Instant at) {
    money.reserve(session);
    money.started(session, at);
  }

  @Test
  void looksForwardToTheNextTick() {
    begin(SESSION, Parts.T0);
    assertThat(money.outlook(SESSION, Parts.T0.plusSeconds(10)))
        .isEqualTo(new Outlook(true, false, at(60), at(60), Optional.of(at(240))));
    assertThat(money.outlook(SESSION, Parts.T0.plus(HOUR)))
        .isEqualTo(new Outlook(true, false, at(120), at(120), Optional.of(at(240))));
    assertThat(wallet().balanceMicros()).as("nothing is charged").isEqualTo(10_000_000);
  }

  @Test
  void looksForwardToTheEndOfTheMoneyWhereThatIsSooner() {
    money = activities(Duration.ZERO);
    begin(SESSION, Parts.T0);
    begin(OTHER, Parts.T0);
    Outlook after = money.charge(SESSION, Parts.T0.plus(HOUR.multipliedBy(2)));

    // 4.5 € an hour for both and the volume.
    assertThat(after.chargeAt()).isBetween(at(133), at(134));
    assertThat(after.capped()).isFalse();
  }

  private static Instant at(long minutes) {
    return Parts.T0.plus(Duration.ofMinutes(minutes));
  }

  @Test
  void chargesOnceUpToAMoment() {
    begin(SESSION, Parts.T0);
    money.charge(SESSION, at(60));
    money.charge(SESSION, at(60));
    money.charge(SESSION, at(30));

    assertThat(wallet().balanceMicros()).isEqualTo(10_000_000 - 2_500_000);
    assertThat(entries(Kind.CHARGE)).hasSize(2);
  }

  @Test
  void capsWhatCannotBePaidAndStopsItsPod() {
    begin(SESSION, Parts.T0);
    Outlook outlook = money.charge(SESSION, at(300));

    assertThat(outlook.open()).isTrue();
    assertThat(outlook.capped()).isTrue();
    assertThat(wallet().balanceMicros()).isZero();
    money.stopUnpaid(SESSION);
    money.stopUnpaid(SESSION);

    Pod pod = parts.pod("pod-1");
    assertThat(pod.wish().op()).isEqualTo(Operation.STOP);
    assertThat(pod.wish().seq()).isEqualTo(2);
    assertThat(pod.wish().by()).isEqualTo(Wish.BY_BILLING);
    assertThat(pod.wish().reason().orElseThrow().code()).isEqualTo(CauseCode.FUNDS_EXHAUSTED);
    assertThat(pod.status()).isEqualTo(PodStatus.STOPPING);
    assertThat(parts.signals(podId("pod-1"))).containsExactly(PodLifecycle.WISH);
    assertThat(parts.pod("pod-2").wish().op()).as("not charged").isEqualTo(Operation.RUN);
  }

  @Test
  void doesNotStopALaterSession() {
    begin(SESSION, Parts.T0);
    money.charge(SESSION, at(300));
    parts.wish("pod-1", Operation.STOP, Parts.OWNER, Optional.empty());
    parts.wish("pod-1", Operation.RUN, Parts.OWNER, Optional.empty());
    money.stopUnpaid(SESSION);

    assertThat(parts.pod("pod-1").wish().seq()).isEqualTo(3);
  }

  @Test
  void closesAndTellsThePod() {
    parts.workflows().deliver(parts.pod("pod-1"));
    money.reserve(SESSION);
    money.close(
        SESSION, new SessionEnd(Optional.of(Parts.T0), at(30), Optional.of(SessionEnd.STOPPED)));
    money.close(SESSION, new SessionEnd(Optional.of(Parts.T0), at(45), Optional.empty()));

    assertThat(wallet().balanceMicros()).isEqualTo(10_000_000 - 1_250_000);
    assertThat(parts.signals(podId("pod-1")))
        .containsExactly(
            PodLifecycle.WISH, PodLifecycle.SESSION_CLOSED, PodLifecycle.SESSION_CLOSED);
    assertThat(money.outlook(SESSION, at(46)).open()).isFalse();
  }

  @Test
  void anEndReachesTheBillingThatIsGone() {
    money.announceEnd(SESSION, new SessionEnd(Optional.empty(), Parts.T0, Optional.empty()));
    money.announceEnd(SESSION, new SessionEnd(Optional.empty(), Parts.T0, Optional.empty()));

    assertThat(parts.signals(billingId("pod-1")))
        .containsExactly(BillingWorkflow.ENDED, BillingWorkflow.ENDED);
  }

  @Test
  void aPodThatNobodyKnowsIsNotTriedAgain() {
    assertThatThrownBy(() -> money.reserve(new Session("pod-9", Parts.OWNER, 1)))
        .isInstanceOfSatisfying(
            ApplicationFailure.class,
            failure -> {
              assertThat(failure.isNonRetryable()).isTrue();
              assertThat(failure.getType()).isEqualTo(FailureTypes.VALIDATION);
            });
  }
}
