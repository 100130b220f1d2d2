package online.neuropod.api.live;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Data of frames to many readers, made into text once, by the first who sends it. Used by many
 * threads; two at once may make the same text.
 */
final class SharedJson {
  private final Supplier<String> text;
  private volatile Optional<String> made = Optional.empty();

  SharedJson(Supplier<String> text) {
    this.text = text;
  }

  @JsonValue
  @JsonRawValue
  String text() {
    Optional<String> known = made;
    if (known.isEmpty()) {
      known = Optional.of(text.get());
      made = known;
    }
    return known.get();
  }
}
