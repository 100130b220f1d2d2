package online.neuropod.domain.money;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import online.neuropod.domain.money.Entry.Event;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Entry.Kind;

/**
 * One change of a wallet: the rules of money, without I/O. Every method is safe to repeat: what is
 * known already changes nothing. Not thread-safe; made for one compare-and-set.
 */
public final class WalletDraft {
  /** A thousand million euros: far from where a {@code long} ends, and more than anybody has. */
  private static final long MOST = 1_000_000_000 * Micros.EURO;

  private final Wallet before;
  private final Instant now;
  private final Map<String, Meter> meters;
  private final NewEntries ledger;
  private boolean unlimited;
  private boolean frozen;
  private RunwayAlerts alerts;
  private boolean ownLevelIsNew;

  /**
   * Starts from {@code before}; {@code now} stamps the entries and decides nothing else but
   * reservations.
   */
  public WalletDraft(Wallet before, Instant now) {
    this.before = before;
    this.now = wholeMillis(now);
    this.meters = new HashMap<>(before.meters());
    this.ledger = new NewEntries(before.n(), before.balanceMicros(), this.now);
    this.unlimited = before.unlimited();
    this.frozen = before.frozen();
    this.alerts = before.alerts().withoutPending();
  }

  /** The wallet with the change; its {@code pending} are the new entries. */
  public Wallet result() {
    return new Wallet(
        before.userId(),
        before.version() + 1,
        ledger.balance(),
        unlimited,
        frozen,
        before.n() + ledger.entries().size(),
        meters,
        ledger.entries(),
        alerts);
  }

  /** Whether anything changed. */
  public boolean isChanged() {
    return !ledger.isEmpty()
        || !meters.equals(before.meters())
        || unlimited != before.unlimited()
        || frozen != before.frozen()
        || !alerts.equals(before.alerts().withoutPending());
  }

  /** Gives a new person their first balance. Counts only for a wallet without entries. */
  public void open(long initialMicros) {
    if (before.n() == 0 && ledger.isEmpty()) {
      ledger.credit(
          Kind.INITIAL,
          unlimited ? 0 : initialMicros,
          Optional.empty(),
          "system",
          Optional.empty());
    }
  }

  /**
   * Corrects the balance by an administrator's will. Money that comes before the end of the money
   * was settled wins: nothing is capped. What has accrued is charged first where the balance is
   * set, so that what can be spent is what was said.
   *
   * @param micros not negative
   * @param reason why, in words
   * @param actor user id of the administrator
   * @param key unique, so that a repeated request counts once; the store asks for it
   */
  public Adjustment adjust(
      Adjustment.Operation operation, long micros, String reason, String actor, String key) {
    if (micros < 0) {
      throw new IllegalArgumentException("an amount is not negative: " + micros);
    }
    if (unlimited) {
      return new Adjustment.Unlimited();
    }
    Wallet current = result();
    if (operation == Adjustment.Operation.SUBTRACT && micros > current.availableAt(now)) {
      return new Adjustment.TooMuch(current.availableAt(now));
    }
    long accrued = current.accruedAt(now);
    long before = operation == Adjustment.Operation.ADD ? ledger.balance() : 0;
    if (micros > MOST - before) {
      return new Adjustment.TooLarge();
    }
    long change =
        switch (operation) {
          case SET -> accrued + micros - ledger.balance();
          case ADD -> micros;
          case SUBTRACT -> -micros;
        };
    Kind kind = operation == Adjustment.Operation.ADD ? Kind.TOP_UP : Kind.ADJUSTMENT;
    ledger.credit(kind, change, Optional.of(reason), actor, Optional.of(key));
    if (operation == Adjustment.Operation.SET) {
      chargeAll(now);
    }
    return new Adjustment.Done();
  }

  /** Lets nothing start any more, or lets it start again. What runs goes on. */
  public void freeze(boolean freezes) {
    frozen = freezes;
  }

  /**
   * Makes the wallet unlimited, or limited again. What has run by now is paid by the rule of
   * before, so that nothing is owed, and nothing given back, by the other.
   */
  public void makeUnlimited(boolean without) {
    if (without == unlimited) {
      return;
    }
    if (!settleIfExhausted(now)) {
      chargeAll(now);
    }
    meters.replaceAll((_, meter) -> meter.isRunning() ? meter.paidSoFar(unlimited) : meter);
    unlimited = without;
  }

