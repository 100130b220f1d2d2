package online.neuropod.api.live;

import java.util.Optional;
import java.util.function.Predicate;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
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

  /**
   * A text of the data, if it is there and not blank.
   *
   * @throws Refusal if something else is there
   */
  Optional<String> text(String name) {
    return value(name, JsonNode::isString)
        .map(JsonNode::stringValue)
        .filter(text -> !text.isBlank());
  }

  /**
   * A whole number of the data, if it is there.
   *
   * @throws Refusal if something else is there
   */
  Optional<Integer> number(String name) {
    return value(name, JsonNode::isInt).map(JsonNode::intValue);
  }

  /**
   * Whether a flag of the data is there and set.
   *
   * @throws Refusal if something else is there
   */
  boolean isSet(String name) {
    return value(name, JsonNode::isBoolean).map(JsonNode::booleanValue).orElse(false);
  }

  private Optional<JsonNode> value(String name, Predicate<JsonNode> isOfType) {
    JsonNode value = data.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!isOfType.test(value)) {
      throw Refusal.of(FailureCode.WRONG_FRAME);
    }
    return Optional.of(value);
  }
}
