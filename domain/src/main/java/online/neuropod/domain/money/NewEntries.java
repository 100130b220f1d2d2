package online.neuropod.domain.money;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.money.Entry.Event;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Entry.Kind;

/** The entries of one change, and the balance with them. */
final class NewEntries {
  private final long before;
  private final Instant now;
  private final List<Entry> entries = new ArrayList<>();
  private long balance;

  /**
   * None yet.
   *
   * @param before number of the last entry
   * @param now stamps them
   */
  NewEntries(long before, long balanceMicros, Instant now) {
    this.before = before;
    this.balance = balanceMicros;
    this.now = now;
  }

  List<Entry> entries() {
    return entries;
  }

  long balance() {
    return balance;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /** About the time of a meter. */
  void metered(
      String slot,
      Meter meter,
      Kind kind,
      long amount,
      long value,
      Interval interval,
      Optional<String> cause) {
    balance = Math.addExact(balance, amount);
    entries.add(
        new Entry(
            nextN(),
            kind,
            amount,
            value,
            balance,
            Optional.of(slot),
            meter.session(),
            Optional.of(interval),
            meter.rateMicrosPerHour(),
            meter.priceVersion(),
            cause,
            "billing",
            Optional.empty(),
            now));
  }

  /** About a time of the volume that belongs to none of its segments. */
  void volumeBefore(Kind kind, Meter.Unused used, long priceVersion, long amount) {
    balance = Math.addExact(balance, amount);
    entries.add(
        new Entry(
            nextN(),
            kind,
            amount,
            used.value(),
            balance,
            Optional.of(Wallet.VOLUME),
            Entry.NO_SEGMENT,
            Optional.of(new Interval(used.from(), Event.STARTED, used.to(), Event.ENDED)),
            used.rateMicrosPerHour(),
            priceVersion,
            Optional.empty(),
            "billing",
            Optional.empty(),
            now));
  }

  /** About the balance itself. */
  void credit(Kind kind, long amount, Optional<String> reason, String actor, Optional<String> key) {
    balance = Math.addExact(balance, amount);
    entries.add(
        new Entry(
            nextN(),
            kind,
            amount,
            amount,
            balance,
            Optional.empty(),
            0,
            Optional.empty(),
            0,
            0,
            reason,
            actor,
            key,
            now));
  }

  private long nextN() {
    return before + entries.size() + 1;
  }
}
