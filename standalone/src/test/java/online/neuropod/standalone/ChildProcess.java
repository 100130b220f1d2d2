package online.neuropod.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Another JVM on the class path of the tests, so that it can be killed as a machine would. */
public final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Starts the main method of a class; what it writes to standard error appears in the test's. */
  public static ChildProcess start(Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            main.getName()));
    command.addAll(List.of(arguments));
    try {
      return new ChildProcess(
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The first line of output that matches; empty if the process ends without one. Blocks. */
  public Optional<String> line(Predicate<String> wanted) {
    return output.lines().filter(wanted).findFirst();
  }

  /** The lines of output up to one that matches, without it. Blocks. */
  public Stream<String> linesUntil(Predicate<String> last) {
    return output.lines().takeWhile(last.negate());
  }

  /** kill -9; returns when the process is gone. */
  public void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** SIGTERM, and what it ended with. Blocks until then. */
  public int terminate() {
    process.destroy();
    return process.onExit().join().exitValue();
  }

  /** The process itself. */
  public Process process() {
    return process;
  }

  @Override
  public void close() {
    kill();
  }
}
