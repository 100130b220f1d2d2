package online.neuropod.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.money.LowBalance;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.BillingWorkflow;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.SessionEnd;
import online.neuropod.workflows.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a session is charged, stopped and closed. The balance at the beginning is 10 €. */
class BillingTest {
  private static final Session SESSION = World.session(1);

  /** Charges are due at exact moments; the clock goes on while a task is under way. */
  private static final long SLACK = 20_000;

  @RegisterExtension final World world = new World();

  /** A session runs since now, for which nobody wishes anything any more. */
  private Instant begin(long microsPerHour) {
    world.document();
    world.wishSilently(Operation.STOP);
    world.money().rate(microsPerHour);
    Instant start = world.now();
    world.money().begin(SESSION, start);
    world.bill(SESSION);
    return start;
  }

  private Meter meter() {
    return world.money().meter(World.POD).orElseThrow();
  }

  private static SessionEnd endAt(Instant moment) {
    return new SessionEnd(Optional.empty(), moment, Optional.of(SessionEnd.STOPPED));
  }

  @Test
  void chargesEveryHour() {
    begin(2_000_000);
    world.pass(Duration.ofMinutes(59));
    assertThat(world.money().amounts(Kind.CHARGE)).isEmpty();
    world.pass(Duration.ofMinutes(121));
    world.pass(Duration.ofMinutes(1));

    assertThat(world.money().amounts(Kind.CHARGE))
        .hasSize(3)
        .allSatisfy(amount -> assertThat(-amount).isBetween(2_000_000 - SLACK, 2_000_000 + SLACK));
    assertThat(world.isBilling(1)).isTrue();
  }

  @Test
  void closesAtTheContainersEnd() {
    Instant start = begin(3_600_000);
    world.pass(Duration.ofMinutes(90));
    world.end(SESSION, endAt(start.plusSeconds(5_000)));
    world.settleBilling(1);

    assertThat(world.money().wallet().balanceMicros()).isEqualTo(10_000_000 - 5_000_000);
    assertThat(meter().closed()).isTrue();
    assertThat(world.details(World.billingId(1))).isEqualTo("Closed");
  }

  @Test
  void givesBackWhatWasChargedBeyondTheEnd() {
    Instant start = begin(3_600_000);
    world.pass(Duration.ofMinutes(61));
    world.end(SESSION, endAt(start.plusSeconds(1_800)));
    world.settleBilling(1);

    assertThat(world.money().wallet().balanceMicros()).isEqualTo(10_000_000 - 1_800_000);
    assertThat(world.money().amounts(Kind.REFUND)).hasSize(1);
  }

  @Test
  void wakesAtTheMomentTheMoneyEnds() {
    Instant start = begin(4_000_000);
    world.pass(Duration.ofMinutes(151));

    assertThat(world.money().amounts(Kind.CHARGE)).hasSize(3);
    assertThat(world.money().wallet().balanceMicros()).isZero();
    assertThat(meter().cap()).contains(start.plus(Duration.ofMinutes(150)));
    assertThat(world.journal().count("MoneyStopUnpaid")).isPositive();
    assertThat(world.details(World.billingId(1))).isEqualTo("The money ended; stopping the pods");
  }

  @Test
  void wishesTheStopAgainEveryMinuteUntilTheContainerHasEnded() {
    Instant start = begin(4_000_000);
    world.pass(Duration.ofMinutes(160));
    assertThat(world.journal().count("MoneyStopUnpaid")).isBetween(9L, 11L);

    world.end(SESSION, endAt(start.plus(Duration.ofMinutes(160))));
    world.settleBilling(1);
    long stops = world.journal().count("MoneyStopUnpaid");
    world.pass(Duration.ofMinutes(5));

    assertThat(world.journal().count("MoneyStopUnpaid")).isEqualTo(stops);
    assertThat(world.money().wallet().balanceMicros()).isZero();
    assertThat(world.money().amounts(Kind.WRITE_OFF)).isNotEmpty();
    assertThat(meter().closed()).isTrue();
  }

  @Test
  void aPodWhoseMoneyEndsIsStopped() {
    world.money().rate(10_000_000);
    world.createAndSettle();
    world.pass(Duration.ofMinutes(62));

    assertThat(world.pod().status()).isEqualTo(PodStatus.STOPPED);
    assertThat(world.pod().reason().orElseThrow().code()).isEqualTo(CauseCode.FUNDS_EXHAUSTED);
    assertThat(world.money().wallet().balanceMicros()).isZero();
    assertThat(world.isBilling(1)).isFalse();
    world.assertNothingRuns();
  }

