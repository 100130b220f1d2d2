package online.neuropod.standalone.command;

import com.mongodb.MongoException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import online.neuropod.domain.money.AuditReport;
import online.neuropod.domain.money.Breach;
import online.neuropod.domain.money.Law;
import online.neuropod.standalone.StartFailure;
import online.neuropod.standalone.run.StoredMoney;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code neuropod audit}. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Check all wallets and the whole ledger against the laws of money. Changes nothing.",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:Every law holds.",
      "1:A law is broken.",
      "2:The command was not understood, or the database cannot be read."
    })
final class AuditCommand implements Callable<Integer> {
  private static final int CLEAN = 0;
  private static final int BROKEN = 1;
  private static final int CANNOT_READ = 2;

  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup private Source source = new Source();

  /** Where the money is. */
  private static final class Source {
    @Option(
        names = "--mongodb",
        paramLabel = "URI",
        description = "MongoDB with the database's name, also while the product runs.")
    private Optional<String> mongodb = Optional.empty();

    @Option(
        names = "--data",
        paramLabel = "DIR",
        defaultValue = "data",
        description =
            "Directory of an embedded database whose product does not run. Default:"
                + " ./${DEFAULT-VALUE}")
    private Path data = Path.of("data");
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (StoredMoney money =
        source.mongodb.isPresent()
            ? StoredMoney.of(source.mongodb.get())
            : StoredMoney.in(source.data)) {
      AuditReport report = money.audit();
      print(report, out);
      return report.isClean() ? CLEAN : BROKEN;
    } catch (StartFailure | MongoException | DataAccessException failure) {
      spec.commandLine().getErr().println("neuropod: cannot audit: " + failure.getMessage());
      return CANNOT_READ;
    }
  }

  private static void print(AuditReport report, PrintWriter out) {
    out.printf(
        "Audit of %s: %d wallets, %d entries, %d entries not yet in the ledger%n",
        report.at(), report.wallets(), report.entries(), report.pending());
    for (Law law : Law.values()) {
      long breaches = report.breachesOf(law);
      out.printf(
          "  %-6s  %-12s  %s%s%n",
          breaches == 0 ? "holds" : "BROKEN",
          law.name(),
          law.words(),
          breaches == 0 ? "" : " (" + breaches + ")");
    }
    if (!report.isClean()) {
      out.println();
      report.breaches().forEach(breach -> out.println("  " + line(breach)));
    }
    if (report.isCut()) {
      out.println(
          "  There are more: of each law the first " + AuditReport.MOST_OF_A_LAW + " are told.");
    }
    out.println(report.isClean() ? "Every law holds." : "The money is NOT in order.");
    out.flush();
  }

  private static String line(Breach breach) {
    var line = new StringBuilder(breach.law().name()).append(" userId=").append(breach.userId());
    breach.slot().ifPresent(slot -> line.append(" slot=").append(slot));
    if (breach.session() != 0) {
      line.append(" session=").append(breach.session());
    }
    if (breach.n() != 0) {
      line.append(" n=").append(breach.n());
    }
    return line.append(": ").append(breach.detail()).toString();
  }
}
