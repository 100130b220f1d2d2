package online.neuropod.domain.money;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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
    this.now = wholeMillis(now);
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
    long volumePaid =
        Optional.ofNullable(meters.get(Wallet.VOLUME))
            .filter(Meter::isRunning)
            .map(Meter::rateMicrosPerHour)
            .orElse(0L);
    long moreForVolume = Math.max(0, volumeRate - volumePaid);
    long together = Math.addExact(current.committedRate(), Math.addExact(rate, moreForVolume));
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
    Meter started = reserved.get().startedAt(wholeMillis(at));
    meters.put(slot, started);
    startVolume(started, volumeRate);
  }

  private void startVolume(Meter pod, long rate) {
    Instant at = pod.start().orElseThrow();
    Optional<Meter> volume = Optional.ofNullable(meters.get(Wallet.VOLUME));
    if (volume.isEmpty() || volume.get().closed()) {
      beginVolume(at, rate, pod);
    } else if (volume.get().isRunning()) {
      growVolume(volume.get(), at, rate, pod);
    } else if (pod.isRunning()) {
      // Pods that cannot be paid any more are still being stopped, but this one is paid: so its
      // volume is, again.
      closeMeter(Wallet.VOLUME, volume.get(), notBefore(volume.get().upTo(), at));
      beginVolume(at, rate, pod);
    }
  }

  /**
   * Begins a segment of the volume with a pod. Where no pod is paid any more, nor is the volume.
   */
  private void beginVolume(Instant at, long rate, Meter pod) {
    Optional<Meter> last = Optional.ofNullable(meters.get(Wallet.VOLUME));
    // A start that became known late must not count time that an earlier segment has counted.
    Instant free = notBefore(last.flatMap(Meter::upTo), at);
    long session = last.map(Meter::session).orElse(0L) + 1;
    Meter begun = Meter.reserved(session, rate, pod.priceVersion()).startedAt(free);
    Optional<Instant> cap = pod.cap().filter(end -> pods().noneMatch(Meter::isRunning));
    meters.put(Wallet.VOLUME, cap.map(begun::cappedAt).orElse(begun));
  }

  private void growVolume(Meter volume, Instant at, long rate, Meter pod) {
    if (rate <= volume.rateMicrosPerHour() || settleIfExhausted(at)) {
      return;
    }
    chargeUpTo(Wallet.VOLUME, volume, at);
    beginVolume(at, rate, pod);
  }

  /**
   * Charges a session, and the workspace, up to {@code to}. If the money ends before that, all
   * meters of the wallet are settled and capped at that moment instead. One that was asked before
   * changes nothing, not even where the workspace was counted anew since.
   */
  public void charge(String slot, long session, Instant to) {
    Instant until = wholeMillis(to);
    Optional<Meter> running =
        open(slot, session).filter(Meter::isRunning).filter(meter -> !meter.wasAsked(until));
    if (running.isEmpty() || settleIfExhausted(to)) {
      return;
    }
    meters.put(slot, chargeUpTo(slot, running.get(), until).askedTo(until));
    Optional.ofNullable(meters.get(Wallet.VOLUME))
        .ifPresent(volume -> chargeUpTo(Wallet.VOLUME, volume, until));
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
    // In an order that is always the same, so that a repeated change writes the same entries.
    new TreeMap<>(meters)
        .forEach(
            (slot, meter) -> {
              if (!meter.closed() && meter.cap().isEmpty()) {
                cap(slot, meter, end);
              }
            });
  }

  private void cap(String slot, Meter meter, Instant end) {
    Meter charged = chargeUpTo(slot, meter, end);
    meters.put(slot, charged.cappedAt(notBefore(charged.upTo(), end)));
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
    open(slot, session).ifPresent(meter -> closeMeter(slot, meter, wholeMillis(end)));
    Optional.ofNullable(meters.get(slot)).flatMap(Meter::upTo).ifPresent(this::endVolume);
  }

  private void endVolume(Instant end) {
    endVolumeIfUnused(end);
    // What the pods that are left do not pay, the volume does not.
    Optional.ofNullable(meters.get(Wallet.VOLUME))
        .filter(Meter::isRunning)
        .filter(volume -> pods().noneMatch(Meter::isRunning))
        .ifPresent(volume -> cap(Wallet.VOLUME, volume, end));
  }

  /**
   * Ends the volume's time where no pod has used it since {@code end}, at which one ended. An end
   * may become known after the next pod's start: then nobody used the time between.
   */
  private void endVolumeIfUnused(Instant end) {
    Optional<Meter> volume =
        Optional.ofNullable(meters.get(Wallet.VOLUME)).filter(meter -> !meter.closed());
    if (volume.isEmpty()) {
      return;
    }
    Instant used = usedUntil(notBefore(volume.get().start(), end));
    if (used.equals(Instant.MAX)) {
      return;
    }
    closeMeter(Wallet.VOLUME, volume.get(), used);
    podsByStart().stream()
        .filter(pod -> startOf(pod).isAfter(used))
        .findFirst()
        .ifPresent(
            next -> {
              beginVolume(startOf(next), volume.get().rateMicrosPerHour(), next);
              endVolumeIfUnused(startOf(next));
            });
  }

  /** Until when pods ran without a pause from {@code from} on; MAX if one still runs. */
  private Instant usedUntil(Instant from) {
    Instant used = from;
    for (Meter pod : podsByStart()) {
      if (!startOf(pod).isAfter(used)) {
        used = notBefore(pod.closed() ? pod.upTo() : Optional.of(Instant.MAX), used);
      }
    }
    return used;
  }

  private List<Meter> podsByStart() {
    return pods()
        .filter(meter -> meter.start().isPresent())
        .sorted(Comparator.comparing(WalletDraft::startOf))
        .toList();
  }

  private static Instant startOf(Meter started) {
    return started.start().orElseThrow();
  }

  private Stream<Meter> pods() {
    return meters.entrySet().stream()
        .filter(slot -> !slot.getKey().equals(Wallet.VOLUME))
        .map(Map.Entry::getValue);
  }

  private void closeMeter(String slot, Meter meter, Instant end) {
    if (meter.start().isEmpty()) {
      meters.put(slot, meter.close());
      return;
    }
    Instant real = notBefore(meter.start(), end);
    Meter settled =
        meter.valueAt(real) < meter.chargedMicros()
            ? refund(slot, meter, real)
            : writeOff(slot, chargeUpTo(slot, meter, real), real);
    meters.put(slot, settled.close());
  }

  private Meter refund(String slot, Meter meter, Instant end) {
    long value = meter.valueAt(end);
    var unused = new Interval(end, notBefore(meter.upTo(), end));
    add(slot, meter, Kind.REFUND, meter.chargedMicros() - value, unused);
    return meter.chargedTo(end, value);
  }

  /** What is not paid at the end is never paid. */
  private Meter writeOff(String slot, Meter meter, Instant end) {
    long unpaid = meter.valueAt(end) - meter.chargedMicros();
    if (unpaid > 0) {
      Instant from = meter.upTo().filter(end::isAfter).orElse(end);
      record(slot, meter, Kind.WRITE_OFF, 0, unpaid, new Interval(from, end));
    }
    return meter.chargedTo(end, meter.chargedMicros());
  }

  private Meter chargeUpTo(String slot, Meter meter, Instant to) {
    Optional<Instant> upTo = meter.upTo().filter(to::isAfter);
    if (!meter.isRunning() || upTo.isEmpty()) {
      return meter;
    }
    long value = meter.valueAt(to) - meter.chargedMicros();
    // Less is there only by the rounding of the last micro-euros at T*; the rest is written off
    // when the meter closes.
    long paid = before.unlimited() ? value : Math.min(value, balance);
    if (paid == 0) {
      // Without an entry the time is not charged: the next entry begins where the last one ended.
      return meter;
    }
    add(slot, meter, Kind.CHARGE, -paid, new Interval(upTo.get(), to));
    Meter charged = meter.chargedTo(to, meter.chargedMicros() + paid);
    meters.put(slot, charged);
    return charged;
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

  private static Instant notBefore(Optional<Instant> earliest, Instant at) {
    return earliest.filter(at::isBefore).orElse(at);
  }

  /** The precision of the store; a meter must not count what is forgotten when it is kept. */
  private static Instant wholeMillis(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS);
  }
}
