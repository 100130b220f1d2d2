package online.neuropod.api.wallet;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.answer.Period;
import online.neuropod.api.wallet.ReceiptView.Interval;
import online.neuropod.api.wallet.ReceiptView.Other;
import online.neuropod.api.wallet.ReceiptView.Session;
import online.neuropod.api.wallet.ReceiptView.Total;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Micros;

/** Collects the lines of a receipt, oldest first. */
final class Receipt {
  /** As many lines fit into one answer; as a table there may be any number. */
  static final int MAX_LINES = 10_000;

  private final PodNames names;
  private final Map<Key, Lines> sessions = new LinkedHashMap<>();
  private final List<Other> other = new ArrayList<>();
  private final Sums sums = new Sums();
  private int count;

  Receipt(PodNames names) {
    this.names = names;
  }

  private record Key(String slot, long session) {}

  /** What lines are in all. */
  private static final class Sums {
    private long millis;
    private long amount;
    private long value;
    private long writtenOffMillis;
    private long writtenOff;

    void add(Entry entry) {
      amount = Math.addExact(amount, entry.amountMicros());
      if (entry.kind() == Entry.Kind.WRITE_OFF) {
        writtenOffMillis += millis(entry);
        writtenOff = Math.addExact(writtenOff, entry.valueMicros());
      } else if (entry.interval().isPresent()) {
        millis += millis(entry);
        value = Math.addExact(value, value(entry));
      }
    }

    Total total() {
      return new Total(
          seconds(millis),
          Micros.toEuros(amount),
          Micros.toEuros(value),
          seconds(writtenOffMillis),
          Micros.toEuros(writtenOff));
    }
  }

  /** The lines of one session. */
  private static final class Lines {
    private final Entry first;
    private final List<Interval> intervals = new ArrayList<>();
    private final Sums sums = new Sums();
    private Optional<String> cause = Optional.empty();

    Lines(Entry first) {
      this.first = first;
    }

    void add(Entry entry, Interval interval) {
      intervals.add(interval);
      sums.add(entry);
      cause = entry.reason().or(() -> cause);
    }
  }

  /**
   * Adds the next entry.
   *
   * @throws online.neuropod.api.answer.Refusal if there are too many
   */
  void add(Entry entry) {
    if (++count > MAX_LINES) {
      throw Stretch.tooLong(MAX_LINES);
    }
    sums.add(entry);
    entry.slot().ifPresentOrElse(slot -> addTime(slot, entry), () -> other.add(other(entry)));
  }

  private void addTime(String slot, Entry entry) {
    entry
        .interval()
        .ifPresent(
            time ->
                sessions
                    .computeIfAbsent(new Key(slot, entry.session()), _ -> new Lines(entry))
                    .add(entry, line(entry, time)));
  }

  private static Interval line(Entry entry, Entry.Interval time) {
    return new Interval(
        entry.n(),
        Ledger.kind(entry.kind()),
        time.from(),
        Ledger.event(time.opened()),
        time.to(),
        Ledger.event(time.closed()),
        seconds(millis(entry)),
        Micros.toEuros(entry.rateMicrosPerHour()),
        entry.priceVersion(),
        Micros.toEuros(entry.amountMicros()),
        Micros.toEuros(value(entry)),
        Micros.toEuros(entry.balanceAfter()),
        entry.reason().orElse(null),
        entry.at());
  }

  private static Other other(Entry entry) {
    return new Other(
        entry.n(),
        Ledger.kind(entry.kind()),
        Micros.toEuros(entry.amountMicros()),
        Micros.toEuros(entry.balanceAfter()),
        entry.reason().orElse(null),
        entry.actor(),
        entry.at());
  }

  /** Length of an entry's time; negative where it is given back. */
  static long millis(Entry entry) {
    long length =
        entry
            .interval()
            .map(time -> Duration.between(time.from(), time.to()).toMillis())
            .orElse(0L);
    return entry.kind() == Entry.Kind.REFUND ? -length : length;
  }

  /** Worth of an entry's time; negative where it is given back. */
  static long value(Entry entry) {
    return entry.kind() == Entry.Kind.REFUND ? -entry.valueMicros() : entry.valueMicros();
  }

  /** Seconds with milliseconds. */
  static BigDecimal seconds(long millis) {
    return BigDecimal.valueOf(millis, 3);
  }

  /** All of it. Balances are told only where all lines of the stretch are in it. */
  ReceiptView view(Period period, Optional<String> slot, Stretch stretch) {
    boolean whole = slot.isEmpty();
    return new ReceiptView(
        period.from().orElse(null),
        period.to().orElse(null),
        slot.orElse(null),
        whole ? Micros.toEuros(stretch.openingMicros()) : null,
        whole ? Micros.toEuros(stretch.closingMicros()) : null,
        sums.total(),
        sessions.entrySet().stream()
            .map(session -> session(session.getKey(), session.getValue()))
            .toList(),
        other);
  }

  private Session session(Key key, Lines lines) {
    Optional<String> slot = Optional.of(key.slot());
    Instant end = lines.intervals.getLast().to();
    boolean givenBack = lines.intervals.getLast().kind().equals(Ledger.kind(Entry.Kind.REFUND));
    return new Session(
        Ledger.subject(slot),
        Ledger.podId(slot).orElse(null),
        names.name(key.slot()).orElse(null),
        key.session(),
        Micros.toEuros(lines.first.rateMicrosPerHour()),
        lines.first.priceVersion(),
        lines.intervals.getFirst().from(),
        givenBack ? lines.intervals.getLast().from() : end,
        lines.cause.orElse(null),
        lines.sums.total(),
        lines.intervals);
  }
}