  @Test
  void aSessionThatNeverStartedClosesWithoutAnEntry() {
    world.document();
    world.money().reserve(SESSION);
    world.end(SESSION, endAt(world.now()));
    world.settleBilling(1);

    assertThat(meter().closed()).isTrue();
    assertThat(world.money().amounts(Kind.CHARGE)).isEmpty();
  }

  @Test
  void aStartThatNobodyRecordedIsStillPaid() {
    world.document();
    world.money().rate(3_600_000);
    world.money().reserve(SESSION);
    Instant start = world.now();
    world.end(SESSION, new SessionEnd(Optional.of(start), start.plusSeconds(90), Optional.empty()));
    world.settleBilling(1);

    assertThat(world.money().amounts(Kind.CHARGE)).containsExactly(-90_000L);
  }

  @Test
  void looksAgainWhenTheWalletChanges() {
    Instant start = begin(1_000_000);
    world.pass(Duration.ofMinutes(30));
    // Together 9 € an hour: what is left, 9.5 €, lasts for 63 minutes, which is between two ticks.
    var other = new Session("pod-2", World.OWNER, 1);
    world.money().rate(8_000_000);
    world.money().begin(other, world.now());
    world.pass(Duration.ofMinutes(1));
    Instant exhausted = world.money().wallet().exhaustedAt().orElseThrow();
    assertThat(exhausted).isBetween(start.plusSeconds(91 * 60), start.plusSeconds(95 * 60));
    world.pass(Duration.between(world.now(), exhausted).plusSeconds(2));

    assertThat(world.money().wallet().balanceMicros()).isZero();
    assertThat(meter().cap()).isPresent();
  }

  @Test
  void aWalletThatChangesMovesTheNextLook() {
    begin(1_000_000);
    world.pass(Duration.ofMinutes(10));
    String before = world.details(World.billingId(1));
    world.money().rate(9_000_000);
    world.money().minimumRunway(Duration.ZERO);
    var other = new Session("pod-2", World.OWNER, 1);
    world.money().begin(other, world.now().minus(Duration.ofMinutes(30)));
    world.pass(Duration.ofSeconds(1));

    // The money now ends before the hour is full.
    assertThat(world.details(World.billingId(1))).isLessThan(before);
  }

  @Test
  void goesOnUnderANewRunEachDay() {
    begin(100_000);
    world.pass(Duration.ofHours(24).plusMinutes(1));
    world.pass(Duration.ofHours(6));

    assertThat(world.histories(World.billingId(1))).hasSize(2);
    assertThat(world.money().amounts(Kind.CHARGE)).hasSize(30);
    assertThat(world.isBilling(1)).isTrue();
    world.end(SESSION, endAt(world.now()));
    world.settleBilling(1);
    assertThat(meter().closed()).isTrue();
  }

  @Test
  void anEndThatComesAsTheRunEndsIsNotLost() {
    Instant start = begin(100_000);
    world
        .journal()
        .atEndOf(BillingWorkflow.TYPE, () -> world.end(SESSION, endAt(start.plusSeconds(3_600))));
    world.pass(Duration.ofHours(26));

    assertThat(world.isBilling(1)).isFalse();
    assertThat(meter().closed()).isTrue();
    assertThat(world.money().wallet().balanceMicros()).isEqualTo(10_000_000 - 100_000);
  }

  @Test
  void anEndThatComesWithTheLastChargeOfARunIsNotLost() {
    Instant start = begin(100_000);
    world
        .journal()
        .atNth(24, "MoneyCharge", () -> world.end(SESSION, endAt(start.plusSeconds(3_600))));
    world.pass(Duration.ofHours(26));

    assertThat(world.isBilling(1)).isFalse();
    assertThat(world.money().wallet().balanceMicros()).isEqualTo(10_000_000 - 100_000);
  }

  @Test
  void anEndThatComesAsTheSessionIsFoundClosedIsAnswered() {
    begin(100_000);
    world.journal().atEndOf(BillingWorkflow.TYPE, () -> world.end(SESSION, endAt(world.now())));
    world.money().close(SESSION, endAt(world.now()));
    world.walletChanges(SESSION);
    world.settleBilling(1);

    assertThat(world.journal().calls()).contains("MoneyClose");
    assertThat(world.histories(World.billingId(1))).hasSize(1);
  }

