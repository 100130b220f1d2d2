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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import online.neuropod.domain.money.Adjustment.Operation;
import org.junit.jupiter.api.Test;

/** A pod of one euro an hour: a micro-euro is 3.6 ms of runway. */
class RunwayAlertsTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
  private static final Set<Duration> LEVELS = Set.of(DAY, HOUR, TEN_MINUTES);

  private Wallet wallet = started(48 * Micros.EURO);

  private static Wallet started(long balance) {
    return change(
        change(Wallet.empty("u", false), draft -> draft.open(balance)),
        draft -> {
          draft.reserve("p", 1, Micros.EURO, 1, 0, Duration.ofSeconds(1));
          draft.started("p", 1, T0, 0);
        });
  }

  private static Wallet change(Wallet wallet, Consumer<WalletDraft> rule) {
    var draft = new WalletDraft(wallet.withoutPending(), T0);
    rule.accept(draft);
    return draft.result();
  }

  private List<LowBalance> look(Instant at) {
    wallet = change(wallet, draft -> draft.watchRunway(at, LEVELS));
    return wallet.alerts().pending();
  }

  @Test
  void warnsOnceAtEachLevel() {
    Instant end = T0.plus(Duration.ofDays(2));

    assertThat(look(end.minus(DAY).minusMillis(1))).isEmpty();
    assertThat(look(end.minus(DAY)))
        .containsExactly(new LowBalance(1, DAY, 24 * Micros.EURO, end, end.minus(DAY)));
    assertThat(look(end.minus(DAY))).isEmpty();
    assertThat(look(end.minus(HOUR).minusMillis(1))).isEmpty();
    assertThat(look(end.minus(HOUR)))
        .extracting(LowBalance::n, LowBalance::level)
        .containsExactly(tuple(2L, HOUR));
    assertThat(look(end.minus(TEN_MINUTES)))
        .extracting(LowBalance::n, LowBalance::level)
        .containsExactly(tuple(3L, TEN_MINUTES));
    assertThat(look(end)).isEmpty();
    assertThat(look(end.plus(DAY))).isEmpty();
  }

  @Test
  void ofSeveralLevelsAtOnceTheNearestIsTold() {
    assertThat(look(T0.plus(Duration.ofDays(2).minus(Duration.ofMinutes(5)))))
        .extracting(LowBalance::level)
        .containsExactly(TEN_MINUTES);
    assertThat(look(T0.plus(Duration.ofDays(2).minus(Duration.ofMinutes(4))))).isEmpty();
  }

  @Test
  void warnsAgainAfterTheMoneyWasEnoughForWellMoreThanTheLevel() {
    Instant low = T0.plus(Duration.ofHours(47).plusMinutes(30));
    assertThat(look(low)).hasSize(1);

    topUp(Micros.EURO / 2);
    // An hour: that is the level itself. And an hour and six minutes is no more than a tenth above.
    assertThat(look(low)).isEmpty();
    topUp(Micros.EURO / 10);
    assertThat(look(low)).isEmpty();
    assertThat(look(low.plus(TEN_MINUTES))).isEmpty();
    topUp(Micros.EURO / 2);
    assertThat(look(low.plus(TEN_MINUTES))).isEmpty();

    assertThat(look(low.plus(HOUR)))
        .extracting(LowBalance::n, LowBalance::level)
        .containsExactly(tuple(2L, HOUR));
  }

  private void topUp(long micros) {
    wallet = change(wallet, draft -> draft.adjust(Operation.ADD, micros, "r", "a", "k"));
  }

  @Test
  void aMomentJustAboveALevelDoesNotCountAsAWarningOfIt() {
    Instant end = T0.plus(Duration.ofDays(2));
    assertThat(look(end.minus(DAY).minus(HOUR))).isEmpty();
    assertThat(look(end.minus(DAY))).hasSize(1);
    assertThat(look(end.minus(HOUR).minusSeconds(1))).isEmpty();
    assertThat(look(end.minus(HOUR))).hasSize(1);
  }

  @Test
  void whenNothingRunsNothingIsWarnedOfAndTheNextStartIs() {
    Instant low = T0.plus(Duration.ofHours(47).plusMinutes(30));
    assertThat(look(low)).hasSize(1);
    wallet = change(wallet, draft -> draft.close("p", 1, low, Optional.empty()));
    assertThat(look(low)).isEmpty();
    assertThat(wallet.alerts().warned()).isEmpty();

    wallet =
        change(
            wallet,
            draft -> {
              draft.reserve("p", 2, Micros.EURO, 1, 0, Duration.ofSeconds(1));
              draft.started("p", 2, low, 0);
            });
    assertThat(look(low)).extracting(LowBalance::level).containsExactly(HOUR);
  }

  @Test
  void aPersonsOwnLevelCountsBesideTheOthers() {
    Duration own = Duration.ofHours(3);
    wallet = change(wallet, draft -> draft.warnBelow(Optional.of(own)));
    Instant end = T0.plus(Duration.ofDays(2));

    assertThat(wallet.nextAlertAfter(end.minus(DAY), LEVELS)).contains(end.minus(own));
    assertThat(look(end.minus(own))).extracting(LowBalance::level).containsExactly(own);
    assertThat(change(wallet, draft -> draft.warnBelow(Optional.empty())).alerts().own()).isEmpty();
    assertThatThrownBy(() -> change(wallet, draft -> draft.warnBelow(Optional.of(Duration.ZERO))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aLevelThatIsSetAboveTheRunwayIsWarnedOfAtOnceAndThenNotForAnHour() {
    Duration own = Duration.ofHours(50);

    assertThat(set(own, T0)).extracting(LowBalance::level).containsExactly(own);
    for (int minute = 1; minute < 60; minute++) {
      Instant at = T0.plus(Duration.ofMinutes(minute));
      assertThat(set(Duration.ofHours(49), at)).isEmpty();
      assertThat(unset(at)).isEmpty();
    }
    assertThat(set(own, T0.plus(HOUR))).extracting(LowBalance::n).containsExactly(2L);
  }

  @Test
  void whoJustSetALevelIsStillWarnedWhenTheRunwayFallsToIt() {
    assertThat(set(Duration.ofHours(50), T0)).hasSize(1);
    assertThat(set(Duration.ofHours(47), T0)).isEmpty();

    assertThat(look(T0.plus(HOUR).minusMillis(1))).isEmpty();
    assertThat(look(T0.plus(HOUR)))
        .extracting(LowBalance::level)
        .containsExactly(Duration.ofHours(47));
  }

  @Test
  void aLevelOfTheInstallationIsWarnedOfWhateverThePersonSets() {
    Instant dayLeft = T0.plus(DAY);
    assertThat(set(Duration.ofHours(50), dayLeft.minus(TEN_MINUTES))).hasSize(1);
    assertThat(set(DAY.plus(HOUR), dayLeft)).extracting(LowBalance::level).containsExactly(DAY);
  }

  @Test
  void aLevelThatIsSetAgainAsItIsCrossesNothing() {
    assertThat(set(Duration.ofHours(47), T0)).isEmpty();
    Instant crossing = T0.plus(HOUR);
    assertThat(set(Duration.ofHours(47), crossing)).hasSize(1);
    assertThat(wallet.alerts().ownSetAt()).isEmpty();
  }

  private List<LowBalance> set(Duration own, Instant at) {
    return warnBelow(Optional.of(own), at);
  }

  private List<LowBalance> unset(Instant at) {
    return warnBelow(Optional.empty(), at);
  }

  private List<LowBalance> warnBelow(Optional<Duration> own, Instant at) {
    wallet =
        change(
            wallet,
            draft -> {
              draft.warnBelow(own);
              draft.watchRunway(at, LEVELS);
            });
    return wallet.alerts().pending();
  }

  @Test
  void theNextWarningIsAtTheLongestLevelAhead() {
    Instant end = T0.plus(Duration.ofDays(2));

    assertThat(wallet.nextAlertAfter(T0, LEVELS)).contains(end.minus(DAY));
    assertThat(wallet.nextAlertAfter(end.minus(DAY).minusMillis(1), LEVELS))
        .contains(end.minus(DAY));
    assertThat(wallet.nextAlertAfter(end.minus(DAY), LEVELS)).contains(end.minus(HOUR));
    assertThat(wallet.nextAlertAfter(end.minus(TEN_MINUTES), LEVELS)).isEmpty();
    assertThat(Wallet.empty("u", false).nextAlertAfter(T0, LEVELS)).isEmpty();
  }

  @Test
  void theRunwayIsHowLongTheMoneyLastsAndNeverNegative() {
    Instant end = T0.plus(Duration.ofDays(2));

    assertThat(wallet.runwayAt(T0)).contains(Duration.ofDays(2));
    assertThat(wallet.runwayAt(end)).contains(Duration.ZERO);
    assertThat(wallet.runwayAt(end.plusSeconds(1))).contains(Duration.ZERO);
    assertThat(Wallet.empty("u", false).runwayAt(T0)).isEmpty();
  }

  @Test
  void anUnlimitedWalletWarnsOfNothing() {
    wallet = change(wallet, draft -> draft.makeUnlimited(true));

    assertThat(look(T0.plus(Duration.ofDays(99)))).isEmpty();
  }

  /** Looks at moments in any order, as clocks that differ a little would make them. */
  @Property
  void clocksThatDifferALittleDoNotWarnTwice(
      @ForAll @Size(max = 40) List<@IntRange(min = -30, max = 30) Integer> skews) {
    Instant end = T0.plus(Duration.ofDays(2));
    Instant crossing = end.minus(TEN_MINUTES);
    wallet = started(48 * Micros.EURO);
    int warnings = look(end.minus(HOUR)).size();
    for (int skew : skews) {
      warnings += look(crossing.plusSeconds(skew)).size();
    }
    warnings += look(end.minusSeconds(1)).size();

    assertThat(warnings).isEqualTo(2);
  }
}
