package online.neuropod.e2e.environment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a real Chromium does, as written for Playwright in {@code e2e/browser}. */
public final class Browser {
  private static final String SUFFIX = ".spec.ts";
  private static final Path PACKAGE = Path.of(System.getProperty("neuropod.root"), "e2e/browser");
  private static final Path OUTPUT = Path.of("target/browser");
  private static final long LIMIT_MINUTES = 15;

  private Browser() {}

  /** Names of the specifications in a directory of the package. */
  public static List<String> specifications(String directory) {
    try (Stream<Path> files = Files.list(PACKAGE.resolve(directory))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> directory + "/" + name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * Runs one specification in a process of its own; fails with what it says. Its traces and
   * pictures of failures are in {@code target/browser}.
   *
   * @param environment beyond this process' own
   */
  public static void run(String specification, URI product, Map<String, String> environment) {
    try {
      Path output = Files.createDirectories(OUTPUT.resolve(specification)).toAbsolutePath();
      Path log = OUTPUT.resolve(specification + ".log");
      var builder =
          new ProcessBuilder(
                  "node",
                  "node_modules/@playwright/test/cli.js",
                  "test",
                  specification + SUFFIX,
                  "--output",
                  output.toString())
              .directory(PACKAGE.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      builder.environment().put("NEUROPOD_URL", product.toString());
      builder.environment().putAll(environment);
      int status = status(builder.start());
      assertThat(status).as(() -> "exit status of " + specification + ":\n" + read(log)).isZero();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static int status(Process process) {
    try {
      if (process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      // Playwright takes its Chromium with it on this signal.
      process.destroy();
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