  private void chargeAll(Instant to) {
    // In an order that is always the same, so that a repeated change writes the same entries.
    new TreeMap<>(meters)
        .forEach(
            (slot, meter) -> {
              if (meter.isRunning()) {
                Meter charged = chargeUpTo(slot, meter, to, Event.SETTLED);
                meters.put(slot, charged.wasAsked(to) ? charged : charged.askedTo(to));
              }
            });
  }

  /** Sets the level below which the person wants to be warned, beside the installation's. */
  public void warnBelow(Optional<Duration> level) {
    ownLevelIsNew = !level.equals(alerts.own());
    alerts = alerts.withOwn(level);
  }

  /**
   * Warns if the runway at {@code at} has fallen to a shorter level than was warned of. A runway
   * that has grown well beyond a level makes the warning of it possible again. Of a level that the
   * person sets above the runway again and again they are warned once an hour.
   *
   * @param levels of the installation
   */
  public void watchRunway(Instant at, Set<Duration> levels) {
    Wallet current = result();
    Optional<Duration> level = current.levelAt(at, levels);
    if (level.isPresent() && alerts.warned().filter(l -> l.compareTo(level.get()) <= 0).isEmpty()) {
      warn(level.get(), current, wholeMillis(at));
    } else {
      Optional<Duration> near = current.stillNear(at, levels);
      alerts = alerts.rearmed(near);
    }
  }

