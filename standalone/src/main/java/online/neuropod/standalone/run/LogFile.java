package online.neuropod.standalone.run;

import java.util.Map;
import online.neuropod.standalone.data.DataDirectory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingInitializationContext;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Logging as Spring Boot does it, but from before its context exists: into a file, and what is
 * serious to the console too, where people otherwise read only where to go.
 */
final class LogFile {
  private static final String NAME = "neuropod.log";

  private LogFile() {}

  /** Logs into the data directory from now on. Settings of the context add to it later. */
  static void open(DataDirectory data) {
    var environment = new StandardEnvironment();
    var settings =
        Map.<String, Object>of(
            "logging.file.name", path(data), "logging.threshold.console", "WARN");
    environment.getPropertySources().addLast(new MapPropertySource("standalone", settings));
    var system = LoggingSystem.get(LogFile.class.getClassLoader());
    system.beforeInitialize();
    system.initialize(
        new LoggingInitializationContext(environment),
        null,
        org.springframework.boot.logging.LogFile.get(environment));
    levels().forEach(system::setLogLevel);
  }

  /** Logs only what is serious, to the console, for a command that prints its own result. */
  static void quiet() {
    var system = LoggingSystem.get(LogFile.class.getClassLoader());
    system.beforeInitialize();
    var environment = new StandardEnvironment();
    system.initialize(new LoggingInitializationContext(environment), null, null);
    system.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.ERROR);
  }

  static String path(DataDirectory data) {
    return data.file(NAME).toString();
  }

  /** Levels by logger. */
  static Map<String, LogLevel> levels() {
    return Map.of(
        LoggingSystem.ROOT_LOGGER_NAME,
        LogLevel.WARN,
        "online.neuropod",
        LogLevel.INFO,
        // Tells of every client that comes and goes.
        "de.bwaldvogel.mongo",
        LogLevel.ERROR);
  }
}
