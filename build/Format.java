import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Formats every Java source of the repository with google-java-format, or checks that it is
 * formatted.
 *
 * <p>Run by the build as a single-file program on the JDK of the sources; docs/adr/0003 says why
 * not by Spotless. With {@code --check} it changes nothing and ends with 1 when a file is not
 * formatted; with {@code --write} it formats those files.
 */
class Format {
  private static final Formatter FORMATTER = new Formatter();

  public static void main(String[] args) throws IOException {
    var mode = args.length == 1 ? args[0] : "";
    if (!mode.equals("--check") && !mode.equals("--write")) {
      System.err.println(
          "usage: java -cp google-java-format.jar build/Format.java --check|--write");
      System.exit(2);
    }
    var root = Path.of("");
    List<Path> wrong =
        sources(root).parallelStream().filter(file -> differs(file, mode)).sorted().toList();
    if (wrong.isEmpty()) {
      return;
    }
    if (mode.equals("--write")) {
      wrong.forEach(file -> System.out.println("formatted " + file));
      return;
    }
    System.err.println("Not formatted:");
    wrong.forEach(file -> System.err.println("  " + file));
    System.err.println("run: make format");
    System.exit(1);
  }

  /** Java files below {@code <module>/src} of every module, and those of the build itself. */
  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> children = Files.list(Path.of("."))) {
      return children
          .map(child -> root.resolve(child.getFileName()))
          .map(child -> child.toString().equals("build") ? child : child.resolve("src"))
          .filter(Files::isDirectory)
          .flatMap(Format::javaFiles)
          .toList();
    }
  }

  private static Stream<Path> javaFiles(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether the file is not formatted, or does not parse; writes it formatted if the mode says so.
   */
  private static boolean differs(Path file, String mode) {
    try {
      var source = Files.readString(file, UTF_8);
      var formatted = FORMATTER.formatSourceAndFixImports(source);
      if (formatted.equals(source)) {
        return false;
      }
      if (mode.equals("--write")) {
        Files.writeString(file, formatted, UTF_8);
      }
      return true;
    } catch (FormatterException e) {
      // A broken file must not hide the others; the compiler will say more about it.
      System.err.println(file + ": " + e.getMessage());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
