package online.neuropod.e2e.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a process has used.
 *
 * @param cpu time of all its threads since its start
 * @param residentBytes memory that it holds now: the resident set
 */
public record Usage(Duration cpu, long residentBytes) {
  /** Of a process that runs. */
  public static Usage of(ProcessHandle process) {
    try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
      long resident =
          lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
              .findFirst()
              .orElseThrow();
      return new Usage(process.info().totalCpuDuration().orElseThrow(), resident);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Cores that were busy with it since {@code earlier}, in a time of {@code passed}. */
  public double coresSince(Usage earlier, Duration passed) {
    return (double) cpu.minus(earlier.cpu()).toMillis() / passed.toMillis();
  }
}
