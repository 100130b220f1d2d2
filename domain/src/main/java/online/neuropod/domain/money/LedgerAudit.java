package online.neuropod.domain.money;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Entry.Kind;

/**
 * Holds one wallet's ledger against the laws of money. Is told the entries one by one, oldest
 * first, and keeps only sums, so that a ledger of any length can be read.
 */
public final class LedgerAudit {
  private final Wallet wallet;
  private final Predicate<String> removed;
  private final List<Breach> breaches = new ArrayList<>();
  private final Map<String, SessionAudit> sessions = new HashMap<>();
  private final List<SessionAudit> segments = new ArrayList<>();
  private final List<Entry> between = new ArrayList<>();
  private long n;
  private long balance;

  /**
   * Nothing read yet.
   *
   * @param removed whether a pod never comes back, so that the wallet may have forgotten its meter
   */
  public LedgerAudit(Wallet wallet, Predicate<String> removed) {
    this.wallet = wallet;
    this.removed = removed;
  }

  /** The next entry. */
  public void read(Entry entry) {
    if (entry.n() != n + 1) {
      breach(Law.NUMBERS, entry, "follows entry " + n);
    }
    n = entry.n();
    balance += entry.amountMicros();
    if (entry.balanceAfter() != balance) {
      breach(Law.CHAIN, entry, "says " + entry.balanceAfter() + ", but it is " + balance);
      balance = entry.balanceAfter();
    }
    if (balance < 0) {
      breach(Law.NOT_NEGATIVE, entry, "balance " + balance);
    }
    checkAmount(entry);
    entry.slot().ifPresent(slot -> readMetered(slot, entry));
  }

  private void checkAmount(Entry entry) {
    boolean right =
        switch (entry.kind()) {
          case CHARGE -> entry.amountMicros() == -entry.valueMicros() || entry.amountMicros() == 0;
          case REFUND -> entry.amountMicros() == entry.valueMicros() || entry.amountMicros() == 0;
          case WRITE_OFF -> entry.amountMicros() == 0;
          case INITIAL, TOP_UP -> entry.amountMicros() >= 0;
          case ADJUSTMENT -> true;
        };
    boolean metered =
        entry.kind() == Kind.CHARGE
            || entry.kind() == Kind.REFUND
            || entry.kind() == Kind.WRITE_OFF;
    if (!right || (metered && entry.valueMicros() < 0)) {
      breach(
          Law.AMOUNTS,
          entry,
          entry.kind() + " of " + entry.valueMicros() + " changes " + entry.amountMicros());
    }
  }

  private void readMetered(String slot, Entry entry) {
    if (entry.interval().isEmpty()) {
      breach(Law.INTERVALS, entry, "has no interval");
      return;
    }
    Interval interval = entry.interval().get();
    if (slot.equals(Wallet.VOLUME) && entry.session() == Entry.NO_SEGMENT) {
      readBetween(entry, interval);
      return;
    }
    SessionAudit last = sessions.get(slot);
    if (last == null || last.session != entry.session()) {
      if (last != null) {
        finish(slot, last);
        requireLater(slot, last, entry, interval);
      }
      last = new SessionAudit(entry, interval);
      sessions.put(slot, last);
      if (slot.equals(Wallet.VOLUME)) {
        segments.add(last);
      }
    }
    last.read(entry, interval);
  }

  private void requireLater(String slot, SessionAudit last, Entry entry, Interval interval) {
    // The last interval may reach beyond the end by what is worth less than a micro-euro.
    boolean overlaps = slot.equals(Wallet.VOLUME) && last.dueAt(interval.from()) < last.value;
    if (last.session > entry.session() || overlaps) {
      breach(Law.SESSIONS, entry, "session " + last.session + " lasted to " + last.upTo);
    }
  }

  /** Of the volume: a time that belongs to none of its segments. */
  private void readBetween(Entry entry, Interval interval) {
    between.add(entry);
    long due = cost(entry, interval.from(), interval.to());
    if (entry.kind() == Kind.REFUND || entry.valueMicros() != due) {
      breach(Law.EXACT, entry, entry.kind() + " of " + entry.valueMicros() + ", due " + due);
    }
  }

  private static long cost(Entry entry, Instant from, Instant to) {
    return to.isAfter(from)
        ? Micros.cost(entry.rateMicrosPerHour(), Duration.between(from, to))
        : 0;
  }

  /** What is paid between the volume's segments lies within none of them, and is paid once. */
  private void finishBetween() {
    for (Entry entry : between) {
      Stream<Long> segmentsWithin =
          segments.stream().map(segment -> overlap(entry, segment.start, segment.upTo));
      Stream<Long> othersWithin =
          between.stream()
              .filter(other -> other.n() < entry.n())
              .map(other -> other.interval().orElseThrow())
              .map(other -> overlap(entry, other.from(), other.to()));
      // A segment may reach beyond its end by what is worth less than a micro-euro.
      if (Stream.concat(segmentsWithin, othersWithin).anyMatch(value -> value > 0)) {
        breach(Law.SESSIONS, entry, "is paid by another entry too");
      }
    }
  }

