package online.neuropod.domain.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import online.neuropod.domain.money.Entry.Kind;

/**
 * Plays what happens to pods and tells it to a wallet, as a worker would: starts when they happen,
 * ends when they become known, charges at any time. Remembers the truth, so that what the wallet
 * made of it can be compared.
 */
final class MoneyStory {
  static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");
  private static final long PRICE_VERSION = 3;

  /** What a pod's session really was. */
  record Truth(String slot, long session, long rate, Instant start, Optional<Instant> end) {
    Duration length() {
      return Duration.between(start, end.orElseThrow());
    }
  }

  /** Whether a pod that has ended may start again; else each start is a pod of its own. */
  private final boolean restarts;

  private final long volumeRate;
  private final Map<String, Instant> caps = new TreeMap<>();
  private final Map<String, Truth> open = new TreeMap<>();
  private final Map<String, Long> reserved = new TreeMap<>();
  private final Map<String, Instant> reservedAt = new TreeMap<>();
  private final List<Truth> told = new ArrayList<>();
  private final List<Entry> ledger = new ArrayList<>();
  private final TreeMap<Instant, Boolean> limits = new TreeMap<>();
  private final Set<String> forgotten = new HashSet<>();
  private final List<Consumer<WalletDraft>> changes = new ArrayList<>();
  private Wallet wallet;
  private Instant clock = BEGIN;

  MoneyStory(long initial, long volumeRate, boolean unlimited, boolean restarts) {
    this.restarts = restarts;
    this.volumeRate = volumeRate;
    this.wallet = Wallet.empty("u", unlimited);
    apply(draft -> draft.open(initial));
    limits.put(Instant.MIN, unlimited);
  }

  void wait(Duration time) {
    clock = clock.plus(time);
  }

  void reserve(String name, long rate) {
    String slot = slot(name);
    if (open.containsKey(slot) || reserved.containsKey(slot)) {
      return;
    }
    long session = told.size() + open.size() + reserved.size() + 1L + wallet.version();
    Reservation answer =
        ask(
            draft ->
                draft.reserve(
                    slot, session, rate, PRICE_VERSION, volumeRate, Duration.ofSeconds(1)));
    if (answer instanceof Reservation.Granted) {
      reserved.put(slot, session);
      reservedAt.put(slot, clock);
    }
  }

  /** The container started some time ago, but not before it was reserved. It becomes known now. */
  void start(String name, Duration ago) {
    String slot = slot(name);
    Optional.ofNullable(reserved.remove(slot))
        .ifPresent(
            session -> {
              long rate = wallet.meter(slot, session).orElseThrow().rateMicrosPerHour();
              Instant earliest = Objects.requireNonNull(reservedAt.get(slot));
              Instant start = clock.minus(ago);
              Instant at = start.isBefore(earliest) ? earliest : start;
              open.put(slot, new Truth(slot, session, rate, at, Optional.empty()));
              twice(draft -> draft.started(slot, session, at, volumeRate));
            });
  }

  void charge(String name) {
    String slot = slot(name);
    Instant to = clock;
    Optional.ofNullable(open.get(slot))
        .ifPresent(truth -> twice(draft -> draft.charge(slot, truth.session(), to)));
  }

  void settle() {
    Instant by = clock;
    // Long after, with another balance, it may find the end of other money.
    twice(draft -> draft.settleIfExhausted(by), false);
  }

  /** The pod ended some time ago, which becomes known now. */
  void end(String name, Duration ago) {
    endSlot(slot(name), ago);
  }

  private void endSlot(String slot, Duration ago) {
    Optional.ofNullable(open.remove(slot))
        .ifPresent(
            truth -> {
              Instant end = clock.minus(ago);
              Instant real = end.isBefore(truth.start()) ? truth.start() : end;
              told.add(
                  new Truth(slot, truth.session(), truth.rate(), truth.start(), Optional.of(real)));
              twice(draft -> draft.close(slot, truth.session(), real, Optional.of("cause")));
            });
    Instant at = clock;
    Optional.ofNullable(reserved.remove(slot))
        .ifPresent(session -> twice(draft -> draft.close(slot, session, at, Optional.empty())));
  }

  private String slot(String name) {
    long lives = told.stream().filter(truth -> truth.slot().startsWith(name)).count();
    return restarts ? name : name + "." + lives;
  }

  void endAll() {
    new TreeMap<>(open).keySet().forEach(slot -> endSlot(slot, Duration.ZERO));
    new TreeMap<>(reserved).keySet().forEach(slot -> endSlot(slot, Duration.ZERO));
  }

