package online.neuropod.e2e.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;

/** One process of the product, run from its jar as its operator would. */
public final class JavaProcess implements AutoCloseable {
  private static final long ORDERLY_SECONDS = 40;

  /** Ten seconds on a quiet machine; minutes where everything dies and other work goes on. */
  private static final long START_SECONDS = 600;

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread lastResort;

  private JavaProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.lastResort = new Thread(process::destroyForcibly);
    // So that it does not outlive tests that are interrupted.
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  /**
   * Starts {@code jar}.
   *
   * @param name of its log in {@code target/processes}
   * @param flags of the JVM
   */
  static JavaProcess start(
      String name,
      Path jar,
      List<String> flags,
      Map<String, String> environment,
      List<String> arguments) {
    var command = new ArrayList<>(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    return start(name, flags, environment, command);
  }

  /**
   * Starts a class of these tests.
   *
   * @param name of its log in {@code target/processes}
   * @param flags of the JVM
   */
  public static JavaProcess start(
      String name, Class<?> main, List<String> flags, List<String> arguments) {
    var command = new ArrayList<>(List.of("-cp", classPath(), main.getName()));
    command.addAll(arguments);
    return start(name, flags, Map.of(), command);
  }

  /** Failsafe starts the tests from a jar that only names the others. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static JavaProcess start(
      String name, List<String> flags, Map<String, String> environment, List<String> what) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(what);
    try {
      Path directory = Files.createDirectories(Path.of("target/processes"));
      Path log = directory.resolve(name + ".log");
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new JavaProcess(name, builder.start(), log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Waits until {@code ready}; fails with the log when the process ends before. */
  public JavaProcess awaitReady(BooleanSupplier ready) {
    Awaitility.await(name)
        .atMost(START_SECONDS, TimeUnit.SECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .failFast(
            () -> {
              if (!process.isAlive()) {
                throw new IllegalStateException(name + " ended:\n" + log());
              }
            })
        .until(ready::getAsBoolean);
    return this;
  }

  /** Waits until {@code ready}, or until the process ends by itself; whether it is ready. */
  boolean awaitReadyOrEnd(BooleanSupplier ready) {
    Awaitility.await(name)
        .atMost(START_SECONDS, TimeUnit.SECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(() -> !process.isAlive() || ready.getAsBoolean());
    return process.isAlive();
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** What it has used. */
  public Usage usage() {
    return Usage.of(process.toHandle());
  }

  /** What it wrote. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Memory that it holds, in bytes: the resident set. */
  public long residentBytes() {
    return usage().residentBytes();
  }

  /** As {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** As {@code kill}; waits for its end, and kills it when it takes too long. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(ORDERLY_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException interrupted) {
      kill();
      Thread.currentThread().interrupt();
    }
  }
}
