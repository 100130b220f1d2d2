package online.neuropod.api.live;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client sends.
 *
 * @param type what it is
 * @param id echoed in the answer
 * @param data by the type; an empty object where there is none
 */
record ClientFrame(String type, @Nullable JsonNode id, JsonNode data) {
  /** A frame; empty if the text is none. */
  static Optional<ClientFrame> read(String text, JsonMapper json) {
    try {
      JsonNode frame = json.readTree(text);
      JsonNode type = frame.path("type");
      JsonNode data = frame.path("data");
      boolean known = data.isObject() || data.isMissingNode() || data.isNull();
      return type.isString() && known
          ? Optional.of(new ClientFrame(type.stringValue(), frame.get("id"), data))
          : Optional.empty();
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  /** A text of the data, if it is there and not blank. */
  Optional<String> text(String name) {
    JsonNode value = data.path(name);
    return value.isString()
        ? Optional.of(value.stringValue()).filter(text -> !text.isBlank())
        : Optional.empty();
  }

  /** A whole number of the data, if it is there. */
  Optional<Integer> number(String name) {
    JsonNode value = data.path(name);
    return value.isInt() ? Optional.of(value.intValue()) : Optional.empty();
  }

  /** Whether a flag of the data is there and set. */
  boolean isSet(String name) {
    return data.path(name).isBoolean() && data.path(name).booleanValue();
  }
}
