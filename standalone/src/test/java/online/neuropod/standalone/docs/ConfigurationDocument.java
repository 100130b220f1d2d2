package online.neuropod.standalone.docs;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code docs/configuration.md}, made of what the compiler wrote down of the records that are bound
 * (names, defaults, Javadoc) and of the short variables in the modules' properties.
 */
final class ConfigurationDocument {
  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final String ROOT = "online.neuropod.";
  private static final JsonMapper JSON = new JsonMapper();

  /** Where modules say which short variable is the default of a property. */
  static final List<String> FILES =
      List.of(
          "online/neuropod/api/api.properties",
          "online/neuropod/worker/worker.properties",
          "online/neuropod/cluster/cluster.properties",
          "online/neuropod/telemetry/telemetry.properties");

  private static final Pattern SHORT = Pattern.compile("\\$\\{([A-Z_]+):(.*)}");
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern CODE = Pattern.compile("\\{@(?:code|link)\\s+([^}]*)}");

  private static final String HEAD =
      """
      # Configuration

      Every setting of api and worker; made from the code by `make configuration`, and held in step with it by a test. How to set what is in
      [operations.md](operations.md).

      Each is a Spring property with an environment variable. The shorter variables win nothing over the longer ones, they are the default of the same
      property. Durations are written `PT1H` or `1h`, lists with commas. Keys of maps with a hyphen, such as those of GPUs, cannot be written as variables:
      use `SPRING_APPLICATION_JSON`, for example `{"neuropod":{"gpus":{"rtx-5090":{"labels":"NVIDIA-GeForce-RTX-5090"}}}}`. Both processes get the same settings;
      each takes what concerns it. A value that cannot be ends the start with the variable's name and the fault.
      """;

  private final Map<String, Setting> settings = new TreeMap<>();
  private final Map<String, String> shortNames = new TreeMap<>();
  private final Map<String, String> others = new TreeMap<>();

  /**
   * A setting.
   *
   * @param processes that take it
   */
  record Setting(
      String name, String type, String value, String description, TreeSet<String> processes) {
    /** The variable by Spring's rule. */
    String variable() {
      return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    String group() {
      List<String> steps = List.of(DOT.split(name));
      return steps.size() == 2 && !isMap() ? "neuropod" : "neuropod." + steps.get(1);
    }

    boolean isMap() {
      return type.startsWith("java.util.Map");
    }
  }

  ConfigurationDocument() throws IOException {
    var loader = ConfigurationDocument.class.getClassLoader();
    for (URL file : Collections.list(loader.getResources(METADATA))) {
      try (InputStream in = file.openStream()) {
        JSON.readTree(in).path("properties").forEach(this::add);
      }
    }
    for (String file : FILES) {
      properties(file)
          .forEach(
              (name, value) -> {
                Matcher found = SHORT.matcher(value.toString());
                if (found.matches()) {
                  shortNames.put(name.toString(), found.group(1));
                  others.put(name.toString(), found.group(2));
                }
              });
    }
    others.keySet().removeAll(settings.keySet());
  }

  static Properties properties(String file) throws IOException {
    var properties = new Properties();
    try (InputStream in = ConfigurationDocument.class.getClassLoader().getResourceAsStream(file)) {
      properties.load(in);
    }
    return properties;
  }

  private void add(JsonNode property) {
    String source = property.path("sourceType").asString("");
    if (!source.startsWith(ROOT)) {
      return;
    }
    var setting =
        new Setting(
            property.path("name").asString(),
            property.path("type").asString(),
            value(property.path("defaultValue")),
            plain(property.path("description").asString("")),
            new TreeSet<>(processes(source)));
    settings.merge(
        setting.name(),
        setting,
        (known, more) -> {
          known.processes().addAll(more.processes());
          return known;
        });
  }

  private static String value(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
        : value.asString("");
  }

  private static String plain(String javadoc) {
    return CODE.matcher(javadoc)
        .replaceAll(found -> Matcher.quoteReplacement("`" + found.group(1).strip() + "`"))
        .replaceAll("\\s+", " ")
        .replaceAll(": `[A-Z][A-Z_]+`", "")
        .replace("|", "\\|");
  }

  private static List<String> processes(String source) {
    String module = source.substring(ROOT.length()).replaceFirst("\\..*", "");
    return switch (module) {
      case "api" -> List.of("api");
      case "worker" -> List.of("worker");
      default -> List.of("api", "worker");
    };
  }

  Map<String, Setting> settings() {
    return settings;
  }

  /** By property: the variable that is its default. */
  Map<String, String> shortNames() {
    return shortNames;
  }

  String text() {
    var text = new StringBuilder(HEAD);
    text.append("\n## Connections\n\n| property | variable | default |\n| --- | --- | --- |\n");
    others.forEach(
        (name, value) ->
            text.append("| `%s` | %s | %s |\n".formatted(name, variables(name), code(value))));
    grouped().forEach((group, members) -> add(text, group, members));
    return text.toString();
  }

  /** By the first step of their names; those that have no other come first. */
  private Map<String, List<Setting>> grouped() {
    return settings.values().stream()
        .collect(Collectors.groupingBy(Setting::group, TreeMap::new, Collectors.toList()));
  }

  private void add(StringBuilder text, String group, List<Setting> members) {
    text.append("\n## ").append(group);
    text.append("\n\n| property | variable | default | process | what it is |\n");
    text.append("| --- | --- | --- | --- | --- |\n");
    for (Setting setting : members) {
      text.append(
          "| `%s` | %s | %s | %s | %s |\n"
              .formatted(
                  setting.name() + (setting.isMap() ? ".*" : ""),
                  setting.isMap() ? "by JSON" : variables(setting.name()),
                  code(setting.value()),
                  String.join(", ", setting.processes()),
                  setting.description()));
    }
  }

  private String variables(String name) {
    String own = name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    String brief = shortNames.get(name);
    return brief == null || brief.equals(own) ? "`" + own + "`" : "`" + brief + "`, `" + own + "`";
  }

  private static String code(String value) {
    return value.isEmpty() ? "none" : "`" + value + "`";
  }
}
