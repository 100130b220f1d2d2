package online.neuropod.domain.money;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Entry.Kind;

/**
 * One change of a wallet: the rules of money, without I/O. Every method is safe to repeat: what is
 * known already changes nothing. Not thread-safe; made for one compare-and-set.
 */
public final class WalletDraft {
  private final Wallet before;
  private final Instant now;
  private final Map<String, Meter> meters;
  private final List<Entry> entries = new ArrayList<>();
  private long balance;
  private boolean frozen;

  /**
   * Starts from {@code before}; {@code now} stamps the entries and decides nothing else but
   * reservations.
   */
  public WalletDraft(Wallet before, Instant now) {
    this.before = before;
    this.now = now;
    this.meters = new HashMap<>(before.meters());
    this.balance = before.balanceMicros();
    this.frozen = before.frozen();
  }

  /** The wallet with the change; its {@code pending} are the new entries. */
  public Wallet result() {
    return new Wallet(
        before.userId(),
        before.version() + 1,
        balance,
        before.unlimited(),
        frozen,
        before.n() + entries.size(),
        meters,
        entries);
  }

  /** Whether anything changed. */
  public boolean isChanged() {
    return !entries.isEmpty() || !meters.equals(before.meters()) || frozen != before.frozen();
  }

  /** Gives a new person their first balance. Counts only for a wallet without entries. */
  public void open(long initialMicros) {
    if (before.n() == 0 && entries.isEmpty()) {
      credit(Kind.INITIAL, initialMicros, "system");
    }
  }

  /**
   * Reserves a session before anything of it is made in the cluster.
   *
   * @param slot pod id
   * @param session greater than every earlier one of the slot
   * @param rate of the pod, micro-euros an hour
   * @param volumeRate of the workspace, which counts if no pod runs yet
   * @param minimumRunway how long the money must last for all that is running or reserved, with
   *     this
   */
  public Reservation reserve(
      String slot,
      long session,
      long rate,
      long priceVersion,
      long volumeRate,
      Duration minimumRunway) {
    Optional<Meter> known = Optional.ofNullable(meters.get(slot));
    if (known.isPresent() && known.get().session() >= session) {
      boolean same = known.get().session() == session && !known.get().closed();
      return same ? new Reservation.Granted() : new Reservation.Stale();
    }
    if (known.isPresent() && !known.get().closed()) {
      return new Reservation.PreviousOpen(known.get().session());
    }
    Optional<Reservation> refusal = refusal(rate, volumeRate, minimumRunway);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    meters.put(slot, Meter.reserved(session, rate, priceVersion));
    return new Reservation.Granted();
  }

  /** Why a session of this rate may not start now, if it may not. */
  public Optional<Reservation> refusal(long rate, long volumeRate, Duration minimumRunway) {
    if (frozen) {
      return Optional.of(new Reservation.Frozen());
    }
    if (before.unlimited()) {
      return Optional.empty();
    }
    Wallet current = result();
    boolean volumeRuns =
        Optional.ofNullable(meters.get(Wallet.VOLUME)).filter(Meter::isRunning).isPresent();
    long together =
        Math.addExact(current.committedRate(), Math.addExact(rate, volumeRuns ? 0 : volumeRate));
    long required = Math.max(Micros.cost(together, minimumRunway), together > 0 ? 1 : 0);
    long available = current.availableAt(now);
    return available < required
        ? Optional.of(new Reservation.TooLittle(required, available))
        : Optional.empty();
  }

  /**
   * The container of a reserved session started; from {@code at} on it counts. The workspace counts
   * with the first pod.
   *
   * @param volumeRate of the workspace at its real size
   */
  public void started(String slot, long session, Instant at, long volumeRate) {
    Optional<Meter> reserved = open(slot, session).filter(meter -> meter.start().isEmpty());
    if (reserved.isEmpty()) {
      return;
    }
    meters.put(slot, reserved.get().startedAt(at));
    startVolume(at, volumeRate, reserved.get().priceVersion());
  }

  private void startVolume(Instant at, long rate, long priceVersion) {
    Optional<Meter> volume = Optional.ofNullable(meters.get(Wallet.VOLUME));
    if (volume.isPresent() && !volume.get().closed()) {
      growVolume(volume.get(), at, rate, priceVersion);
      return;
    }
    // A start that became known late must not count time that an earlier segment has counted.
    Instant free = volume.flatMap(Meter::upTo).filter(at::isBefore).orElse(at);
    long session = volume.map(Meter::session).orElse(0L) + 1;
    meters.put(Wallet.VOLUME, Meter.reserved(session, rate, priceVersion).startedAt(free));
  }

  private void growVolume(Meter volume, Instant at, long rate, long priceVersion) {
    if (!volume.isRunning() || rate <= volume.rateMicrosPerHour()) {
      return;
    }
    chargeUpTo(Wallet.VOLUME, volume, at);
    Meter charged = meters.getOrDefault(Wallet.VOLUME, volume);
    if (charged.isRunning()) {
      Instant from = charged.upTo().orElse(at);
      meters.put(
          Wallet.VOLUME, Meter.reserved(volume.session() + 1, rate, priceVersion).startedAt(from));
    }
  }