  private static long overlap(Entry entry, Instant start, Instant end) {
    Interval own = entry.interval().orElseThrow();
    return cost(
        entry,
        own.from().isAfter(start) ? own.from() : start,
        own.to().isBefore(end) ? own.to() : end);
  }

  /** Of a session that is over. */
  private void finish(String slot, SessionAudit session) {
    if (session.value != session.due()) {
      breaches.add(
          session.found(
              slot,
              Law.EXACT,
              "charged and written off " + session.value + ", due " + session.due()));
    }
  }

  /** What does not hold, after the last entry. */
  public List<Breach> finish() {
    if (n != wallet.n()) {
      breaches.add(ofWallet(Law.NUMBERS, "the last entry is " + n + " of " + wallet.n()));
    }
    if (balance != wallet.balanceMicros()) {
      breaches.add(
          ofWallet(Law.CHAIN, "the wallet has " + wallet.balanceMicros() + ", entries " + balance));
    }
    sessions.forEach(this::finishNewest);
    finishBetween();
    wallet.meters().forEach(this::requireEntries);
    return List.copyOf(breaches);
  }

  /** The newest session of each slot is also told by its meter. */
  private void finishNewest(String slot, SessionAudit session) {
    Optional<Meter> meter = wallet.meter(slot, session.session);
    if (meter.isEmpty()) {
      if (slot.equals(Wallet.VOLUME) || wallet.meters().containsKey(slot) || removed.test(slot)) {
        // Nothing of the newer one was worth an entry; or all is over, and the meter is forgotten.
        finish(slot, session);
      } else {
        breaches.add(session.found(slot, Law.METER, "the wallet has no meter of it"));
      }
      return;
    }
    if (meter.get().closed() || meter.get().cap().isEmpty()) {
      finish(slot, session);
    }
    if (meter.get().chargedMicros() != session.charged) {
      breaches.add(
          session.found(
              slot,
              Law.METER,
              "charged " + session.charged + ", its meter says " + meter.get().chargedMicros()));
    }
    Optional<Instant> cap = meter.get().cap();
    if (cap.isPresent() && session.chargedTo.isAfter(cap.get())) {
      breaches.add(
          session.found(slot, Law.CAP, "charged to " + session.chargedTo + ", ended " + cap.get()));
    }
  }

  private void requireEntries(String slot, Meter meter) {
    SessionAudit read = sessions.get(slot);
    if (meter.chargedMicros() != 0 && (read == null || read.session != meter.session())) {
      breaches.add(
          new Breach(
              Law.METER,
              wallet.userId(),
              Optional.of(slot),
              meter.session(),
              0,
              "its meter says " + meter.chargedMicros() + ", but there are no entries"));
    }
  }

  private void breach(Law law, Entry entry, String detail) {
    breaches.add(
        new Breach(law, wallet.userId(), entry.slot(), entry.session(), entry.n(), detail));
  }

  private Breach ofWallet(Law law, String detail) {
    return new Breach(law, wallet.userId(), Optional.empty(), 0, n, detail);
  }

  /** What the entries of one session have said so far. */
  private final class SessionAudit {
    private final long session;
    private final long rate;
    private Instant start;
    private Instant upTo;
    private Instant chargedTo = Instant.MIN;
    private long charged;
    private long value;
    private long lastN;

    private SessionAudit(Entry first, Interval interval) {
      this.session = first.session();
      this.rate = first.rateMicrosPerHour();
      this.start = interval.from();
      this.upTo = start;
    }

    private void read(Entry entry, Interval interval) {
      if (entry.kind() == Kind.CHARGE && interval.to().equals(start) && lastN != 0) {
        readEarlier(entry, interval);
        return;
      }
      lastN = entry.n();
      boolean back = entry.kind() == Kind.REFUND;
      Instant joint = back ? interval.to() : interval.from();
      if (!joint.equals(upTo)) {
        breach(Law.INTERVALS, entry, "begins at " + joint + ", the one before ended at " + upTo);
      }
      if (entry.rateMicrosPerHour() != rate) {
        breach(Law.EXACT, entry, "rate " + entry.rateMicrosPerHour() + " in a session of " + rate);
      }
      upTo = back ? interval.from() : interval.to();
      value += back ? -entry.valueMicros() : entry.valueMicros();
      if (entry.kind() != Kind.WRITE_OFF) {
        charged += back ? -entry.valueMicros() : entry.valueMicros();
        chargedTo = upTo;
      }
      if (value > due()) {
        breach(Law.EXACT, entry, "charged and written off " + value + ", due " + due());
      }
    }

    /** Of the volume: the session turned out to have begun earlier. */
    private void readEarlier(Entry entry, Interval interval) {
      lastN = entry.n();
      start = interval.from();
      value += entry.valueMicros();
      charged += entry.valueMicros();
      if (value > due()) {
        breach(Law.EXACT, entry, "charged and written off " + value + ", due " + due());
      }
    }

    private long due() {
      return dueAt(upTo);
    }

    private long dueAt(Instant moment) {
      return moment.isBefore(start) ? 0 : Micros.cost(rate, Duration.between(start, moment));
    }

    private Breach found(String slot, Law law, String detail) {
      return new Breach(law, wallet.userId(), Optional.of(slot), session, lastN, detail);
    }
  }
}
