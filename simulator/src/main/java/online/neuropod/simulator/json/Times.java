package online.neuropod.simulator.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Timestamps in the two precisions of Kubernetes: seconds (Time) and microseconds (MicroTime). */
public final class Times {
  private static final DateTimeFormatter MICRO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter NANO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  /** A metav1.Time: whole seconds, cut and not rounded. */
  public static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** A metav1.MicroTime. */
  public static String micros(Instant instant) {
    return MICRO.format(instant);
  }

  /** The nanosecond stamp in front of log lines that were asked for with timestamps. */
  public static String nanos(Instant instant) {
    return NANO.format(instant);
  }

  /** The instant at a path, if one is there. */
  public static Optional<Instant> at(JsonNode node, String... path) {
    return Json.optionalText(node, path).flatMap(Times::parse);
  }

  /** Reads an RFC 3339 timestamp. */
  public static Optional<Instant> parse(String text) {
    try {
      return Optional.of(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeParseException notATime) {
      return Optional.empty();
    }
  }
}
