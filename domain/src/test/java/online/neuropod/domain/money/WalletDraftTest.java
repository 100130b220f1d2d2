package online.neuropod.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import online.neuropod.domain.money.Adjustment.Operation;
import online.neuropod.domain.money.Entry.Event;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Entry.Kind;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class WalletDraftTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** A euro an hour: 277.777… micro-euros a second. */
  private static final long RATE = Micros.EURO;

  private static final long NO_VOLUME = 0;
  private static final Optional<String> NO_CAUSE = Optional.empty();
  private static final long VOLUME_RATE = Micros.EURO / 10;

  @Test
  void aNewPersonGetsTheInitialBalanceOnce() {
    Wallet wallet = wallet(10 * Micros.EURO);

    assertThat(wallet.balanceMicros()).isEqualTo(10 * Micros.EURO);
    assertThat(wallet.pending()).extracting(Entry::kind).containsExactly(Kind.INITIAL);
    assertThat(changes(wallet, draft -> draft.open(10 * Micros.EURO))).isFalse();
  }

  @Test
  void aReservationWritesNothingIntoTheLedger() {
    Wallet wallet = reserved(wallet(10 * Micros.EURO), "p", 1, RATE);

    assertThat(wallet.pending()).isEmpty();
    assertThat(wallet.burnRate()).isZero();
    assertThat(wallet.meter("p", 1)).contains(Meter.reserved(1, RATE, 1));
  }

  @Test
  void aSessionNumberCountsOnlyIfItIsNewOrTheSame() {
    Wallet wallet = reserved(wallet(10 * Micros.EURO), "p", 3, RATE);

    assertThat(reserve(wallet, "p", 3, RATE)).isEqualTo(new Reservation.Granted());
    assertThat(reserve(wallet, "p", 2, RATE)).isEqualTo(new Reservation.Stale());
    assertThat(reserve(wallet, "p", 4, RATE)).isEqualTo(new Reservation.PreviousOpen(3));

    Wallet closed = apply(wallet, draft -> draft.close("p", 3, T0, NO_CAUSE));
    assertThat(reserve(closed, "p", 3, RATE)).isEqualTo(new Reservation.Stale());
    assertThat(reserve(closed, "p", 4, RATE)).isEqualTo(new Reservation.Granted());
  }

  @Test
  void aChargeThatArrivesTwiceChangesNothingWhereTheVolumeWasCountedAnew() {
    Instant charged = T0.plusMillis(1_407);
    Wallet first =
        apply(
            reserved(wallet(10 * Micros.EURO), "a", 1, 0),
            draft -> draft.started("a", 1, T0, 2_561));
    Wallet both =
        apply(reserved(first, "b", 1, 0), draft -> draft.started("b", 1, T0.plusMillis(1), 2_561));
    Wallet afterCharge = apply(both, draft -> draft.charge("b", 1, charged));
    // What became known late: the first pod ended before the second began.
    Wallet afterEnd = apply(afterCharge, draft -> draft.close("a", 1, T0, NO_CAUSE));

    assertThat(afterEnd.meter(Wallet.VOLUME, 2).orElseThrow().start()).contains(T0.plusMillis(1));
    assertThat(changes(afterEnd, draft -> draft.charge("b", 1, charged))).isFalse();
  }

  @Test
  void refusesWhatTheMoneyCannotPayForTheShortestTime() {
    Wallet wallet = wallet(1_099_999);

    assertThat(new WalletDraft(wallet, T0).reserve("p", 1, RATE, 1, VOLUME_RATE, HOUR))
        .isEqualTo(new Reservation.TooLittle(1_100_000, 1_099_999));
    assertThat(new WalletDraft(wallet(1_100_000), T0).reserve("p", 1, RATE, 1, VOLUME_RATE, HOUR))
        .isEqualTo(new Reservation.Granted());
  }

  @Test
  void whatRunsAndWhatIsReservedMustBePaidBesideIt() {
    Wallet one = running(wallet(3 * Micros.EURO), "a", 1, T0, VOLUME_RATE);
    Wallet two = reserved(one, "b", 1, RATE);

    // Two pods and the volume cost 2.1 an hour, a third makes it 3.1.
    assertThat(new WalletDraft(two, T0).refusal(RATE, VOLUME_RATE, HOUR))
        .contains(new Reservation.TooLittle(3_100_000, 3_000_000));
    assertThat(new WalletDraft(one, T0).refusal(RATE, VOLUME_RATE, HOUR)).isEmpty();
  }

  @Test
  void aVolumeThatWouldGrowMustBePaidInItsNewSize() {
    Wallet one = running(wallet(2_200_000), "a", 1, T0, VOLUME_RATE);

    assertThat(new WalletDraft(one, T0).refusal(RATE, 2 * VOLUME_RATE, HOUR)).isEmpty();
    assertThat(new WalletDraft(one, T0).refusal(RATE, 3 * VOLUME_RATE, HOUR))
        .contains(new Reservation.TooLittle(2_300_000, 2_200_000));
  }

  @Test
  void whatHasAccruedIsNotThereAnyMore() {
    Wallet wallet = running(wallet(3 * Micros.EURO), "a", 1, T0, NO_VOLUME);

    assertThat(new WalletDraft(wallet, T0.plus(HOUR)).refusal(RATE, NO_VOLUME, HOUR)).isEmpty();
    assertThat(new WalletDraft(wallet, T0.plus(HOUR).plusSeconds(1)).refusal(RATE, NO_VOLUME, HOUR))
        .containsInstanceOf(Reservation.TooLittle.class);
  }

  @Test
  void nothingStartsFromAnEmptyWalletHoweverShortTheShortestTimeButWhatIsFree() {
    Wallet empty = wallet(0);

    assertThat(new WalletDraft(empty, T0).refusal(RATE, NO_VOLUME, Duration.ZERO))
        .contains(new Reservation.TooLittle(1, 0));
    assertThat(new WalletDraft(empty, T0).refusal(0, NO_VOLUME, HOUR)).isEmpty();
  }

  @Test
  void nothingStartsFromAFrozenWallet() {
    Wallet frozen = apply(wallet(10 * Micros.EURO), draft -> draft.freeze(true));

    assertThat(new WalletDraft(frozen, T0).refusal(RATE, NO_VOLUME, HOUR))
        .contains(new Reservation.Frozen());
    assertThat(new WalletDraft(unlimited(frozen), T0).refusal(RATE, NO_VOLUME, HOUR))
        .contains(new Reservation.Frozen());
    assertThat(changes(frozen, draft -> draft.freeze(true))).isFalse();
    Wallet again = apply(frozen, draft -> draft.freeze(false));
    assertThat(new WalletDraft(again, T0).refusal(RATE, NO_VOLUME, HOUR)).isEmpty();
  }

  @Test
  void chargesWhatIsOwedAndNothingTwice() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "p", 1, T0, NO_VOLUME);

    Wallet charged = apply(wallet, draft -> draft.charge("p", 1, T0.plus(SECOND)));

    assertThat(charged.balanceMicros()).isEqualTo(10 * Micros.EURO - 277);
    assertThat(charged.pending()).hasSize(1);
    Entry entry = charged.pending().getFirst();
    assertThat(entry.kind()).isEqualTo(Kind.CHARGE);
    assertThat(entry.amountMicros()).isEqualTo(-277);
    assertThat(entry.interval())
        .contains(new Interval(T0, Event.STARTED, T0.plus(SECOND), Event.TICK));
    assertThat(entry.rateMicrosPerHour()).isEqualTo(RATE);
    assertThat(changes(charged, draft -> draft.charge("p", 1, T0.plus(SECOND)))).isFalse();
    assertThat(changes(charged, draft -> draft.charge("p", 1, T0))).isFalse();
    assertThat(changes(charged, draft -> draft.charge("p", 2, T0.plus(HOUR)))).isFalse();
  }

  @Test
  void aStartThatIsToldAgainAfterAChargeChangesNothing() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "p", 1, T0, VOLUME_RATE);
    Wallet charged = apply(wallet, draft -> draft.charge("p", 1, T0.plus(HOUR)));

    assertThat(changes(charged, draft -> draft.started("p", 1, T0, VOLUME_RATE))).isFalse();
  }

  @Test
  void roundingNeverDrifts() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "p", 1, T0, NO_VOLUME);
    for (int second = 1; second <= 3600; second++) {
      Instant to = T0.plusSeconds(second);
      wallet = apply(wallet, draft -> draft.charge("p", 1, to));
    }

    assertThat(wallet.balanceMicros()).isEqualTo(9 * Micros.EURO);
  }

  @Test
  void aSessionThatNeverStartedClosesWithoutAnEntry() {
    Wallet wallet = reserved(wallet(10 * Micros.EURO), "p", 1, RATE);

    Wallet closed = apply(wallet, draft -> draft.close("p", 1, T0.plus(HOUR), NO_CAUSE));

    assertThat(closed.pending()).isEmpty();
    assertThat(closed.meters().values()).allMatch(Meter::closed);
  }

  @Test
  void whatWasChargedBeyondTheRealEndIsGivenBack() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "p", 1, T0, VOLUME_RATE);
    Wallet charged = apply(wallet, draft -> draft.charge("p", 1, T0.plus(HOUR)));

    Wallet closed =
        apply(charged, draft -> draft.close("p", 1, T0.plus(HOUR.dividedBy(2)), NO_CAUSE));

    assertThat(closed.balanceMicros()).isEqualTo(10 * Micros.EURO - 550_000);
    assertThat(closed.pending())
        .extracting(Entry::kind, entry -> entry.slot().orElseThrow(), Entry::amountMicros)
        .containsExactly(
            tuple(Kind.REFUND, "p", 500_000L), tuple(Kind.REFUND, Wallet.VOLUME, 50_000L));
    assertThat(closed.pending().getFirst().interval())
        .contains(new Interval(T0.plus(HOUR.dividedBy(2)), Event.ENDED, T0.plus(HOUR), Event.TICK));
    assertThat(changes(closed, draft -> draft.close("p", 1, T0.plus(HOUR), NO_CAUSE))).isFalse();
  }

  @Test
  void atTheEndOfTheMoneyEverythingIsSettledAndStopsToCost() {
    // Two euros an hour and the volume from 1.05: exactly half an hour.
    Wallet wallet = running(wallet(1_050_000), "a", 1, T0, VOLUME_RATE);
    wallet = running(wallet, "b", 1, T0, VOLUME_RATE);
    Instant end = T0.plus(HOUR.dividedBy(2));
    assertThat(wallet.exhaustedAt()).contains(end);

    Wallet settled = apply(wallet, draft -> draft.charge("b", 1, T0.plus(HOUR)));

    assertThat(settled.balanceMicros()).isZero();
    assertThat(settled.meters().values()).allMatch(meter -> meter.cap().equals(Optional.of(end)));
    assertThat(settled.burnRate()).isZero();
    assertThat(changes(settled, draft -> draft.charge("a", 1, T0.plus(HOUR)))).isFalse();
  }

  @Test
  void timeAfterTheEndOfTheMoneyIsWrittenOffAndRecorded() {
    Wallet wallet = running(wallet(500_000), "p", 1, T0, NO_VOLUME);
    Wallet settled = apply(wallet, draft -> draft.settleIfExhausted(T0.plus(HOUR)));

    Wallet closed = apply(settled, draft -> draft.close("p", 1, T0.plus(HOUR), NO_CAUSE));

    assertThat(closed.balanceMicros()).isZero();
    Entry entry = closed.pending().getFirst();
    assertThat(entry.kind()).isEqualTo(Kind.WRITE_OFF);
    assertThat(entry.amountMicros()).isZero();
    assertThat(entry.valueMicros()).isEqualTo(500_000);
    assertThat(entry.interval())
        .contains(
            new Interval(
                T0.plus(HOUR.dividedBy(2)), Event.MONEY_ENDED, T0.plus(HOUR), Event.ENDED));
  }

  @Test
  void aCloseAfterTheEndOfTheMoneySettlesFirst() {
    Wallet wallet = running(wallet(500_000), "p", 1, T0, NO_VOLUME);

    Wallet closed = apply(wallet, draft -> draft.close("p", 1, T0.plus(HOUR), NO_CAUSE));

    assertThat(closed.pending())
        .extracting(Entry::kind)
        .containsExactly(Kind.CHARGE, Kind.WRITE_OFF);
    assertThat(closed.balanceMicros()).isZero();
  }

  @Test
  void aCloseAfterTheEndOfTheMoneySettlesTheOtherPodsToo() {
    Wallet wallet = running(wallet(Micros.EURO), "a", 1, T0, NO_VOLUME);
    wallet = running(wallet, "b", 1, T0, NO_VOLUME);

    Wallet closed = apply(wallet, draft -> draft.close("a", 1, T0.plus(HOUR), NO_CAUSE));

    // Two euros an hour from one: each has paid half of it when it ends.
    Instant end = T0.plus(HOUR.dividedBy(2));
    assertThat(closed.meter("b", 1).flatMap(Meter::cap)).contains(end);
    assertThat(closed.pending())
        .extracting(entry -> entry.slot().orElseThrow(), Entry::kind, Entry::valueMicros)
        .containsExactly(
            tuple("a", Kind.CHARGE, 500_000L),
            tuple("b", Kind.CHARGE, 500_000L),
            tuple("a", Kind.WRITE_OFF, 500_000L));
  }

  @Test
  void aTopUpBeforeTheSettlementWins() {
    Wallet wallet = running(wallet(500_000), "p", 1, T0, NO_VOLUME);
    Wallet more = topUp(wallet, 5 * Micros.EURO);

    assertThat(changes(more, draft -> draft.settleIfExhausted(T0.plus(HOUR)))).isFalse();
  }

  @Test
  void theVolumeCountsOnceHoweverManyPodsRun() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "a", 1, T0, VOLUME_RATE);
    wallet = running(wallet, "b", 1, T0.plusSeconds(1800), VOLUME_RATE);
    wallet = apply(wallet, draft -> draft.close("a", 1, T0.plusSeconds(3600), NO_CAUSE));
    wallet = apply(wallet, draft -> draft.close("b", 1, T0.plusSeconds(5400), NO_CAUSE));

    long volume = VOLUME_RATE * 3 / 2;
    assertThat(wallet.balanceMicros()).isEqualTo(10 * Micros.EURO - 2 * RATE - volume);
    assertThat(wallet.meters().get(Wallet.VOLUME)).matches(Meter::closed);
  }

  @Test
  void aLargerVolumeStartsANewSegmentAndASmallerRequestChangesNothing() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "a", 1, T0, VOLUME_RATE);
    Wallet grown = running(wallet, "b", 1, T0.plus(HOUR), 3 * VOLUME_RATE);
    Wallet same = running(grown, "c", 1, T0.plus(HOUR), VOLUME_RATE);

    assertThat(grown.meter(Wallet.VOLUME, 2).orElseThrow().rateMicrosPerHour())
        .isEqualTo(3 * VOLUME_RATE);
    assertThat(grown.pending()).extracting(Entry::amountMicros).containsExactly(-VOLUME_RATE);
    assertThat(same.meter(Wallet.VOLUME, 2)).isEqualTo(grown.meter(Wallet.VOLUME, 2));
  }

  @Test
  void theVolumeOfAPaidPodIsPaidWhileUnpaidPodsAreStillBeingStopped() {
    Wallet wallet = running(wallet(500_000), "a", 1, T0, VOLUME_RATE);
    Wallet settled = apply(wallet, draft -> draft.settleIfExhausted(T0.plus(HOUR)));
    Wallet more = topUp(settled, 5 * Micros.EURO);

    Wallet both = running(more, "b", 1, T0.plus(HOUR), VOLUME_RATE);
    Wallet closed =
        apply(both, draft -> draft.close("b", 1, T0.plus(HOUR.multipliedBy(2)), NO_CAUSE));

    assertThat(both.burnRate()).isEqualTo(RATE + VOLUME_RATE);
    assertThat(closed.balanceMicros()).isEqualTo(5 * Micros.EURO - RATE - VOLUME_RATE);
    assertThat(closed.burnRate()).isZero();
  }

  @Test
  void aSessionWhoseMoneyEndedBeforeItStartedCostsNothing() {
    Wallet wallet = running(wallet(Micros.EURO), "a", 1, T0, VOLUME_RATE);
    wallet =
        apply(wallet, draft -> draft.reserve("b", 1, RATE, 1, VOLUME_RATE, Duration.ofMinutes(1)));
    wallet = apply(wallet, draft -> draft.settleIfExhausted(T0.plus(HOUR)));

    Wallet started = apply(wallet, draft -> draft.started("b", 1, T0.plus(HOUR), VOLUME_RATE));
    Wallet closed =
        apply(started, draft -> draft.close("b", 1, T0.plus(HOUR).plusSeconds(3600), NO_CAUSE));

    assertThat(started.burnRate()).isZero();
    assertThat(closed.pending()).extracting(Entry::kind).containsExactly(Kind.WRITE_OFF);
    assertThat(closed.pending()).extracting(Entry::valueMicros).containsExactly(RATE);
  }

  @Test
  void anAdministratorsUsageIsRecordedWithItsValueAndPaysNothing() {
    Wallet wallet = apply(Wallet.empty("u", true), draft -> draft.open(10 * Micros.EURO));
    wallet = running(wallet, "p", 1, T0, VOLUME_RATE);

    Wallet closed = apply(wallet, draft -> draft.close("p", 1, T0.plus(HOUR), NO_CAUSE));

    assertThat(closed.balanceMicros()).isZero();
    assertThat(closed.pending()).extracting(Entry::amountMicros).containsExactly(0L, 0L);
    assertThat(closed.pending()).extracting(Entry::valueMicros).containsExactly(RATE, VOLUME_RATE);
  }

  @Test
  void countsWholeMilliseconds() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "p", 1, T0.plusNanos(999_999), NO_VOLUME);

    assertThat(wallet.meter("p", 1).orElseThrow().start()).contains(T0);
    assertThat(changes(wallet, draft -> draft.charge("p", 1, T0.plusNanos(999_999)))).isFalse();
  }

  @Test
  void moneyThatLastsACenturyHasNoEnd() {
    Wallet wallet = wallet(Long.MAX_VALUE / 4);
    wallet = apply(wallet, draft -> draft.reserve("p", 1, 1, 1, 0, HOUR));
    wallet = apply(wallet, draft -> draft.started("p", 1, T0, 0));

    assertThat(wallet.exhaustedAt()).isEmpty();
  }

  @Test
  void theDearestPodsDoNotOverflow() {
    long dear = 1_000_000L * Micros.EURO;
    Wallet wallet =
        apply(wallet(Long.MAX_VALUE / 100), d -> d.reserve("p", 1, dear, 1, dear, HOUR));
    wallet = apply(wallet, draft -> draft.started("p", 1, T0, dear));

    Instant end = wallet.exhaustedAt().orElseThrow();
    Wallet settled = apply(wallet, draft -> draft.settleIfExhausted(end));

    assertThat(settled.balanceMicros()).isZero();
  }

  @Test
  void aTopUpSaysWhoWhyAndHowMuch() {
    Wallet wallet = topUp(wallet(Micros.EURO), 5 * Micros.EURO);

    assertThat(wallet.balanceMicros()).isEqualTo(6 * Micros.EURO);
    assertThat(wallet.pending())
        .containsExactly(
            new Entry(
                2,
                Kind.TOP_UP,
                5 * Micros.EURO,
                5 * Micros.EURO,
                6 * Micros.EURO,
                Optional.empty(),
                0,
                Optional.empty(),
                0,
                0,
                Optional.of("because"),
                "admin",
                Optional.of("key"),
                T0));
  }

  @Test
  void aBalanceThatIsSetIsWhatCanBeSpentThen() {
    Wallet wallet = running(wallet(3 * Micros.EURO), "p", 1, T0.minus(HOUR), VOLUME_RATE);

    Wallet set = adjusted(wallet, Operation.SET, 2_000_000);

    assertThat(set.balanceMicros()).isEqualTo(2_000_000);
    assertThat(set.availableAt(T0)).isEqualTo(2_000_000);
    assertThat(set.pending())
        .extracting(Entry::kind, Entry::amountMicros)
        .containsExactly(
            tuple(Kind.ADJUSTMENT, 100_000L),
            tuple(Kind.CHARGE, -1_000_000L),
            tuple(Kind.CHARGE, -100_000L));
    assertThat(set.pending().get(1).interval())
        .contains(new Interval(T0.minus(HOUR), Event.STARTED, T0, Event.SETTLED));
    // The tick of this moment, which comes later, is paid.
    assertThat(changes(set, draft -> draft.charge("p", 1, T0))).isFalse();
  }

  @Test
  void aBalanceThatIsSetBeforeTheMoneyIsSettledWins() {
    Wallet wallet = running(wallet(Micros.EURO), "p", 1, T0.minus(HOUR.multipliedBy(5)), NO_VOLUME);

    Wallet set = adjusted(wallet, Operation.SET, Micros.EURO);

    assertThat(set.balanceMicros()).isEqualTo(Micros.EURO);
    assertThat(set.meter("p", 1).orElseThrow().isRunning()).isTrue();
    assertThat(set.meter("p", 1).orElseThrow().chargedMicros()).isEqualTo(5 * Micros.EURO);
  }

  @Test
  void asMuchCanBeTakenAsIsThere() {
    Wallet wallet = running(wallet(3 * Micros.EURO), "p", 1, T0.minus(HOUR), NO_VOLUME);

    assertThat(adjust(wallet, Operation.SUBTRACT, 2_000_001))
        .isEqualTo(new Adjustment.TooMuch(2_000_000));
    Wallet less = adjusted(wallet, Operation.SUBTRACT, 2_000_000);

    assertThat(less.balanceMicros()).isEqualTo(Micros.EURO);
    assertThat(less.exhaustedAt()).contains(T0);
    assertThat(less.pending())
        .extracting(Entry::kind, Entry::amountMicros)
        .containsExactly(tuple(Kind.ADJUSTMENT, -2_000_000L));
  }

  @Test
  void aRefusedCorrectionChangesNothing() {
    Wallet wallet = wallet(Micros.EURO);

    assertThat(changes(wallet, d -> d.adjust(Operation.SUBTRACT, 1_000_001, "r", "a", "k")))
        .isFalse();
    assertThat(changes(unlimited(wallet), d -> d.adjust(Operation.ADD, 1, "r", "a", "k")))
        .isFalse();
    assertThat(adjust(unlimited(wallet), Operation.ADD, 1)).isEqualTo(new Adjustment.Unlimited());
    assertThatThrownBy(() -> adjust(wallet, Operation.ADD, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nobodyHasMoreThanCanBeCounted() {
    long most = 1_000_000_000 * Micros.EURO;
    Wallet wallet = wallet(1);

    assertThat(adjust(wallet, Operation.ADD, most)).isEqualTo(new Adjustment.TooLarge());
    assertThat(adjust(wallet, Operation.ADD, most - 1)).isEqualTo(new Adjustment.Done());
    assertThat(adjust(wallet, Operation.SET, most + 1)).isEqualTo(new Adjustment.TooLarge());
    assertThat(adjust(wallet, Operation.SET, most)).isEqualTo(new Adjustment.Done());
  }

  @Test
  void whatRanBeforeAWalletBecameUnlimitedIsPaidAndWhatRunsAfterIsNot() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "p", 1, T0.minus(HOUR), VOLUME_RATE);

    Wallet free = unlimited(wallet);
    Wallet closed = apply(free, draft -> draft.close("p", 1, T0.plus(HOUR), NO_CAUSE));

    assertThat(free.balanceMicros()).isEqualTo(10 * Micros.EURO - RATE - VOLUME_RATE);
    assertThat(free.unlimited()).isTrue();
    assertThat(closed.balanceMicros()).isEqualTo(free.balanceMicros());
    assertThat(closed.pending())
        .extracting(Entry::amountMicros, Entry::valueMicros)
        .containsExactly(tuple(0L, RATE), tuple(0L, VOLUME_RATE));
    assertThat(changes(free, draft -> draft.makeUnlimited(true))).isFalse();
  }

  @Test
  void whatRanWhileAWalletWasUnlimitedIsNeverPaid() {
    Wallet empty = apply(Wallet.empty("u", true), draft -> draft.open(0));
    Wallet wallet = running(empty, "p", 1, T0.minus(HOUR), NO_VOLUME);

    Wallet limited = apply(wallet, draft -> draft.makeUnlimited(false));

    assertThat(limited.balanceMicros()).isZero();
    assertThat(limited.exhaustedAt()).contains(T0);
    assertThat(limited.pending())
        .extracting(Entry::amountMicros, Entry::valueMicros)
        .containsExactly(tuple(0L, RATE));
  }

  @Test
  void whatIsGivenBackWasPaid() {
    // Ran one hour for money, one for nothing; and in truth for half an hour alone.
    Wallet wallet = running(wallet(10 * Micros.EURO), "p", 1, T0.minus(HOUR), NO_VOLUME);
    Wallet free = unlimited(wallet);
    Wallet charged = apply(free, draft -> draft.charge("p", 1, T0.plus(HOUR)));

    Wallet closed =
        apply(charged, draft -> draft.close("p", 1, T0.minus(HOUR.dividedBy(2)), Optional.of("X")));

    assertThat(closed.balanceMicros()).isEqualTo(10 * Micros.EURO - RATE / 2);
    assertThat(closed.pending())
        .extracting(Entry::kind, Entry::amountMicros, Entry::valueMicros, e -> e.interval().get())
        .containsExactly(
            tuple(
                Kind.REFUND, 0L, RATE, new Interval(T0, Event.SETTLED, T0.plus(HOUR), Event.TICK)),
            tuple(
                Kind.REFUND,
                RATE / 2,
                RATE / 2,
                new Interval(T0.minus(HOUR.dividedBy(2)), Event.ENDED, T0, Event.SETTLED)));
    assertThat(closed.pending()).allMatch(entry -> entry.reason().equals(Optional.of("X")));
  }

  @Test
  void moneyThatHasEndedIsSettledBeforeAWalletBecomesUnlimited() {
    Wallet wallet = running(wallet(RATE / 2), "p", 1, T0.minus(HOUR), NO_VOLUME);

    Wallet free = unlimited(wallet);

    assertThat(free.meter("p", 1).orElseThrow().cap()).contains(T0.minus(HOUR.dividedBy(2)));
    assertThat(free.balanceMicros()).isZero();
    assertThat(free.burnRate()).isZero();
  }

  @Test
  void eachIntervalSaysWhatOpenedAndWhatClosedIt() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "p", 1, T0, VOLUME_RATE);
    Wallet charged = apply(wallet, draft -> draft.charge("p", 1, T0.plus(HOUR)));
    Wallet grown = running(charged, "q", 1, T0.plus(HOUR.multipliedBy(2)), 2 * VOLUME_RATE);
    Wallet closed =
        apply(
            grown,
            draft -> {
              draft.close("p", 1, T0.plus(HOUR.multipliedBy(3)), Optional.of("OOM_KILLED"));
              draft.close("q", 1, T0.plus(HOUR.multipliedBy(3)), NO_CAUSE);
            });

    assertThat(events(charged))
        .containsExactly(
            tuple("p", Event.STARTED, Event.TICK), tuple(Wallet.VOLUME, Event.STARTED, Event.TICK));
    assertThat(events(grown)).containsExactly(tuple(Wallet.VOLUME, Event.TICK, Event.GROWN));
    assertThat(events(closed))
        .containsExactly(
            tuple("p", Event.TICK, Event.ENDED),
            tuple("q", Event.STARTED, Event.ENDED),
            tuple(Wallet.VOLUME, Event.GROWN, Event.ENDED));
    assertThat(closed.pending().getFirst().reason()).contains("OOM_KILLED");
  }

  @Test
  void aChangeRaisesTheVersion() {
    assertThat(wallet(Micros.EURO).version()).isEqualTo(1);
    assertThat(topUp(wallet(Micros.EURO), 1).version()).isEqualTo(2);
  }

  @Test
  void whatIsOverDoesNotCountAgainstANewReservation() {
    Wallet one = running(wallet(2 * Micros.EURO), "a", 1, T0, NO_VOLUME);
    assertThat(new WalletDraft(one, T0).refusal(2 * RATE, NO_VOLUME, HOUR)).isNotEmpty();

    Wallet closed = apply(one, draft -> draft.close("a", 1, T0, NO_CAUSE));
    assertThat(new WalletDraft(closed, T0).refusal(2 * RATE, NO_VOLUME, HOUR)).isEmpty();

    Wallet capped = apply(one, draft -> draft.settleIfExhausted(T0.plus(HOUR.multipliedBy(3))));
    Wallet more = topUp(capped, 2 * Micros.EURO);
    assertThat(new WalletDraft(more, T0).refusal(2 * RATE, NO_VOLUME, HOUR)).isEmpty();
  }

  @Test
  void whatIsOverAndForgottenIsNotCalledBackByWhatComesLate() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "p", 1, T0, NO_VOLUME);
    Wallet both = running(wallet, "q", 1, T0, NO_VOLUME);
    Wallet closed = apply(both, draft -> draft.close("p", 1, T0.plus(HOUR), NO_CAUSE));

    Wallet less = apply(closed, draft -> draft.forget(Set.of("p", "q", Wallet.VOLUME)));

    assertThat(less.meters()).containsOnlyKeys("q", Wallet.VOLUME);
    assertThat(less.balanceMicros()).isEqualTo(closed.balanceMicros());
    assertThat(changes(less, draft -> draft.started("p", 1, T0, NO_VOLUME))).isFalse();
    assertThat(changes(less, draft -> draft.charge("p", 1, T0.plus(HOUR)))).isFalse();
    assertThat(changes(less, draft -> draft.close("p", 1, T0, NO_CAUSE))).isFalse();
    assertThat(changes(less, draft -> draft.forget(Set.of("p")))).isFalse();
  }

  @Test
  void longOverIsWhatHasEndedBeforeAMomentAndAllButTheNewest() {
    Wallet wallet = wallet(10 * Micros.EURO);
    for (int hour = 1; hour <= 4; hour++) {
      String slot = "p" + hour;
      Instant end = T0.plus(HOUR.multipliedBy(hour));
      wallet = running(wallet, slot, 1, end.minus(SECOND), VOLUME_RATE);
      wallet = apply(wallet, draft -> draft.close(slot, 1, end, NO_CAUSE));
    }
    wallet = running(wallet, "runs", 1, T0, VOLUME_RATE);
    wallet = apply(reserved(wallet, "never", 1, 0), d -> d.close("never", 1, T0, NO_CAUSE));
    Instant twoHours = T0.plus(HOUR.multipliedBy(2));

    assertThat(wallet.longOver(twoHours, 9)).containsOnly("p1", "never");
    assertThat(wallet.longOver(twoHours.plusMillis(1), 9)).containsOnly("p1", "p2", "never");
    assertThat(wallet.longOver(T0, 5)).containsOnly("never");
    assertThat(wallet.longOver(T0, 3)).containsOnly("p1", "never");
    assertThat(wallet.longOver(Instant.MAX, 9)).doesNotContain("runs", Wallet.VOLUME);
  }

  @Test
  void aMeterThatMakesNoSenseIsNone() {
    assertThatThrownBy(() -> Meter.reserved(0, RATE, 1)).hasMessageContaining("session 0");
    assertThatThrownBy(() -> Meter.reserved(1, -1, 1)).hasMessageContaining("rate -1");
    Meter started = Meter.reserved(1, 0, 1).startedAt(T0);
    assertThatThrownBy(() -> started.chargedTo(T0, Event.TICK, -1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> started.chargedTo(T0.minusMillis(1), Event.TICK, 0))
        .hasMessageContaining("before its start");
    assertThat(started.chargedTo(T0, Event.STARTED, 0)).isEqualTo(started);
  }

  @Test
  void aMeterIsThatOfTheSessionThatIsAskedFor() {
    Wallet wallet = reserved(wallet(10 * Micros.EURO), "p", 3, RATE);

    assertThat(wallet.meter("p", 3)).isPresent();
    assertThat(wallet.meter("p", 2)).isEmpty();
    assertThat(wallet.meter("q", 3)).isEmpty();
  }

  @Test
  void theVolumeIsNoPod() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "p", 1, T0, VOLUME_RATE);

    assertThat(wallet.meters()).containsOnlyKeys("p", Wallet.VOLUME);
    assertThat(wallet.podMeters()).containsOnlyKeys("p");
  }

  @Test
  void whatTheVolumeOwedUnderUnpaidPodsIsWrittenOffWhenAPaidPodStarts() {
    // The volume alone costs: its money ends in a tenth of an hour's rest.
    Wallet wallet = running(wallet(550_000), "a", 1, T0, VOLUME_RATE);
    Wallet settled = apply(wallet, draft -> draft.settleIfExhausted(T0.plus(HOUR)));
    Wallet more = topUp(settled, 5 * Micros.EURO);
    Wallet both = running(more, "b", 1, T0.plus(HOUR), VOLUME_RATE);

    assertThat(both.meter(Wallet.VOLUME, 2).orElseThrow().start()).contains(T0.plus(HOUR));
    assertThat(both.pending())
        .extracting(entry -> entry.slot().orElseThrow(), Entry::kind, Entry::valueMicros)
        .containsExactly(tuple(Wallet.VOLUME, Kind.WRITE_OFF, 50_000L));
  }

  @Test
  void aPodWhoseMoneyEndedBeforeItsStartWasKnownUsesAVolumeThatNobodyPays() {
    Wallet wallet =
        apply(
            reserved(wallet(Micros.EURO), "a", 1, RATE),
            draft -> draft.reserve("b", 1, RATE, 1, NO_VOLUME, SECOND));
    Wallet both = apply(wallet, draft -> draft.started("b", 1, T0, NO_VOLUME));
    Wallet closed =
        apply(
            both,
            draft -> {
              draft.settleIfExhausted(T0.plus(HOUR));
              draft.close("b", 1, T0.plus(HOUR), NO_CAUSE);
            });
    Wallet late = apply(closed, draft -> draft.started("a", 1, T0.plus(HOUR), VOLUME_RATE));

    assertThat(late.burnRate()).isZero();
    assertThat(late.meters().get(Wallet.VOLUME)).matches(volume -> volume.cap().isPresent());
    Wallet more = topUp(late, 5 * Micros.EURO);
    Wallet paid = running(more, "c", 1, T0.plus(HOUR), VOLUME_RATE);
    assertThat(paid.burnRate()).isEqualTo(RATE + VOLUME_RATE);
  }

  @Test
  void aVolumeOfTheSamePriceGoesOnInItsSegment() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "a", 1, T0, VOLUME_RATE);
    Wallet both = running(wallet, "b", 1, T0.plus(HOUR), VOLUME_RATE);

    assertThat(both.meter(Wallet.VOLUME, 1)).isPresent();
  }

  @Test
  void theVolumeIsPaidFromTheEarlierStartThatBecomesKnownLater() {
    Wallet wallet = wallet(10 * Micros.EURO);
    wallet = reserved(reserved(wallet, "a", 1, 0), "b", 1, 0);
    wallet = apply(wallet, draft -> draft.started("b", 1, T0.plus(HOUR), VOLUME_RATE));
    Wallet charged = apply(wallet, draft -> draft.charge("b", 1, T0.plus(HOUR.multipliedBy(2))));

    Wallet late = apply(charged, draft -> draft.started("a", 1, T0, VOLUME_RATE));

    assertThat(late.balanceMicros()).isEqualTo(10 * Micros.EURO - 2 * VOLUME_RATE);
    assertThat(late.pending())
        .extracting(Entry::n, Entry::kind)
        .containsExactly(tuple(3L, Kind.CHARGE));
    assertThat(late.pending().getFirst().interval())
        .contains(new Interval(T0, Event.STARTED, T0.plus(HOUR), Event.STARTED));
    assertThat(changes(late, draft -> draft.started("a", 1, T0, VOLUME_RATE))).isFalse();

    // Where nothing is charged yet, it just begins earlier.
    Wallet early = apply(wallet, draft -> draft.started("a", 1, T0, VOLUME_RATE));
    assertThat(early.pending()).isEmpty();
    assertThat(early.meter(Wallet.VOLUME, 1).orElseThrow().upTo()).contains(T0);
  }

  /** A pod of before, of which only now is known that it ran; b has used the volume since. */
  private static Wallet lateStart(Wallet before) {
    Wallet both = reserved(reserved(before, "a", 1, 0), "b", 1, 0);
    Wallet b =
        apply(
            both,
            draft -> {
              draft.started("b", 1, T0.plus(HOUR.multipliedBy(2)), VOLUME_RATE);
              draft.close("b", 1, T0.plus(HOUR.multipliedBy(3)), NO_CAUSE);
            });
    return apply(b, draft -> draft.started("a", 1, T0, VOLUME_RATE));
  }

  private static Wallet endOfA(Wallet wallet, Instant end) {
    return apply(wallet, draft -> draft.close("a", 1, end, NO_CAUSE));
  }

  private static Wallet settledAt(Wallet wallet, Instant by) {
    return apply(wallet, draft -> draft.settleIfExhausted(by));
  }

  @Test
  void aStartThatBecomesKnownAfterTheEndOfTheLastPodIsPaidWithItsOwnEnd() {
    Wallet late = lateStart(wallet(10 * Micros.EURO));

    Wallet over = endOfA(late, T0.plus(HOUR.multipliedBy(5)));

    assertThat(over.balanceMicros()).isEqualTo(10 * Micros.EURO - 5 * VOLUME_RATE);
    Entry between = over.pending().getLast();
    assertThat(between.kind()).isEqualTo(Kind.CHARGE);
    assertThat(between.session()).isEqualTo(Entry.NO_SEGMENT);
    assertThat(between.interval())
        .contains(new Interval(T0, Event.STARTED, T0.plus(HOUR.multipliedBy(2)), Event.ENDED));
    assertThat(between.valueMicros()).isEqualTo(2 * VOLUME_RATE);
    assertThat(between.rateMicrosPerHour()).isEqualTo(VOLUME_RATE);
    assertThat(between.priceVersion()).isEqualTo(1);

    // Had it ended before the other started, it had used the volume until then.
    Wallet shorter = endOfA(late, T0.plus(HOUR));
    assertThat(shorter.balanceMicros()).isEqualTo(10 * Micros.EURO - 2 * VOLUME_RATE);
  }

  @Test
  void timeBetweenTheVolumesSegmentsIsPaidOnceHoweverManyPodsRanInIt() {
    Wallet late = lateStart(wallet(10 * Micros.EURO));
    late = reserved(late, "c", 1, 0);
    late = apply(late, draft -> draft.started("c", 1, T0.plus(HOUR.dividedBy(2)), VOLUME_RATE));
    Wallet first = endOfA(late, T0.plus(HOUR));

    Wallet second = apply(first, draft -> draft.close("c", 1, T0.plus(HOUR.plus(HOUR)), NO_CAUSE));

    assertThat(first.balanceMicros()).isEqualTo(10 * Micros.EURO - 2 * VOLUME_RATE);
    assertThat(second.balanceMicros()).isEqualTo(10 * Micros.EURO - 3 * VOLUME_RATE);
    assertThat(changes(second, draft -> draft.close("c", 1, T0, NO_CAUSE))).isFalse();
  }

  @Test
  void moneyThatIsNotThereDoesNotPayWhatNobodyKnew() {
    // What b and the volume cost after it is paid, and of the two hours before it one.
    Wallet poor = lateStart(wallet(2 * VOLUME_RATE));
    Wallet writtenOff = endOfA(poor, T0.plus(HOUR.plus(HOUR)));
    assertThat(writtenOff.balanceMicros()).isEqualTo(VOLUME_RATE);
    assertThat(writtenOff.pending())
        .extracting(Entry::kind, Entry::session, Entry::amountMicros, Entry::valueMicros)
        .containsExactly(tuple(Kind.WRITE_OFF, Entry.NO_SEGMENT, 0L, 2 * VOLUME_RATE));
    Wallet rich = lateStart(wallet(3 * VOLUME_RATE));
    assertThat(endOfA(rich, T0.plus(HOUR.plus(HOUR))).balanceMicros()).isZero();
  }

  @Test
  void anUnlimitedWalletPaysNothingForTimeBetweenEither() {
    Wallet over = endOfA(lateStart(unlimited(wallet(0))), T0.plus(HOUR));

    assertThat(over.pending().getLast().amountMicros()).isZero();
    assertThat(over.pending().getLast().valueMicros()).isEqualTo(VOLUME_RATE);
  }

  @Test
  void whatAPodDidNotPayTheVolumeDidNotEither() {
    // The money ends an hour after a's start: of what was before b, a has paid that hour.
    Wallet late = lateStart(wallet(2 * VOLUME_RATE));
    Wallet settled = settledAt(late, T0.plus(HOUR.multipliedBy(9)));
    Meter a = settled.meter("a", 1).orElseThrow();
    assertThat(a.cap()).isPresent();

    Wallet rich = topUp(settled, 5 * Micros.EURO);
    Wallet over = endOfA(rich, T0.plus(HOUR.multipliedBy(9)));

    // a was paid up to its cap, which lies after b's: all of the two hours before b.
    assertThat(over.pending().getLast().valueMicros()).isEqualTo(2 * VOLUME_RATE);
  }

  @Test
  void timesInWhichNobodyUsedTheVolumeAreRememberedAsFarAsMatters() {
    Wallet wallet = wallet(10 * Micros.EURO);
    for (int hour = 0; hour < 40; hour += 2) {
      Instant begin = T0.plus(HOUR.multipliedBy(hour));
      String slot = "p" + hour;
      wallet = reserved(wallet, slot, 1, 0);
      wallet =
          apply(
              wallet,
              draft -> {
                draft.started(slot, 1, begin, VOLUME_RATE);
                draft.close(slot, 1, begin.plus(HOUR), NO_CAUSE);
              });
    }

    List<Meter.Unused> unused = wallet.meter(Wallet.VOLUME, 20).orElseThrow().unused();
    assertThat(unused).hasSize(16);
    assertThat(unused.getLast())
        .isEqualTo(
            new Meter.Unused(
                T0.plus(HOUR.multipliedBy(35)), T0.plus(HOUR.multipliedBy(36)), VOLUME_RATE));
    assertThatThrownBy(() -> new Meter.Unused(T0, T0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void timeThatAnEarlierSegmentOfTheVolumeHasCountedIsNotCountedAgain() {
    Wallet wallet = running(wallet(10 * Micros.EURO), "a", 1, T0, VOLUME_RATE);
    wallet = apply(wallet, draft -> draft.close("a", 1, T0.plus(HOUR), NO_CAUSE));
    wallet = reserved(reserved(wallet, "b", 1, 0), "c", 1, 0);
    wallet =
        apply(wallet, draft -> draft.started("c", 1, T0.plus(HOUR.multipliedBy(3)), VOLUME_RATE));
    Wallet late = apply(wallet, draft -> draft.started("b", 1, T0, VOLUME_RATE));

    assertThat(late.meter(Wallet.VOLUME, 2).orElseThrow().start()).contains(T0.plus(HOUR));
  }

  @Test
  void twoPausesThatBecomeKnownAtOnceAreNotPaid() {
    // One pod that is thought to run all the time, and two that really ran in between.
    Wallet wallet = running(wallet(10 * Micros.EURO), "a", 1, T0, VOLUME_RATE);
    for (int hour = 2; hour <= 4; hour += 2) {
      Instant begin = T0.plus(HOUR.multipliedBy(hour));
      String slot = "p" + hour;
      wallet = running(wallet, slot, 1, begin, VOLUME_RATE);
      wallet = apply(wallet, draft -> draft.close(slot, 1, begin.plus(HOUR), NO_CAUSE));
    }
    Wallet closed = apply(wallet, draft -> draft.close("a", 1, T0.plus(HOUR), NO_CAUSE));

    assertThat(closed.balanceMicros()).isEqualTo(10 * Micros.EURO - 3 * RATE - 3 * VOLUME_RATE);
    assertThat(closed.meters().values()).allMatch(Meter::closed);
  }

  private static List<Tuple> events(Wallet wallet) {
    return wallet.pending().stream()
        .map(
            entry ->
                tuple(
                    entry.slot().orElseThrow(),
                    entry.interval().orElseThrow().opened(),
                    entry.interval().orElseThrow().closed()))
        .toList();
  }

  private static Wallet topUp(Wallet wallet, long micros) {
    return adjusted(wallet, Operation.ADD, micros);
  }

  private static Wallet adjusted(Wallet wallet, Operation operation, long micros) {
    return apply(
        wallet,
        draft ->
            assertThat(draft.adjust(operation, micros, "because", "admin", "key"))
                .isEqualTo(new Adjustment.Done()));
  }

  private static Adjustment adjust(Wallet wallet, Operation operation, long micros) {
    return new WalletDraft(wallet, T0).adjust(operation, micros, "because", "admin", "key");
  }

  private static Wallet unlimited(Wallet wallet) {
    return apply(wallet, draft -> draft.makeUnlimited(true));
  }

  private static Wallet wallet(long initial) {
    return apply(Wallet.empty("u", false), draft -> draft.open(initial));
  }

  private static Wallet reserved(Wallet wallet, String slot, long session, long rate) {
    return apply(wallet, draft -> draft.reserve(slot, session, rate, 1, NO_VOLUME, SECOND));
  }

  private static Reservation reserve(Wallet wallet, String slot, long session, long rate) {
    return new WalletDraft(wallet, T0).reserve(slot, session, rate, 1, NO_VOLUME, SECOND);
  }

  private static Wallet running(
      Wallet wallet, String slot, long session, Instant at, long volumeRate) {
    Wallet reserved = reserved(wallet, slot, session, RATE);
    assertThat(reserved.meter(slot, session)).isPresent();
    return apply(reserved, draft -> draft.started(slot, session, at, volumeRate));
  }

  private static Wallet apply(Wallet wallet, Consumer<WalletDraft> change) {
    var draft = new WalletDraft(wallet.withoutPending(), T0);
    change.accept(draft);
    return draft.result();
  }

  private static boolean changes(Wallet wallet, Consumer<WalletDraft> change) {
    var draft = new WalletDraft(wallet.withoutPending(), T0);
    change.accept(draft);
    return draft.isChanged();
  }
}