  /** Pods that have ended are removed, and the wallet forgets them. */
  void forget() {
    Set<String> over = wallet.longOver(Instant.MAX, 0);
    forgotten.addAll(over);
    twice(draft -> draft.forget(over), false);
    assertThat(wallet.podMeters().values()).noneMatch(Meter::closed);
  }

  /** An administrator corrects the balance; a billing workflow is woken by it. */
  void adjust(Adjustment.Operation operation, long micros) {
    Adjustment done = ask(draft -> draft.adjust(operation, micros, "because", "admin", "key"));
    if (done instanceof Adjustment.TooMuch(long available)) {
      assertThat(micros).as("what is there can be taken").isGreaterThan(available);
    }
    settle();
  }

  /** An administrator makes the wallet unlimited, or limited again. */
  void makeUnlimited(boolean unlimited) {
    twice(draft -> draft.makeUnlimited(unlimited), false);
    settle();
    limits.put(clock, unlimited);
  }

  void freeze(boolean frozen) {
    twice(draft -> draft.freeze(frozen), false);
  }

  /** Whether the wallet was unlimited, by the moment from which on it was so. */
  NavigableMap<Instant, Boolean> limits() {
    return limits;
  }

  Wallet wallet() {
    return wallet;
  }

  Instant clock() {
    return clock;
  }

  List<Entry> ledger() {
    return ledger;
  }

  /** The sessions that have ended. */
  List<Truth> told() {
    return told;
  }

  /** Caps by slot and session. */
  Map<String, Instant> caps() {
    return caps;
  }

  List<Entry> entries(String slot, long session) {
    return ledger.stream()
        .filter(entry -> entry.slot().filter(slot::equals).isPresent())
        .filter(entry -> entry.session() == session)
        .toList();
  }

  /** Value charged and written off, less what was given back. */
  static long value(List<Entry> entries) {
    return entries.stream()
        .mapToLong(
            entry -> entry.kind() == Kind.REFUND ? -entry.valueMicros() : entry.valueMicros())
        .sum();
  }

  /** How long at least one pod ran. */
  Duration anyRan() {
    List<Truth> ran = told.stream().sorted(Comparator.comparing(Truth::start)).toList();
    Duration sum = Duration.ZERO;
    Instant covered = Instant.MIN;
    for (Truth truth : ran) {
      Instant from = truth.start().isBefore(covered) ? covered : truth.start();
      Instant to = truth.end().orElseThrow();
      if (to.isAfter(from)) {
        sum = sum.plus(Duration.between(from, to));
        covered = to;
      }
    }
    return sum;
  }

  /** An attempt of long ago, which was thought lost, arrives now. */
  void replay(int which) {
    if (!changes.isEmpty()) {
      assertThatItChangesNothing(changes.get(Math.floorMod(which, changes.size())));
    }
  }

  private void twice(Consumer<WalletDraft> change) {
    twice(change, true);
  }

  /** {@code comesAgain}: as an attempt of an activity, perhaps long after. */
  private void twice(Consumer<WalletDraft> change, boolean comesAgain) {
    apply(change);
    if (comesAgain) {
      changes.add(change);
    }
    assertThatItChangesNothing(change);
  }

  private void assertThatItChangesNothing(Consumer<WalletDraft> change) {
    var again = new WalletDraft(wallet.withoutPending(), clock.plusSeconds(1));
    change.accept(again);
    assertThat(again.isChanged()).as("the same told again changes nothing").isFalse();
  }

  private void apply(Consumer<WalletDraft> change) {
    boolean done =
        ask(
            draft -> {
              change.accept(draft);
              return true;
            });
    assertThat(done).isTrue();
  }

  private <T> T ask(Function<WalletDraft, T> change) {
    var draft = new WalletDraft(wallet.withoutPending(), clock);
    T answer = change.apply(draft);
    if (draft.isChanged()) {
      wallet = draft.result();
      ledger.addAll(wallet.pending());
      wallet.meters().forEach(this::rememberCap);
      assertThat(volumeCosts() && wallet.running().count() == 1)
          .as("the volume costs alone")
          .isFalse();
      assertThat(audit()).isEmpty();
    }
    return answer;
  }

  /** What the audit finds. */
  List<Breach> audit() {
    var audit = new LedgerAudit(wallet, forgotten::contains);
    ledger.forEach(audit::read);
    return audit.finish();
  }

  private boolean volumeCosts() {
    return Optional.ofNullable(wallet.meters().get(Wallet.VOLUME))
        .filter(Meter::isRunning)
        .isPresent();
  }

  private void rememberCap(String slot, Meter meter) {
    meter
        .cap()
        .ifPresent(
            cap ->
                assertThat(cap)
                    .as("a cap stays")
                    .isEqualTo(caps.computeIfAbsent(slot + "#" + meter.session(), key -> cap)));
  }
}