  /**
   * Charges a session, and the workspace, up to {@code to}. If the money ends before that, all
   * meters of the wallet are settled and capped at that moment instead.
   */
  public void charge(String slot, long session, Instant to) {
    if (open(slot, session).filter(Meter::isRunning).isEmpty() || settleIfExhausted(to)) {
      return;
    }
    open(slot, session).ifPresent(meter -> chargeUpTo(slot, meter, to));
    Optional.ofNullable(meters.get(Wallet.VOLUME))
        .ifPresent(volume -> chargeUpTo(Wallet.VOLUME, volume, to));
  }

  /**
   * If the balance is used up by {@code by}: charges everything up to that moment, so that the
   * balance is zero, and caps all meters.
   *
   * @return whether it was so
   */
  public boolean settleIfExhausted(Instant by) {
    Optional<Instant> end = result().exhaustedAt().filter(moment -> !moment.isAfter(by));
    end.ifPresent(this::settle);
    return end.isPresent();
  }

  private void settle(Instant end) {
    for (String slot : slots()) {
      Meter meter = meters.getOrDefault(slot, Meter.reserved(0, 0, 0));
      if (meter.closed() || meter.cap().isPresent()) {
        continue;
      }
      chargeUpTo(slot, meter, end);
      Meter charged = meters.getOrDefault(slot, meter);
      Instant cap = charged.upTo().filter(end::isBefore).orElse(end);
      meters.put(slot, charged.cappedAt(cap));
    }
  }

  /**
   * The container of a session ended at {@code end}. What is owed is charged, what was charged
   * beyond is given back, what ran beyond the cap is written off. A session that never started
   * closes without an entry. The workspace ends with the last pod.
   */
  public void close(String slot, long session, Instant end) {
    if (open(slot, session).isEmpty()) {
      return;
    }
    settleIfExhausted(end);
    open(slot, session).ifPresent(meter -> closeMeter(slot, meter, end));
    closeVolumeIfUnused();
  }

  private void closeVolumeIfUnused() {
    boolean used =
        slots().stream()
            .filter(slot -> !slot.equals(Wallet.VOLUME))
            .map(meters::get)
            .anyMatch(meter -> meter != null && meter.start().isPresent() && !meter.closed());
    Optional<Meter> volume =
        Optional.ofNullable(meters.get(Wallet.VOLUME)).filter(meter -> !meter.closed());
    if (used || volume.isEmpty()) {
      return;
    }
    Optional<Instant> lastEnd =
        meters.entrySet().stream()
            .filter(slot -> !slot.getKey().equals(Wallet.VOLUME))
            .flatMap(slot -> slot.getValue().upTo().stream())
            .max(Comparator.naturalOrder());
    lastEnd.ifPresent(end -> closeMeter(Wallet.VOLUME, volume.get(), end));
  }

  private void closeMeter(String slot, Meter meter, Instant end) {
    if (meter.start().isEmpty()) {
      meters.put(slot, meter.close());
      return;
    }
    Instant begin = meter.start().get();
    Instant real = end.isBefore(begin) ? begin : end;
    Instant upTo = meter.upTo().orElse(begin);
    long due = meter.valueAt(real) - meter.chargedMicros();
    if (due < 0) {
      add(slot, meter, Kind.REFUND, -due, new Interval(real, real.isBefore(upTo) ? upTo : real));
    } else if (meter.cap().isPresent()) {
      if (due > 0) {
        record(
            slot,
            meter,
            Kind.WRITE_OFF,
            0,
            due,
            new Interval(upTo.isAfter(real) ? real : upTo, real));
      }
    } else {
      chargeUpTo(slot, meter, real);
    }
    Meter last = meters.getOrDefault(slot, meter);
    meters.put(slot, last.chargedTo(real, last.chargedMicros() + Math.min(due, 0)).close());
  }

  private void chargeUpTo(String slot, Meter meter, Instant to) {
    Optional<Instant> upTo = meter.upTo().filter(to::isAfter);
    if (!meter.isRunning() || upTo.isEmpty()) {
      return;
    }
    long value = meter.valueAt(to) - meter.chargedMicros();
    // Less is there only by the rounding of the last micro-euros at T*; the rest is written off
    // when the meter closes.
    long paid = before.unlimited() ? value : Math.min(value, balance);
    if (paid > 0) {
      add(slot, meter, Kind.CHARGE, -paid, new Interval(upTo.get(), to));
    }
    meters.put(slot, meter.chargedTo(to, meter.chargedMicros() + paid));
  }

  private void add(String slot, Meter meter, Kind kind, long signedValue, Interval interval) {
    record(
        slot, meter, kind, before.unlimited() ? 0 : signedValue, Math.abs(signedValue), interval);
  }

  private void record(
      String slot, Meter meter, Kind kind, long amount, long value, Interval interval) {
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
            Optional.empty(),
            "billing",
            Optional.empty(),
            now));
  }

  private void credit(Kind kind, long amount, String actor) {
    long given = before.unlimited() ? 0 : amount;
    balance = Math.addExact(balance, given);
    entries.add(
        new Entry(
            nextN(),
            kind,
            given,
            amount,
            balance,
            Optional.empty(),
            0,
            Optional.empty(),
            0,
            0,
            Optional.empty(),
            actor,
            Optional.empty(),
            now));
  }

  private long nextN() {
    return before.n() + entries.size() + 1;
  }

  private Optional<Meter> open(String slot, long session) {
    return Optional.ofNullable(meters.get(slot))
        .filter(meter -> meter.session() == session && !meter.closed());
  }

  private List<String> slots() {
    return meters.keySet().stream().sorted().toList();
  }
}
