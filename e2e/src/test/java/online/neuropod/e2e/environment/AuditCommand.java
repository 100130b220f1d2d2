package online.neuropod.e2e.environment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code neuropod audit}, as an operator runs it. */
public final class AuditCommand {
  private AuditCommand() {}

  /**
   * How it ended.
   *
   * @param status 0 where every invariant holds
   * @param output what it said
   */
  public record Outcome(int status, String output) {}

  /** Audits a database; blocks until it is done. */
  public static Outcome run(String mongodb) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-jar",
                    Product.jar("standalone/target/neuropod.jar").toString(),
                    "audit",
                    "--mongodb",
                    mongodb))
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
