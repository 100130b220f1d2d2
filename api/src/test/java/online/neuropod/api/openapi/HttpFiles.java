package online.neuropod.api.openapi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import online.neuropod.api.support.Description;
import online.neuropod.api.support.Description.Described;
import tools.jackson.databind.json.JsonMapper;

/**
 * The requests for manual tries in {@code api/http}: one file for each tag of the description, in
 * the format of the HTTP clients of editors.
 */
final class HttpFiles {
  private static final Pattern REQUEST =
      Pattern.compile("^(GET|POST|PUT|DELETE|PATCH) \\{\\{host}}(/[^?\\s]*)", Pattern.MULTILINE);
  private static final String HEAD =
      """
      @host = http://localhost:3000
      # From the answer of POST /api/auth/mock-login.
      @token = paste-it-here
      """;

  private final Path directory;

  HttpFiles(Path directory) {
    this.directory = directory;
  }

  /** Operations without a request, and requests that are no operation. */
  List<String> faults(Description description) throws IOException {
    var missing = new TreeSet<String>();
    description.operations().forEach(each -> missing.add(each.toString()));
    var faults = new ArrayList<String>();
    for (String text : texts().values()) {
      for (var request : REQUEST.matcher(text).results().toList()) {
        description
            .find(request.group(1), path(request.group(2)))
            .ifPresentOrElse(
                operation -> missing.remove(operation.toString()),
                () -> faults.add("no operation: " + request.group()));
      }
    }
    missing.forEach(each -> faults.add("no request: " + each));
    return faults;
  }

  /** Variables are values. */
  private static String path(String written) {
    return written.replaceAll("\\{\\{[^}]+}}", "x");
  }

  private Map<Path, String> texts() throws IOException {
    var texts = new TreeMap<Path, String>();
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.filter(each -> each.toString().endsWith(".http")).toList()) {
          texts.put(file, Files.readString(file));
        }
      }
    }
    return texts;
  }

  /** Adds a request for each operation that has none; what people wrote stays. */
  void complete(Description description) throws IOException {
    List<String> faults = faults(description);
    Files.createDirectories(directory);
    for (Described operation : description.operations()) {
      if (faults.contains("no request: " + operation)) {
        String area = operation.node().path("tags").path(0).stringValue();
        Path file = directory.resolve(area.toLowerCase(Locale.ROOT) + ".http");
        if (!Files.exists(file)) {
          Files.writeString(file, HEAD);
        }
        Files.writeString(file, request(operation, description), StandardOpenOption.APPEND);
      }
    }
  }

  private static String request(Described operation, Description description) {
    var text = new StringBuilder("\n### ");
    text.append(String.join(", ", operation.roles())).append('\n');
    String path = operation.path().getPatternString().replaceAll("\\{([^}]+)}", "{{$1}}");
    operation
        .path()
        .getPatternString()
        .transform(Pattern.compile("\\{([^}]+)}")::matcher)
        .results()
        .forEach(variable -> text.append("@").append(variable.group(1)).append(" = put-it-here\n"));
    text.append(operation.method()).append(" {{host}}").append(path).append('\n');
    if (!operation.roles().contains("anonymous")) {
      text.append("Authorization: Bearer {{token}}\n");
    }
    operation
        .parameters("header")
        .forEach(
            header ->
                text.append(header.path("name").stringValue())
                    .append(": ")
                    .append(header.path("example").asString("x"))
                    .append('\n'));
    if (operation.hasBody()) {
      text.append("Content-Type: application/json\n\n");
      text.append(body(operation, description)).append('\n');
    }
    return text.toString();
  }

  private static String body(Described operation, Description description) {
    return new Examples(description)
        .ofBody(operation)
        .map(JsonMapper.shared().writerWithDefaultPrettyPrinter()::writeValueAsString)
        .orElse("{}");
  }
}
