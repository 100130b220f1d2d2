package online.neuropod.e2e.money;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import online.neuropod.e2e.money.Ledger.Line;
import online.neuropod.e2e.money.Ledger.Purse;
import online.neuropod.e2e.money.RunningTimes.Run;
import online.neuropod.e2e.money.RunningTimes.Session;

/**
 * Compares what was charged with what ran. Says every difference in words; none is what is wanted.
 * Counts by itself, in whole milliseconds and micro-euros, without the product's code.
 */
final class Reckoning {
  private static final BigInteger MILLIS_PER_HOUR = BigInteger.valueOf(3_600_000);

  private final Ledger ledger;
  private final Map<Session, Run> runs;
  private final Map<String, Long> podRates;
  private final long volumeRate;
  private final List<String> differences = new ArrayList<>();
  private int compared;

  /**
   * @param podRates micro-euros an hour by GPU, with the container's disk
   * @param volumeRate micro-euros an hour of the workspace
   */
  Reckoning(Ledger ledger, Map<Session, Run> runs, Map<String, Long> podRates, long volumeRate) {
    this.ledger = ledger;
    this.runs = runs;
    this.podRates = podRates;
    this.volumeRate = volumeRate;
  }

  /** All differences. */
  List<String> differences() {
    ledger.wallets().forEach(this::compareBalance);
    compareSessions();
    ledger.wallets().forEach(this::compareVolume);
    return differences;
  }

  /** How many sessions were compared to the micro-euro. */
  int compared() {
    return compared;
  }

  private void compareBalance(Purse wallet) {
    List<Line> lines = entries(wallet);
    long balance = 0;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      long number = i + 1L;
      balance += line.amount();
      long after = balance;
      expect(line.n() == number, () -> "entry %d is %s".formatted(number, line));
      expect(line.balanceAfter() == after, () -> "the balance is %d: %s".formatted(after, line));
      expect(after >= 0, () -> "the balance is negative: %s".formatted(line));
    }
    long sum = balance;
    expect(wallet.last() == lines.size(), () -> "%d entries: %s".formatted(lines.size(), wallet));
    expect(wallet.balance() == sum, () -> "entries add up to %d: %s".formatted(sum, wallet));
  }

  private List<Line> entries(Purse wallet) {
    return ledger.entries().getOrDefault(wallet.userId(), List.of());
  }

  private void compareSessions() {
    Map<Session, Long> charged =
        ledger.lines().stream()
            .filter(line -> !line.slot().isEmpty() && !line.slot().equals(Ledger.VOLUME))
            .collect(
                Collectors.groupingBy(
                    Line::ofSession, TreeMap::new, Collectors.summingLong(Line::cost)));
    Set<Session> all = new TreeSet<>(runs.keySet());
    all.addAll(charged.keySet());
    for (Session session : all) {
      compare(session, charged.getOrDefault(session, 0L));
    }
  }

  private void compare(Session session, long charged) {
    Run run = runs.get(session);
    if (run == null) {
      expect(charged == 0, () -> "%s was charged %d, but never ran".formatted(session, charged));
    } else if (run.finishedAt().isEmpty()) {
      expect(false, () -> "nobody saw the end of %s".formatted(run));
    } else {
      long rate = podRates.getOrDefault(ledger.gpus().getOrDefault(session.podId(), ""), 0L);
      long owed = cost(rate, Duration.between(run.startedAt(), run.finishedAt().get())).longValue();
      expect(
          charged == owed,
          () -> "%s cost %d, but was charged %d: %s".formatted(session, owed, charged, run));
      compared++;
    }
  }

  /**
   * The volume counts while at least one pod runs. It is metered in segments, each rounded down by
   * itself: less than a micro-euro of each may be missing.
   */
  private void compareVolume(Purse wallet) {
    List<Line> lines =
        entries(wallet).stream().filter(line -> line.slot().equals(Ledger.VOLUME)).toList();
    long charged = lines.stream().mapToLong(Line::cost).sum();
    Set<Long> segments = new HashSet<>();
    lines.forEach(line -> segments.add(line.session()));
    List<Run> own = runsOf(wallet.userId());
    Duration used = union(own);
    long owed = cost(volumeRate, used).longValue();
    expect(
        charged <= owed && owed - charged <= segments.size(),
        () ->
            "the volume of %s cost %d in %s, but was charged %d: %s for %s"
                .formatted(wallet.userId(), owed, used, charged, segments(lines), own));
  }

  /** The time of each segment, which a message of all its entries would hide. */
  private static Map<Long, String> segments(List<Line> lines) {
    var times = new TreeMap<Long, String>();
    lines.forEach(
        line ->
            times.merge(
                line.session(),
                line.from().orElseThrow() + "/" + line.to().orElseThrow(),
                (before, after) ->
                    before.substring(0, before.indexOf('/'))
                        + after.substring(after.indexOf('/'))));
    return times;
  }

  private List<Run> runsOf(String userId) {
    return runs.values().stream()
        .filter(run -> userId.equals(ledger.owners().get(run.session().podId())))
        .filter(run -> run.finishedAt().isPresent())
        .sorted(Comparator.comparing(Run::startedAt))
        .toList();
  }

  /** How long at least one of them ran; they are in the order of their starts. */
  private static Duration union(List<Run> own) {
    Duration sum = Duration.ZERO;
    Instant counted = Instant.EPOCH;
    for (Run run : own) {
      Instant from = run.startedAt().isAfter(counted) ? run.startedAt() : counted;
      Instant to = run.finishedAt().orElseThrow();
      if (to.isAfter(from)) {
        sum = sum.plus(Duration.between(from, to));
        counted = to;
      }
    }
    return sum;
  }

  private static BigInteger cost(long rate, Duration time) {
    return BigInteger.valueOf(rate)
        .multiply(BigInteger.valueOf(time.toMillis()))
        .divide(MILLIS_PER_HOUR);
  }

  private void expect(boolean holds, Supplier<String> difference) {
    if (!holds) {
      differences.add(difference.get());
    }
  }
}
