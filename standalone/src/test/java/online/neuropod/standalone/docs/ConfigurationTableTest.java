package online.neuropod.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.api.settings.ProxySettings;
import online.neuropod.api.settings.RateLimitSettings;
import online.neuropod.cluster.spring.ClusterProperties;
import online.neuropod.worker.WorkerSettings;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.convert.DurationStyle;

/** The table of settings in {@code docs/operations.md} against the records that are bound. */
class ConfigurationTableTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "operations.md");
  private static final Pattern ROW =
      Pattern.compile("\\| `(neuropod\\.[^`]+)` \\| [^|]+ \\| (?:`([^`]*)`|none) \\| .*\\|");
  private static final String NONE = "none";

  @Test
  void eachSettingStandsThereWithItsDefault() throws IOException {
    assertThat(documented()).isEqualTo(bound());
  }

  private static Map<String, String> documented() throws IOException {
    var settings = new TreeMap<String, String>();
    try (Stream<String> lines = Files.lines(DOCUMENT)) {
      lines
          .map(ROW::matcher)
          .filter(row -> row.matches())
          .forEach(
              row -> settings.put(row.group(1), Optional.ofNullable(row.group(2)).orElse(NONE)));
    }
    return settings;
  }

  private static Map<String, String> bound() {
    var settings = new TreeMap<String, String>();
    Stream.of(
            ApiSettings.class,
            RateLimitSettings.class,
            ProxySettings.class,
            WorkerSettings.class,
            ClusterProperties.class)
        .forEach(
            type ->
                collect(type.getAnnotation(ConfigurationProperties.class).value(), type, settings));
    return settings;
  }

  private static void collect(String prefix, Class<?> type, Map<String, String> settings) {
    for (RecordComponent component : type.getRecordComponents()) {
      String name = prefix + "." + name(type, component);
      if (component.getType().isRecord()) {
        collect(name, component.getType(), settings);
      } else if (valueOfMap(component).filter(Class::isRecord).isPresent()) {
        collect(name + ".{key}", valueOfMap(component).orElseThrow(), settings);
      } else {
        settings.put(name, defaultOf(type, component));
      }
    }
  }

  private static Optional<Class<?>> valueOfMap(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType generic
            && generic.getRawType() == Map.class
            && generic.getActualTypeArguments()[1] instanceof Class<?> value
        ? Optional.of(value)
        : Optional.empty();
  }

  private static String name(Class<?> type, RecordComponent component) {
    return Optional.ofNullable(parameter(type, component).getAnnotation(Name.class))
        .map(Name::value)
        .orElseGet(() -> dashed(component.getName()));
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  private static String defaultOf(Class<?> type, RecordComponent component) {
    String value =
        Optional.ofNullable(parameter(type, component).getAnnotation(DefaultValue.class))
            .map(DefaultValue::value)
            .map(values -> String.join(",", values))
            .orElse("");
    if (value.isEmpty()) {
      return NONE;
    }
    return component.getType() == Duration.class ? simple(value) : value;
  }

  /** As the document writes durations: in the largest unit that needs no other. */
  private static String simple(String duration) {
    Duration parsed = DurationStyle.detectAndParse(duration);
    if (parsed.toMillisPart() > 0) {
      return parsed.toMillis() + "ms";
    }
    return parsed.toSeconds() % 3600 == 0 ? parsed.toHours() + "h" : parsed.toSeconds() + "s";
  }

  private static Parameter parameter(Class<?> type, RecordComponent component) {
    var constructor = type.getDeclaredConstructors()[0];
    return Arrays.stream(constructor.getParameters())
        .filter(parameter -> parameter.getName().equals(component.getName()))
        .findFirst()
        .orElseThrow();
  }
}
