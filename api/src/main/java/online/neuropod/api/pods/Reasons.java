package online.neuropod.api.pods;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.pod.StatusReason;

/** Says a cause in words: what happened, what to do, and what it means for the bill. */
public class Reasons {
  private final Texts texts;

  /** Speaks with these texts. */
  public Reasons(Texts texts) {
    this.texts = texts;
  }

  /** The words of a cause. */
  public PodView.Reason say(Language language, StatusReason reason) {
    Map<String, String> details = readable(language, reason);
    String key = "cause." + reason.code().name();
    return new PodView.Reason(
        reason.code().name(),
        texts.say(language, key, details).strip(),
        texts.say(language, key + ".hint", details).strip());
  }

  private Map<String, String> readable(Language language, StatusReason reason) {
    var readable = new HashMap<>(reason.details());
    readable.computeIfPresent("required", (_, micros) -> Texts.needed(language, euros(micros)));
    readable.computeIfPresent("available", (_, micros) -> Texts.held(language, euros(micros)));
    readable.computeIfPresent("time", (_, time) -> Texts.span(Duration.parse(time)));
    // What NeuroPod itself recognised has words in every language; the rest is quoted.
    readable.computeIfPresent(
        "detail", (_, said) -> texts.sayIfAny(language, keyOf(said)).orElse(said));
    return readable;
  }

  private static String keyOf(String detail) {
    return "detail." + detail.replaceAll("[^a-z]+", "-");
  }

  private static BigDecimal euros(String micros) {
    return Micros.toEuros(Long.parseLong(micros));
  }
}
