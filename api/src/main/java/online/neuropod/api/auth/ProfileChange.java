package online.neuropod.api.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.answer.Faults;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a person changes about themselves; what is left out stays.
 *
 * @param name what others read, up to 60 characters
 * @param alertThresholdMinutes the runway below which to warn, 1 minute to 365 days; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ProfileChange")
public record ProfileChange(
    @Schema(minLength = 1, maxLength = 60) @Nullable String name,
    @Schema(
            implementation = Integer.class,
            types = {"integer", "null"},
            minimum = "1",
            maximum = "525600")
        @Nullable JsonNode alertThresholdMinutes) {
  private static final int MAX_NAME = 60;
  private static final long MAX_MINUTES = Duration.ofDays(365).toMinutes();

  /** The name, if it is to change. */
  Optional<String> newName(Faults faults) {
    if (name == null) {
      return Optional.empty();
    }
    String stripped = name.strip();
    boolean readable = stripped.codePoints().noneMatch(Character::isISOControl);
    if (stripped.isEmpty() || stripped.length() > MAX_NAME || !readable) {
      faults.add("name", "text", Map.of("max", String.valueOf(MAX_NAME)));
    }
    return Optional.of(stripped);
  }

  /** Whether the threshold is to change. */
  boolean changesThreshold() {
    return alertThresholdMinutes != null;
  }

  /** The threshold; empty for none. */
  Optional<Duration> threshold(Faults faults) {
    if (alertThresholdMinutes == null || alertThresholdMinutes.isNull()) {
      return Optional.empty();
    }
    if (!alertThresholdMinutes.isIntegralNumber()) {
      faults.add("alertThresholdMinutes", "type");
      return Optional.empty();
    }
    BigInteger minutes = alertThresholdMinutes.bigIntegerValue();
    if (minutes.signum() <= 0 || minutes.compareTo(BigInteger.valueOf(MAX_MINUTES)) > 0) {
      faults.add(
          "alertThresholdMinutes", "range", Map.of("min", "1", "max", String.valueOf(MAX_MINUTES)));
      return Optional.empty();
    }
    return Optional.of(Duration.ofMinutes(minutes.longValue()));
  }
}
