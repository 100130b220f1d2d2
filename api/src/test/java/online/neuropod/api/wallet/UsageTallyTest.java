package online.neuropod.api.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.wallet.UsageView.Group;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Event;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.money.Micros;
import online.neuropod.store.pods.PodStore;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

class UsageTallyTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");

  private static Entry entry(Kind kind, Instant from, Instant to, long amount, long value) {
    return new Entry(
        1,
        kind,
        amount,
        value,
        0,
        Optional.of("pod"),
        1,
        Optional.of(new Interval(from, Event.STARTED, to, Event.TICK)),
        1,
        1,
        Optional.empty(),
        "billing",
        Optional.empty(),
        to);
  }

  @Test
  void timeIsSharedAmongItsDaysWithNothingLost() {
    var tally = new UsageTally();
    Instant from = MIDNIGHT.minusMillis(1);
    Instant to = MIDNIGHT.plus(Duration.ofDays(2)).plusMillis(1);
    tally.addByDay(entry(Kind.CHARGE, from, to, -1_000_003, 1_000_003));
    List<Group> days = tally.inOrder();
    assertThat(days)
        .extracting(Group::key)
        .containsExactly("2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04");
    assertThat(days.stream().mapToLong(day -> Micros.ofEuros(day.charged())).sum())
        .isEqualTo(1_000_003);
    assertThat(days.getFirst().seconds()).isEqualByComparingTo("0.001");
    assertThat(days.get(1).seconds()).isEqualByComparingTo("86400");
    assertThat(days.getLast().seconds()).isEqualByComparingTo("0.001");
  }

  @Test
  void anIntervalThatEndsAtMidnightIsOfOneDay() {
    var tally = new UsageTally();
    tally.addByDay(entry(Kind.CHARGE, MIDNIGHT.minusSeconds(3600), MIDNIGHT, -5, 5));
    assertThat(tally.inOrder()).extracting(Group::key).containsExactly("2026-03-01");
  }

  @Test
  void anIntervalWithoutLengthIsOfItsDay() {
    var tally = new UsageTally();
    tally.addByDay(entry(Kind.REFUND, MIDNIGHT, MIDNIGHT, 1, 1));
    assertThat(tally.inOrder()).extracting(Group::refunded).containsExactly(Micros.toEuros(1));
  }

  @Test
  void whatIsFreeWrittenOffOrGivenBackStandsApart() {
    var tally = new UsageTally();
    Instant to = MIDNIGHT.plusSeconds(10);
    tally.add("x", entry(Kind.CHARGE, MIDNIGHT, to, -10, 10));
    tally.add("x", entry(Kind.REFUND, MIDNIGHT.plusSeconds(8), to, 2, 2));
    tally.add("x", entry(Kind.CHARGE, MIDNIGHT, to, 0, 7));
    tally.add("x", entry(Kind.REFUND, MIDNIGHT.plusSeconds(9), to, 0, 1));
    tally.add("x", entry(Kind.WRITE_OFF, MIDNIGHT, to, 0, 4));
    Group sums = tally.only("x");
    assertThat(sums.seconds()).isEqualByComparingTo("17");
    assertThat(sums.amount()).isEqualByComparingTo("-0.000008");
    assertThat(sums.charged()).isEqualByComparingTo("0.00001");
    assertThat(sums.refunded()).isEqualByComparingTo("0.000002");
    assertThat(sums.free()).isEqualByComparingTo("0.000006");
    assertThat(sums.writtenOff()).isEqualByComparingTo("0.000004");
  }

  @Test
  void aReceiptHoldsALimitedNumberOfLines() {
    var receipt = new Receipt(new PodNames(Mockito.mock(PodStore.class)));
    Entry line = entry(Kind.CHARGE, MIDNIGHT, MIDNIGHT.plusSeconds(1), -1, 1);
    IntStream.range(0, Receipt.MAX_LINES).forEach(_ -> receipt.add(line));
    assertThatThrownBy(() -> receipt.add(line)).isInstanceOf(Refusal.class);
  }
}
