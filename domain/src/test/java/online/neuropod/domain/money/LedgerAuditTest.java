package online.neuropod.domain.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import online.neuropod.domain.money.Adjustment.Operation;
import online.neuropod.domain.money.Entry.Event;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Entry.Kind;
import org.junit.jupiter.api.Test;

/**
 * A ledger that somebody has tampered with, in one way after the other. That the audit finds
 * nothing in ledgers that are right, {@link WalletLawsTest} holds.
 */
class LedgerAuditTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long RATE = Micros.EURO;

  private final List<Entry> ledger = new ArrayList<>();
  private final Set<String> removed = new HashSet<>();
  private Wallet wallet = Wallet.empty("u", false);

  /**
   * Entries: initial, charge, charge, refund of a session; top-up; charge, write-off of another.
   */
  LedgerAuditTest() {
    change(draft -> draft.open(2 * Micros.EURO));
    change(draft -> draft.reserve("p", 1, RATE, 1, 0, Duration.ZERO));
    change(draft -> draft.started("p", 1, T0, 0));
    change(draft -> draft.charge("p", 1, at(1)));
    change(draft -> draft.charge("p", 1, at(2)));
    change(draft -> draft.close("p", 1, at(1), Optional.empty()));
    change(draft -> draft.adjust(Operation.ADD, Micros.EURO, "because", "admin", "key"));
    change(draft -> draft.reserve("p", 2, RATE, 1, 0, Duration.ZERO));
    change(draft -> draft.started("p", 2, at(3), 0));
    change(draft -> draft.charge("p", 2, at(9)));
    change(draft -> draft.close("p", 2, at(9), Optional.empty()));
  }

  private static Instant at(int hours) {
    return T0.plus(HOUR.multipliedBy(hours));
  }

  private void change(Consumer<WalletDraft> rule) {
    var draft = new WalletDraft(wallet.withoutPending(), T0);
    rule.accept(draft);
    wallet = draft.result();
    ledger.addAll(wallet.pending());
  }

  private List<Law> broken() {
    var audit = new LedgerAudit(wallet, removed::contains);
    ledger.forEach(audit::read);
    return audit.finish().stream().map(Breach::law).distinct().toList();
  }

  private void tamper(int n, UnaryOperator<Entry> with) {
    ledger.set(n - 1, with.apply(ledger.get(n - 1)));
  }

  private static Entry copy(Entry e, long n, long amount, long value, long balance) {
    return new Entry(
        n,
        e.kind(),
        amount,
        value,
        balance,
        e.slot(),
        e.session(),
        e.interval(),
        e.rateMicrosPerHour(),
        e.priceVersion(),
        e.reason(),
        e.actor(),
        e.key(),
        e.at());
  }

  private static Entry with(Entry e, Optional<Interval> interval, long session, long rate) {
    return new Entry(
        e.n(),
        e.kind(),
        e.amountMicros(),
        e.valueMicros(),
        e.balanceAfter(),
        e.slot(),
        session,
        interval,
        rate,
        e.priceVersion(),
        e.reason(),
        e.actor(),
        e.key(),
        e.at());
  }

  private static Optional<Interval> from(int from, int to) {
    return Optional.of(new Interval(at(from), Event.TICK, at(to), Event.TICK));
  }

  @Test
  void whatNobodyTamperedWithIsRight() {
    assertThat(ledger)
        .extracting(Entry::kind)
        .containsExactly(
            Kind.INITIAL,
            Kind.CHARGE,
            Kind.CHARGE,
            Kind.REFUND,
            Kind.TOP_UP,
            Kind.CHARGE,
            Kind.WRITE_OFF);
    assertThat(broken()).isEmpty();
  }

  @Test
  void findsAMissingEntry() {
    ledger.remove(4);
    assertThat(broken()).contains(Law.NUMBERS, Law.CHAIN);
  }

  @Test
  void findsAMissingLastEntry() {
    ledger.removeLast();
    assertThat(broken()).containsExactly(Law.NUMBERS);
  }

  @Test
  void findsAnEntryThatIsThereTwice() {
    ledger.add(2, ledger.get(1));
    assertThat(broken()).contains(Law.NUMBERS, Law.CHAIN, Law.INTERVALS);
  }

  @Test
  void findsABalanceThatDoesNotChain() {
    tamper(3, e -> copy(e, 3, e.amountMicros(), e.valueMicros(), 7));
    assertThat(broken()).contains(Law.CHAIN);
  }

  @Test
  void findsAWalletWhoseBalanceIsNotThatOfItsLedger() {
    wallet =
        new Wallet(
            "u", 9, 5, false, false, wallet.n(), wallet.meters(), List.of(), RunwayAlerts.NONE);
    assertThat(broken()).containsExactly(Law.CHAIN);
  }

  @Test
  void findsABalanceBelowZero() {
    tamper(1, e -> copy(e, 1, 0, 0, 0));
    tamper(2, e -> copy(e, 2, e.amountMicros(), e.valueMicros(), e.amountMicros()));
    assertThat(broken()).contains(Law.NOT_NEGATIVE);
  }

  @Test
  void findsAmountsThatAreNotWhatTheirKindSays() {
    for (int n = 1; n <= ledger.size(); n++) {
      Entry right = ledger.get(n - 1);
      tamper(n, e -> copy(e, e.n(), -e.amountMicros() - 1, e.valueMicros(), e.balanceAfter()));
      assertThat(broken()).as(right.kind().name()).contains(Law.AMOUNTS);
      ledger.set(n - 1, right);
    }
    tamper(2, e -> copy(e, 2, 5, -5, e.balanceAfter()));
    assertThat(broken()).contains(Law.AMOUNTS);
  }

  @Test
  void findsAGapAndAnOverlap() {
    tamper(3, e -> with(e, from(2, 3), 1, RATE));
    assertThat(broken()).contains(Law.INTERVALS);
    tamper(3, e -> with(e, from(0, 1), 1, RATE));
    assertThat(broken()).contains(Law.INTERVALS);
    tamper(3, e -> with(e, Optional.empty(), 1, RATE));
    assertThat(broken()).contains(Law.INTERVALS);
  }

  @Test
  void findsASecondThatWasChargedTwice() {
    tamper(2, e -> copy(e, 2, e.amountMicros() - 1, e.valueMicros() + 1, e.balanceAfter() - 1));
    assertThat(broken()).contains(Law.EXACT);
  }

  @Test
  void findsASessionThatWasNotChargedToItsEnd() {
    tamper(2, e -> copy(e, 2, e.amountMicros() + 1, e.valueMicros() - 1, e.balanceAfter() + 1));
    assertThat(broken()).contains(Law.EXACT);
  }

  @Test
  void findsAnotherRateWithinASession() {
    tamper(3, e -> with(e, e.interval(), 1, RATE + 1));
    assertThat(broken()).contains(Law.EXACT);
  }

  @Test
  void findsSessionsOutOfOrder() {
    tamper(6, e -> with(e, e.interval(), 0, RATE));
    assertThat(broken()).contains(Law.SESSIONS);
  }

  @Test
  void findsAVolumeThatIsPaidTwiceForTheSameTime() {
    // The first session of the volume lasts for three hours, the second begins within them.
    change(draft -> draft.adjust(Operation.ADD, 9 * Micros.EURO, "because", "admin", "more"));
    change(draft -> draft.reserve("q", 1, 0, 1, 0, Duration.ZERO));
    change(draft -> draft.started("q", 1, at(10), RATE));
    change(draft -> draft.close("q", 1, at(13), Optional.empty()));
    change(draft -> draft.reserve("q", 2, 0, 1, 0, Duration.ZERO));
    change(draft -> draft.started("q", 2, at(13), RATE));
    change(draft -> draft.close("q", 2, at(14), Optional.empty()));
    assertThat(broken()).isEmpty();

    tamper(ledger.size(), e -> with(e, from(12, 13), e.session(), RATE));
    assertThat(broken()).contains(Law.SESSIONS);
  }

  /** Pods q and r, of which q's start became known after r's end. */
  private void timeBetween() {
    change(draft -> draft.adjust(Operation.ADD, 9 * Micros.EURO, "because", "admin", "more"));
    change(draft -> draft.reserve("q", 1, 0, 1, 0, Duration.ZERO));
    change(draft -> draft.reserve("r", 1, 0, 1, 0, Duration.ZERO));
    change(draft -> draft.started("r", 1, at(12), RATE));
    change(draft -> draft.close("r", 1, at(13), Optional.empty()));
    change(draft -> draft.started("q", 1, at(10), RATE));
    change(draft -> draft.close("q", 1, at(12), Optional.empty()));
    assertThat(broken()).isEmpty();
    assertThat(ledger.getLast().session()).isEqualTo(Entry.NO_SEGMENT);
  }

  @Test
  void findsAVolumeThatIsPaidTwiceOutsideOfItsSegments() {
    timeBetween();
    Entry right = ledger.getLast();
    tamper(ledger.size(), e -> with(e, from(11, 13), 0, RATE));
    assertThat(broken()).containsExactly(Law.SESSIONS);
    tamper(ledger.size(), e -> with(e, from(8, 10), 0, RATE));
    assertThat(broken()).isEmpty();

    tamper(ledger.size(), _ -> right);
    long n = right.n() + 1;
    long balance = right.balanceAfter() - 2 * RATE;
    ledger.add(with(copy(right, n, -2 * RATE, 2 * RATE, balance), from(9, 11), 0, RATE));
    assertThat(broken()).contains(Law.SESSIONS);
  }

  @Test
  void findsTimeOutsideOfTheVolumesSegmentsThatCostAnotherSum() {
    timeBetween();
    tamper(ledger.size(), e -> with(e, from(9, 12), 0, RATE));
    assertThat(broken()).containsExactly(Law.EXACT);
  }

  @Test
  void findsAChargeAfterTheEndOfTheMoney() {
    Meter meter = wallet.meter("p", 2).orElseThrow();
    assertThat(meter.cap()).isPresent();
    replace(meter.cappedAt(meter.cap().orElseThrow().minusMillis(1)));
    assertThat(broken()).containsExactly(Law.CAP);
  }

  private void replace(Meter meter) {
    wallet =
        new Wallet(
            "u",
            wallet.version(),
            wallet.balanceMicros(),
            false,
            false,
            wallet.n(),
            Map.of("p", meter),
            List.of(),
            RunwayAlerts.NONE);
  }

  @Test
  void findsAMeterThatSaysAnotherSumThanItsEntries() {
    Meter meter = wallet.meter("p", 2).orElseThrow();
    replace(meter.chargedTo(at(9), Event.ENDED, meter.chargedMicros() + 1));
    assertThat(broken()).containsExactly(Law.METER);
  }

  @Test
  void findsAMeterWithoutEntries() {
    replace(Meter.reserved(3, RATE, 1).startedAt(at(9)).chargedTo(at(10), Event.TICK, RATE));
    assertThat(broken()).containsExactly(Law.METER);
  }

  @Test
  void findsEntriesWithoutAMeter() {
    forgetMeters();
    assertThat(broken()).containsExactly(Law.METER);
  }

  private void forgetMeters() {
    wallet =
        new Wallet(
            "u",
            9,
            wallet.balanceMicros(),
            false,
            false,
            wallet.n(),
            Map.of(),
            List.of(),
            RunwayAlerts.NONE);
  }

  @Test
  void aMeterThatIsForgottenWithItsPodIsNotMissed() {
    removed.add("p");
    forgetMeters();
    assertThat(broken()).isEmpty();
  }

  @Test
  void whatAForgottenMeterCostIsStillCounted() {
    removed.add("p");
    forgetMeters();
    tamper(6, e -> copy(e, 6, e.amountMicros() + 1, e.valueMicros() - 1, e.balanceAfter() + 1));
    assertThat(broken()).contains(Law.EXACT);
  }

  @Test
  void saysWhereItIs() {
    tamper(3, e -> copy(e, 3, e.amountMicros(), e.valueMicros(), 7));
    var audit = new LedgerAudit(wallet, removed::contains);
    ledger.forEach(audit::read);

    assertThat(audit.finish().getFirst())
        .isEqualTo(new Breach(Law.CHAIN, "u", Optional.of("p"), 1, 3, "says 7, but it is 0"));
  }

  @Test
  void aReportIsCleanWithoutABreach() {
    var breach = new Breach(Law.CAP, "u", Optional.empty(), 0, 1, "x");
    var clean = new AuditReport(T0, 1, 2, 0, Map.of(), List.of());
    var broken = new AuditReport(T0, 1, 2, 0, Map.of(Law.CAP, 100L), List.of(breach));
    var cut = new AuditReport(T0, 1, 2, 0, Map.of(Law.CAP, 101L), List.of(breach));

    assertThat(clean.isClean()).isTrue();
    assertThat(broken.isClean()).isFalse();
    assertThat(broken.breachesOf(Law.CAP)).isEqualTo(100);
    assertThat(broken.breachesOf(Law.EXACT)).isZero();
    assertThat(broken.isCut()).isFalse();
    assertThat(cut.isCut()).isTrue();
    assertThat(Law.values()).allMatch(law -> !law.words().isBlank());
  }
}