  @Test
  void theFirstEndThatIsToldCounts() {
    Instant start = begin(3_600_000);
    world.pass(Duration.ofMinutes(30));
    // Both are told while a look is under way, so that they are read together.
    world
        .journal()
        .at(
            "MoneyOutlook",
            () -> {
              world.end(SESSION, endAt(start.plusSeconds(1_000)));
              world.end(SESSION, endAt(start.plusSeconds(1_500)));
            });
    world.walletChanges(SESSION);
    world.settleBilling(1);
    world.end(SESSION, endAt(start.plusSeconds(1_700)));
    world.settleBilling(1);

    assertThat(world.money().amounts(Kind.CHARGE)).isEqualTo(List.of(-1_000_000L));
    assertThat(world.money().amounts(Kind.REFUND)).isEmpty();
  }

  @Test
  void aMoneyServerThatIsDownIsWaitedFor() {
    Instant start = begin(3_600_000);
    for (int attempt = 0; attempt < 20; attempt++) {
      world
          .journal()
          .at(
              "MoneyCharge",
              () -> {
                throw new IllegalStateException("the database does not answer");
              });
    }
    world.pass(Duration.ofMinutes(65));
    world.end(SESSION, endAt(start.plusSeconds(3_700)));
    world.settleBilling(1);

    assertThat(world.money().wallet().balanceMicros()).isEqualTo(10_000_000 - 3_700_000);
  }

  /** Three pods of one wallet, none of which anybody wishes anything of any more. */
  private List<Session> threeOf(long microsPerHour) {
    world.money().rate(microsPerHour);
    world.money().minimumRunway(Duration.ofMinutes(1));
    List<Session> sessions =
        List.of(
            SESSION, new Session("pod-2", World.OWNER, 1), new Session("pod-3", World.OWNER, 1));
    for (Session session : sessions) {
      world.document(session.podId());
      world.money().begin(session, world.now());
      world.bill(session);
      world.pass(Duration.ofMinutes(7));
    }
    return sessions;
  }

  @Test
  void threePodsDrainOneWalletToTheSameMoment() {
    List<Session> sessions = threeOf(3_333_333);
    Instant end = world.money().wallet().exhaustedAt().orElseThrow();
    world.pass(Duration.between(world.now(), end).plusSeconds(5));

    assertThat(world.money().wallet().balanceMicros()).isZero();
    assertThat(sessions)
        .allSatisfy(
            session -> {
              Meter meter = world.money().meter(session.podId()).orElseThrow();
              assertThat(meter.cap()).contains(end);
              assertThat(world.records().pod(session.podId()).reason())
                  .map(StatusReason::code)
                  .contains(CauseCode.FUNDS_EXHAUSTED);
            });
    assertThat(world.money().audit()).isEmpty();
  }

  @Test
  void aTopUpASecondBeforeTheEndLetsAllGoOn() {
    List<Session> sessions = threeOf(3_333_333);
    Instant end = world.money().wallet().exhaustedAt().orElseThrow();
    world.pass(Duration.between(world.now(), end).minusSeconds(1));
    world.money().topUp(10_000_000);
    world.pass(Duration.ofMinutes(30));

    assertThat(sessions)
        .allSatisfy(
            session ->
                assertThat(world.money().meter(session.podId()).orElseThrow().isRunning())
                    .isTrue());
    assertThat(world.journal().count("MoneyStopUnpaid")).isZero();
    assertThat(world.details(World.billingId(1))).contains("the money ends at ");
  }

  @Test
  void aTopUpAfterTheSettlementDoesNotReviveThePods() {
    List<Session> sessions = threeOf(3_333_333);
    Instant end = world.money().wallet().exhaustedAt().orElseThrow();
    world.pass(Duration.between(world.now(), end).plusSeconds(2));
    world.money().topUp(10_000_000);
    world.pass(Duration.ofMinutes(10));

    assertThat(sessions)
        .allSatisfy(
            session ->
                assertThat(world.money().meter(session.podId()).orElseThrow().cap()).contains(end));
    assertThat(world.money().wallet().balanceMicros()).isEqualTo(10_000_000);
    assertThat(world.money().audit()).isEmpty();
  }

