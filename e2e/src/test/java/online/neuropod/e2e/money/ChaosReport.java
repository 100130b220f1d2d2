package online.neuropod.e2e.money;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.e2e.money.Faults.Kill;
import online.neuropod.e2e.money.Faults.Victim;
import online.neuropod.e2e.money.Ledger.Line;

/** What happened, as a table in Markdown. */
record ChaosReport(
    long seed,
    Duration length,
    int people,
    Instant begin,
    List<Kill> kills,
    Ledger ledger,
    Answers answers) {

  /**
   * The table.
   *
   * @param compared sessions whose bill was compared with their running time
   * @param differences found
   */
  String table(int compared, int differences) {
    var rows = new LinkedHashMap<String, String>();
    rows.put("seed", String.valueOf(seed));
    rows.put("length", length.toSeconds() + " s");
    rows.put("load average", load());
    rows.put("people", String.valueOf(people));
    for (Victim victim : Victim.values()) {
      rows.put("kills of " + victim, killsOf(victim));
    }
    rows.put("requests of people", requests());
    rows.put("sessions that ran", String.valueOf(compared));
    for (String kind : List.of("CHARGE", "REFUND", "WRITE_OFF", "TOP_UP")) {
      rows.put(kind.toLowerCase(Locale.ROOT).replace('_', ' ') + " entries", sum(kind));
    }
    rows.put("entries in all", String.valueOf(ledger.lines().size()));
    rows.put("wallets that ran empty", String.valueOf(empty()));
    rows.put("differences of bills and running times", String.valueOf(differences));
    return "| | |\n| --- | --- |\n"
        + rows.entrySet().stream()
            .map(row -> "| " + row.getKey() + " | " + row.getValue() + " |\n")
            .collect(Collectors.joining());
  }

  private String killsOf(Victim victim) {
    List<Kill> own = kills.stream().filter(kill -> kill.victim() == victim).toList();
    var pauses = own.stream().map(kill -> untilNextCharge(kill.at())).flatMap(Optional::stream);
    return own.size()
        + pauses
            .max(Duration::compareTo)
            .map(longest -> ", next charge after " + seconds(longest) + " at most")
            .orElse("");
  }

  private String load() {
    DoubleSummaryStatistics loads = kills.stream().mapToDouble(Kill::load).summaryStatistics();
    return String.format(
        Locale.ROOT,
        "%.1f to %.1f on %d cores",
        loads.getMin(),
        loads.getMax(),
        Runtime.getRuntime().availableProcessors());
  }

  private Optional<Duration> untilNextCharge(Instant kill) {
    return ledger.lines().stream()
        .filter(line -> line.kind().equals("CHARGE") && line.at().isAfter(kill))
        .map(Line::at)
        .min(Instant::compareTo)
        .map(next -> Duration.between(kill, next));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
  }

  private String requests() {
    return answers.counts().entrySet().stream()
        .filter(count -> !count.getKey().startsWith("list 200"))
        .map(Map.Entry::toString)
        .collect(Collectors.joining(", "));
  }

  private String sum(String kind) {
    List<Line> lines = ledger.lines().stream().filter(line -> line.kind().equals(kind)).toList();
    return lines.size()
        + ", "
        + BigDecimal.valueOf(lines.stream().mapToLong(Line::value).sum(), 6)
        + " €";
  }

  private long empty() {
    return ledger.wallets().stream()
        .filter(wallet -> !wallet.unlimited() && wallet.balance() == 0)
        .count();
  }
}
