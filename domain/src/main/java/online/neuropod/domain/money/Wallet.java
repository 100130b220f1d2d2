package online.neuropod.domain.money;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The money of one person and the meters that use it. Immutable: every change is made by a {@link
 * WalletDraft} and put into the store by compare-and-set on {@code version}.
 *
 * @param userId owner
 * @param version raised by every change
 * @param balanceMicros what is left after the last entry; never negative
 * @param unlimited an administrator's: usage is recorded with its value, nothing is paid
 * @param frozen nothing may start
 * @param n number of the last entry
 * @param meters by pod id, and {@link #VOLUME}; the newest session of each
 * @param pending entries of the last change, perhaps not yet in the ledger
 * @param alerts warnings before the money ends
 */
public record Wallet(
    String userId,
    long version,
    long balanceMicros,
    boolean unlimited,
    boolean frozen,
    long n,
    Map<String, Meter> meters,
    List<Entry> pending,
    RunwayAlerts alerts) {
  /** The slot of the workspace volume, which all pods of a person share. */
  public static final String VOLUME = "volume";

  private static final BigInteger MILLIS_PER_HOUR =
      BigInteger.valueOf(Duration.ofHours(1).toMillis());
  private static final BigInteger HORIZON_MILLIS =
      BigInteger.valueOf(Duration.ofDays(36_500).toMillis());

  public Wallet {
    if (balanceMicros < 0) {
      throw new NegativeBalance(balanceMicros);
    }
    meters = Map.copyOf(meters);
    pending = List.copyOf(pending);
  }

  /** A new person's wallet, before its first entry. */
  public static Wallet empty(String userId, boolean unlimited) {
    return new Wallet(userId, 0, 0, unlimited, false, 0, Map.of(), List.of(), RunwayAlerts.NONE);
  }

  /** This wallet, all of whose entries are known to be in the ledger, and all warnings told. */
  public Wallet withoutPending() {
    return new Wallet(
        userId,
        version,
        balanceMicros,
        unlimited,
        frozen,
        n,
        meters,
        List.of(),
        alerts.withoutPending());
  }

  /** The meter of a slot's session, if the slot holds that very session. */
  public Optional<Meter> meter(String slot, long session) {
    return Optional.ofNullable(meters.get(slot)).filter(meter -> meter.session() == session);
  }

  /** The meters of pods, by the pod's id: all but the volume's. */
  public Map<String, Meter> podMeters() {
    var pods = new HashMap<>(meters);
    pods.remove(VOLUME);
    return pods;
  }

  /**
   * Pods whose meters are closed and of which nothing late will come to be known: those that ended
   * before {@code moment}, and of the others all but the newest.
   *
   * @param most as many closed meters are kept at most
   */
  public Set<String> longOver(Instant moment, int most) {
    List<Map.Entry<String, Meter>> newestFirst =
        podMeters().entrySet().stream()
            .filter(slot -> slot.getValue().closed())
            .sorted(Comparator.comparing(Wallet::ended).reversed())
            .toList();
    return Stream.concat(
            newestFirst.stream().skip(most),
            newestFirst.stream().filter(slot -> ended(slot).isBefore(moment)))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Instant ended(Map.Entry<String, Meter> closed) {
    return closed.getValue().upTo().orElse(Instant.EPOCH);
  }

  /** Meters that cost money now. */
  public Stream<Meter> running() {
    return meters.values().stream().filter(Meter::isRunning);
  }

  /** Value of the time that has run by {@code now} and is not charged yet. */
  public long accruedAt(Instant now) {
    return running().mapToLong(meter -> meter.owedAt(now)).sum();
  }

  /**
   * What could still be spent at {@code now}: the balance less what has accrued, not below zero.
   * Meaningless when unlimited.
   */
  public long availableAt(Instant now) {
    return Math.max(0, balanceMicros - accruedAt(now));
  }

  /** Micro-euros an hour of all that runs now. */
  public long burnRate() {
    return running().mapToLong(Meter::rateMicrosPerHour).reduce(0, Math::addExact);
  }

  /**
   * Micro-euros an hour of all that runs or is reserved: what a new reservation must be able to
   * stand beside.
   */
  long committedRate() {
    return meters.values().stream()
        .filter(meter -> !meter.closed() && meter.cap().isEmpty())
        .mapToLong(Meter::rateMicrosPerHour)
        .reduce(0, Math::addExact);
  }

  /**
   * T*, the first millisecond at which all that runs will have used up the balance. Empty if
   * nothing runs, nothing costs, or the wallet is unlimited.
   */
  public Optional<Instant> exhaustedAt() {
    // What costs nothing is never charged, so its time begins long ago.
    List<Meter> running = running().filter(meter -> meter.rateMicrosPerHour() > 0).toList();
    BigInteger burn = BigInteger.valueOf(burnRate());
    if (unlimited || running.isEmpty()) {
      return Optional.empty();
    }
    // Each meter rounds down by less than one micro-euro, so with one more for each the balance is
    // reached for certain.
    BigInteger reach =
        BigInteger.valueOf(balanceMicros).add(BigInteger.valueOf(running.size() + 1L));
    BigInteger span = reach.multiply(MILLIS_PER_HOUR).divide(burn).add(BigInteger.TWO);
    if (span.compareTo(HORIZON_MILLIS) > 0) {
      return Optional.empty();
    }
    Instant first =
        running.stream().map(Wallet::chargedUpTo).min(Comparator.naturalOrder()).orElseThrow();
    Instant last =
        running.stream().map(Wallet::chargedUpTo).max(Comparator.naturalOrder()).orElseThrow();
    return Optional.of(firstMoment(first, last.plusMillis(span.longValueExact())));
  }

  private Instant firstMoment(Instant from, Instant to) {
    long below = -1;
    long reached = Duration.between(from, to).toMillis();
    while (reached - below > 1) {
      long middle = Math.floorDiv(below + reached, 2);
      if (accruedAt(from.plusMillis(middle)) >= balanceMicros) {
        reached = middle;
      } else {
        below = middle;
      }
    }
    return from.plusMillis(reached);
  }

  private static Instant chargedUpTo(Meter running) {
    return running.upTo().orElseThrow();
  }

  /** How long the money lasts from {@code now} on, not below zero. Empty if it does not end. */
  public Optional<Duration> runwayAt(Instant now) {
    return exhaustedAt().map(end -> end.isAfter(now) ? Duration.between(now, end) : Duration.ZERO);
  }

  /**
   * When the next warning is due, if all goes on as it is: at the longest level that is shorter
   * than the runway.
   *
   * @param levels of the installation; the person's own counts beside them
   */
  public Optional<Instant> nextAlertAfter(Instant now, Set<Duration> levels) {
    return exhaustedAt()
        .flatMap(
            end ->
                allLevels(levels)
                    .map(end::minus)
                    .filter(now::isBefore)
                    .min(Comparator.naturalOrder()));
  }

  /** The shortest level that the runway is at or below. */
  Optional<Duration> levelAt(Instant now, Set<Duration> levels) {
    return runwayAt(now)
        .flatMap(
            runway ->
                allLevels(levels)
                    .filter(level -> level.compareTo(runway) >= 0)
                    .min(Comparator.naturalOrder()));
  }

  /**
   * The shortest level that the runway is at, below, or less than a tenth above: so that clocks
   * that differ a little, or a few cents, do not make it cross a level again and again.
   */
  Optional<Duration> stillNear(Instant now, Set<Duration> levels) {
    return runwayAt(now)
        .flatMap(
            runway ->
                allLevels(levels)
                    .filter(level -> level.plus(level.dividedBy(10)).compareTo(runway) >= 0)
                    .min(Comparator.naturalOrder()));
  }

  private Stream<Duration> allLevels(Set<Duration> levels) {
    return Stream.concat(levels.stream(), alerts.own().stream());
  }
}