  @Test
  void ninetyDaysOfOnePodAreChargedToTheMicro() {
    world.money().topUp(1_000_000_000);
    Instant start = begin(123_457);
    world.pass(Duration.ofDays(90).plusMinutes(17));
    Instant end = start.plus(Duration.ofDays(90)).plusSeconds(1_000);
    world.end(SESSION, endAt(end));
    world.settleBilling(1);

    assertThat(world.money().amounts(Kind.CHARGE)).hasSize(90 * 24 + 1);
    assertThat(world.money().wallet().balanceMicros())
        .isEqualTo(1_010_000_000 - Micros.cost(123_457, Duration.between(start, end)));
    assertThat(world.money().audit()).isEmpty();
    assertThat(world.histories(World.billingId(1))).hasSizeBetween(85, 90);
  }

  @Test
  void aPriceThatChangesCountsFromTheNextStart() {
    Instant start = begin(1_000_000);
    world.pass(Duration.ofMinutes(90));
    world.money().rate(4_000_000);
    world.pass(Duration.ofMinutes(60));
    world.end(SESSION, endAt(start.plus(Duration.ofMinutes(150))));
    world.settleBilling(1);
    assertThat(world.money().wallet().balanceMicros()).isEqualTo(10_000_000 - 2_500_000);

    Session next = World.session(3);
    Instant again = world.now();
    world.money().begin(next, again);
    world.bill(next);
    world.pass(Duration.ofMinutes(30));
    world.end(next, endAt(again.plus(Duration.ofMinutes(30))));
    world.settleBilling(3);
    assertThat(world.money().wallet().balanceMicros()).isEqualTo(10_000_000 - 4_500_000);
  }

  @Test
  void aStoreWhoseClockGoesBackChargesTheSame() {
    Instant start = begin(1_000_000);
    world.pass(Duration.ofMinutes(61));
    world.money().skew(Duration.ofHours(-3));
    world.pass(Duration.ofMinutes(61));
    world.money().skew(Duration.ofHours(3));
    world.pass(Duration.ofMinutes(61));
    world.end(SESSION, endAt(start.plus(Duration.ofHours(3))));
    world.settleBilling(1);

    assertThat(world.money().wallet().balanceMicros()).isEqualTo(10_000_000 - 3_000_000);
    assertThat(world.money().audit()).isEmpty();
  }

  @Test
  void fiveHoursWithoutAWorkerAreChargedOnceAWorkerIsThere() {
    Instant start = begin(1_000_000);
    world.pass(Duration.ofMinutes(30));
    world.workersGoAway(start.plus(Duration.ofHours(1)));
    world.pass(Duration.ofHours(5));
    assertThat(meter().upTo().orElseThrow())
        .as("what was asked for before is all that was done")
        .isBefore(start.plus(Duration.ofHours(4)));
    world.workersComeBack();
    world.pass(Duration.ofMinutes(1));

    Instant charged = meter().upTo().orElseThrow();
    assertThat(charged).isBetween(start.plusSeconds(5 * 3_600 + 1_800), world.now());
    world.end(SESSION, endAt(start.plus(Duration.ofHours(5))));
    world.settleBilling(1);
    assertThat(world.money().wallet().balanceMicros()).isEqualTo(10_000_000 - 5_000_000);
    assertThat(world.money().amounts(Kind.REFUND)).hasSize(1);
  }

  @Test
  void moneyThatEndedWhileNoWorkerWasThereEndsAtItsMoment() {
    Instant start = begin(4_000_000);
    world.pass(Duration.ofMinutes(1));
    world.workersGoAway(start.plus(Duration.ofHours(1)));
    world.pass(Duration.ofHours(5));
    world.workersComeBack();
    world.pass(Duration.ofSeconds(5));

    assertThat(meter().cap()).contains(start.plus(Duration.ofMinutes(150)));
    assertThat(world.money().wallet().balanceMicros()).isZero();
    assertThat(world.journal().count("MoneyStopUnpaid")).isPositive();
  }

  @Test
  void warnsAtEachLevelAtItsMoment() {
    Instant start = begin(1_000_000);
    world.pass(Duration.ofMinutes(9 * 60 + 59));

    Instant end = start.plus(Duration.ofHours(10));
    assertThat(world.money().warnings())
        .extracting(LowBalance::level)
        .containsExactly(Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(10));
    assertThat(world.money().warnings()).allMatch(warning -> warning.runsOutAt().equals(end));
    assertThat(world.money().warnings().get(1).at())
        .isBetween(end.minusSeconds(3_600), end.minusSeconds(3_598));
    assertThat(world.money().warnings().get(2).at())
        .isBetween(end.minusSeconds(600), end.minusSeconds(598));
  }
}
