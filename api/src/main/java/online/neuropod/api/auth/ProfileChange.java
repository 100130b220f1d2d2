package online.neuropod.api.auth;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.OneLine;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a person changes about themselves; what is left out stays.
 *
 * @param name what others read, up to 60 characters
 * @param language in which to speak to them, {@code es} or {@code en}; null for what their browser
 *     asks for
 * @param alertThresholdMinutes the runway below which to warn, 1 minute to 365 days; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ProfileChange")
public record ProfileChange(
    @Schema(minLength = 1, maxLength = 60, example = "Ana") @Nullable String name,
    @Schema(
            implementation = String.class,
            types = {"string", "null"},
            pattern = "^(es|en)$")
        @Nullable JsonNode language,
    @Schema(
            implementation = Integer.class,
            types = {"integer", "null"},
            minimum = "1",
            maximum = "525600")
        @Nullable JsonNode alertThresholdMinutes) {
  static final int MAX_NAME = 60;
  private static final long MAX_MINUTES = Duration.ofDays(365).toMinutes();

  /** The name, if it is to change. */
  Optional<String> newName(Faults faults) {
    return name(name, faults);
  }

  /** A name that others are to read, if one is given. */
  static Optional<String> name(@Nullable String given, Faults faults) {
    if (given == null) {
      return Optional.empty();
    }
    String stripped = given.strip();
    if (!OneLine.isReadable(stripped, MAX_NAME)) {
      faults.add("name", "text", Map.of("max", String.valueOf(MAX_NAME)));
    }
    return Optional.of(stripped);
  }

  /** Whether the language is to change. */
  boolean changesLanguage() {
    return language != null;
  }

  /** The language; empty for what the browser asks for. */
  Optional<String> newLanguage(Faults faults) {
    if (language == null || language.isNull()) {
      return Optional.empty();
    }
    Optional<String> tag =
        language.isString() ? Language.tag(language.stringValue()) : Optional.empty();
    if (tag.isEmpty()) {
      faults.add("language", "language");
    }
    return tag;
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
