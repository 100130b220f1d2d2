package online.neuropod.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import online.neuropod.standalone.docs.ConfigurationDocument.Setting;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** {@code docs/configuration.md} is that of the code, and what stands in it works. */
class ConfigurationDocTest {
  private static final Path COMMITTED = Path.of("..", "docs", "configuration.md");

  private final ConfigurationDocument document;

  ConfigurationDocTest() throws IOException {
    document = new ConfigurationDocument();
  }

  /** With {@code -Dconfiguration.write=true} it is written instead. */
  @Test
  void theCommittedDocumentIsThatOfTheCode() throws IOException {
    if (Boolean.getBoolean("configuration.write")) {
      Files.writeString(COMMITTED, document.text());
    }
    assertThat(Files.exists(COMMITTED) ? Files.readString(COMMITTED) : "")
        .as("docs/configuration.md is out of step with the code; `make configuration` writes it")
        .isEqualTo(document.text());
  }

  @Test
  void everySettingSaysWhatItIs() {
    assertThat(document.settings()).hasSizeGreaterThan(40);
    assertThat(document.settings().values())
        .allSatisfy(setting -> assertThat(setting.description()).as(setting.name()).isNotBlank());
  }

  @Test
  void everyVariableSetsItsProperty() {
    for (Setting setting : document.settings().values()) {
      if (!setting.isMap()) {
        assertThat(bound(Map.of(setting.variable(), "7"), setting.name()))
            .as(setting.variable())
            .isEqualTo("7");
      }
    }
  }

  @Test
  void everyShortVariableIsTheDefaultOfItsProperty() throws IOException {
    for (String file : ConfigurationDocument.FILES) {
      Properties properties = ConfigurationDocument.properties(file);
      document
          .shortNames()
          .forEach(
              (name, variable) -> {
                if (properties.containsKey(name)) {
                  var set = environment(Map.of(variable, "7"));
                  set.getPropertySources().addLast(new PropertiesPropertySource(file, properties));
                  assertThat(set.getProperty(name)).as(variable).isEqualTo("7");
                }
              });
    }
  }

  private static String bound(Map<String, Object> variables, String name) {
    return Binder.get(environment(variables)).bind(name, String.class).orElse("");
  }

  private static StandardEnvironment environment(Map<String, Object> variables) {
    var environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    return environment;
  }
}