  private void warn(Duration level, Wallet current, Instant at) {
    boolean set = ownLevelIsNew && alerts.own().filter(level::equals).isPresent();
    if (set && !alerts.maySayOfOwn(at)) {
      alerts = alerts.passing(level);
      return;
    }
    Instant end = current.exhaustedAt().orElseThrow();
    var warning = new LowBalance(alerts.n() + 1, level, current.availableAt(at), end, at);
    alerts = (set ? alerts.sayingOfOwn(at) : alerts).with(warning);
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
    if (unlimited) {
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
    Optional.ofNullable(meters.get(Wallet.VOLUME)).ifPresent(used -> beginVolumeEarlier(used, at));
    Optional<Meter> volume = Optional.ofNullable(meters.get(Wallet.VOLUME));
    if (volume.isEmpty() || volume.get().closed()) {
      beginVolume(at, Event.STARTED, rate, pod);
    } else if (volume.get().isRunning()) {
      growVolume(volume.get(), at, rate, pod);
    } else if (pod.isRunning()) {
      // Pods that cannot be paid any more are still being stopped, but this one is paid: so its
      // volume is, again.
      closeMeter(Wallet.VOLUME, volume.get(), notBefore(volume.get().upTo(), at), Optional.empty());
      beginVolume(at, Event.STARTED, rate, pod);
    }
  }

  /**
   * A start that became known after that of another pod which started later: the volume has been
   * used since then. Not where its time has ended meanwhile, with the last pod or with the money:
   * what is closed stays as it is, and what nobody knew is not paid.
   */
  private void beginVolumeEarlier(Meter volume, Instant at) {
    Instant begin = volume.start().orElseThrow();
    Instant from = notBefore(volume.notBefore(), at);
    if (!from.isBefore(begin) || !volume.isRunning()) {
      return;
    }
    Meter earlier = volume.begunAt(from, 0);
    Instant upTo = earlier.upTo().orElseThrow();
    // What is not charged yet is charged with the next tick, from the earlier moment on.
    long value = earlier.valueAt(upTo) - volume.chargedMicros();
    if (!unlimited && value > ledger.balance()) {
      // Money that has come to its end does not pay what nobody knew.
      return;
    }
    if (upTo.isAfter(begin)) {
      // Even where the time is worth nothing: the entries tell since when the session lasts.
      var interval = new Interval(from, Event.STARTED, begin, Event.STARTED);
      ledger.metered(
          Wallet.VOLUME,
          volume,
          Kind.CHARGE,
          unlimited ? 0 : -value,
          value,
          interval,
          Optional.empty());
    }
    meters.put(Wallet.VOLUME, volume.begunAt(from, value));
  }

  /**
   * Begins a segment of the volume with a pod. Where no pod is paid any more, nor is the volume.
   */
  private void beginVolume(Instant at, Event event, long rate, Meter pod) {
    Optional<Meter> last = Optional.ofNullable(meters.get(Wallet.VOLUME));
    // A start that became known late must not count time that an earlier segment has counted.
    Instant counted = last.flatMap(Meter::upTo).orElse(Instant.EPOCH);
    Instant free = notBefore(Optional.of(counted), at);
    long session = last.map(Meter::session).orElse(0L) + 1;
    Meter begun =
        Meter.reserved(session, rate, pod.priceVersion())
            .startedAt(free)
            .countingFrom(counted)
            .chargedTo(free, event, 0);
    Meter following = last.map(before -> begun.following(before, counted)).orElse(begun);
    Optional<Instant> cap = pod.cap().filter(end -> pods().noneMatch(Meter::isRunning));
    meters.put(Wallet.VOLUME, cap.map(following::cappedAt).orElse(following));
  }

  private void growVolume(Meter volume, Instant at, long rate, Meter pod) {
    if (rate <= volume.rateMicrosPerHour() || settleIfExhausted(at)) {
      return;
    }
    Meter charged = chargeUpTo(Wallet.VOLUME, volume, at, Event.GROWN);
    // Counted, though it may not have been worth an entry.
    Instant upTo = notBefore(charged.upTo(), at);
    meters.put(Wallet.VOLUME, charged.chargedTo(upTo, Event.GROWN, charged.chargedMicros()));
    beginVolume(at, Event.GROWN, rate, pod);
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
    meters.put(slot, chargeUpTo(slot, running.get(), until, Event.TICK).askedTo(until));
    Optional.ofNullable(meters.get(Wallet.VOLUME))
        .ifPresent(volume -> chargeUpTo(Wallet.VOLUME, volume, until, Event.TICK));
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
    Meter charged = chargeUpTo(slot, meter, end, Event.MONEY_ENDED);
    meters.put(slot, charged.cappedAt(notBefore(charged.upTo(), end)));
  }

  /**
   * The container of a session ended at {@code end}. What is owed is charged, what was charged
   * beyond is given back, what ran beyond the cap is written off. A session that never started
   * closes without an entry. The workspace ends with the last pod.
   *
   * @param cause the code of what ended it, for the receipt
   */
  public void close(String slot, long session, Instant end, Optional<String> cause) {
    if (open(slot, session).isEmpty()) {
      return;
    }
    settleIfExhausted(end);
    open(slot, session).ifPresent(meter -> closeMeter(slot, meter, wholeMillis(end), cause));
    Optional<Meter> closed =
        Optional.ofNullable(meters.get(slot)).filter(m -> m.upTo().isPresent());
    closed.flatMap(Meter::upTo).ifPresent(this::endVolume);
    closed.ifPresent(this::settleVolumeBefore);
  }

  /**
   * A pod whose start became known late may have used the volume in a time that was thought over
   * without it. It is settled now that the pod's end is known too: as far as the pod was paid it is
   * paid, the rest is written off.
   */
  private void settleVolumeBefore(Meter pod) {
    Instant end = pod.upTo().orElseThrow();
    Instant paid = pod.cap().filter(end::isAfter).orElse(end);
    unusedWithin(startOf(pod), paid).forEach(used -> settleVolumeBefore(used, isPayable(used)));
    unusedWithin(paid, end).forEach(used -> settleVolumeBefore(used, false));
  }

  private List<Meter.Unused> unusedWithin(Instant from, Instant to) {
    return Optional.ofNullable(meters.get(Wallet.VOLUME))
        .map(Meter::allUnused)
        .orElse(List.of())
        .stream()
        .flatMap(free -> free.within(from, to).stream())
        .toList();
  }

  /** Money that has come to its end does not pay what nobody knew. */
  private boolean isPayable(Meter.Unused used) {
    return unlimited || used.value() <= ledger.balance();
  }

  private void settleVolumeBefore(Meter.Unused used, boolean pays) {
    if (used.value() > 0) {
      Meter volume = Objects.requireNonNull(meters.get(Wallet.VOLUME));
      long amount = pays && !unlimited ? -used.value() : 0;
      Kind kind = pays ? Kind.CHARGE : Kind.WRITE_OFF;
      ledger.volumeBefore(kind, used, volume.priceVersion(), amount);
      meters.put(Wallet.VOLUME, volume.usedBefore(used));
    }
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
    closeMeter(Wallet.VOLUME, volume.get(), used, Optional.empty());
    podsByStart().stream()
        .filter(pod -> startOf(pod).isAfter(used))
        .findFirst()
        .ifPresent(
            next -> {
              beginVolume(startOf(next), Event.STARTED, volume.get().rateMicrosPerHour(), next);
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

  /**
   * Forgets meters that are closed.
   *
   * @param podIds of pods that never come back: a late request to reserve one of their sessions
   *     again has to be refused by whoever knows the pods
   */
  public void forget(Set<String> podIds) {
    meters.entrySet().removeIf(slot -> podIds.contains(slot.getKey()) && slot.getValue().closed());
  }

  private Stream<Meter> pods() {
    return meters.entrySet().stream()
        .filter(slot -> !slot.getKey().equals(Wallet.VOLUME))
        .map(Map.Entry::getValue);
  }

  private void closeMeter(String slot, Meter meter, Instant end, Optional<String> cause) {
    if (meter.start().isEmpty()) {
      meters.put(slot, meter.close());
      return;
    }
    Instant real = notBefore(meter.start(), end);
    Meter settled =
        meter.valueAt(real) < meter.chargedMicros()
            ? refund(slot, meter, real, cause)
            : writeOff(slot, chargeUpTo(slot, meter, real, Event.ENDED, cause), real, cause);
    meters.put(slot, settled.close());
  }

  /** Gives back what was charged beyond the end: each part as it was paid, the newest first. */
  private Meter refund(String slot, Meter meter, Instant end, Optional<String> cause) {
    Meter left = meter;
    boolean free = unlimited;
    for (Meter.Terms terms : meter.past().reversed()) {
      if (!terms.until().isAfter(end)) {
        break;
      }
      Meter then = left.chargedTo(terms.until(), Event.SETTLED, terms.chargedMicros());
      giveBack(slot, left, then, free, cause);
      left = then;
      free = terms.free();
    }
    Meter ended = left.chargedTo(end, Event.ENDED, meter.valueAt(end));
    giveBack(slot, left, ended, free, cause);
    return ended;
  }

  private void giveBack(
      String slot, Meter charged, Meter due, boolean free, Optional<String> cause) {
    long unused = charged.chargedMicros() - due.chargedMicros();
    if (unused > 0) {
      Instant from = due.upTo().orElseThrow();
      Instant to = notBefore(charged.upTo(), from);
      var interval = new Interval(from, due.opened(), to, charged.opened());
      ledger.metered(slot, charged, Kind.REFUND, free ? 0 : unused, unused, interval, cause);
    }
  }

  /** What is not paid at the end is never paid. */
  private Meter writeOff(String slot, Meter meter, Instant end, Optional<String> cause) {
    long unpaid = meter.valueAt(end) - meter.chargedMicros();
    if (unpaid > 0) {
      Instant from = meter.upTo().filter(end::isAfter).orElse(end);
      var interval = new Interval(from, meter.opened(), end, Event.ENDED);
      ledger.metered(slot, meter, Kind.WRITE_OFF, 0, unpaid, interval, cause);
    }
    return meter.chargedTo(end, Event.ENDED, meter.chargedMicros());
  }

  private Meter chargeUpTo(String slot, Meter meter, Instant to, Event event) {
    return chargeUpTo(slot, meter, to, event, Optional.empty());
  }

  private Meter chargeUpTo(
      String slot, Meter meter, Instant to, Event event, Optional<String> cause) {
    Optional<Instant> upTo = meter.upTo().filter(to::isAfter);
    if (!meter.isRunning() || upTo.isEmpty()) {
      return meter;
    }
    long value = meter.valueAt(to) - meter.chargedMicros();
    // Less is there only by the rounding of the last micro-euros at T*; the rest is written off
    // when the meter closes.
    long paid = unlimited ? value : Math.min(value, ledger.balance());
    if (paid == 0) {
      // Without an entry the time is not charged: the next entry begins where the last one ended.
      return meter;
    }
    var interval = new Interval(upTo.get(), meter.opened(), to, event);
    ledger.metered(slot, meter, Kind.CHARGE, unlimited ? 0 : -paid, paid, interval, cause);
    Meter charged = meter.chargedTo(to, event, meter.chargedMicros() + paid);
    meters.put(slot, charged);
    return charged;
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
