package online.neuropod.api.pods;

import java.math.BigDecimal;
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
    Map<String, String> details = readable(language, reason.details());
    String key = "cause." + reason.code().name();
    return new PodView.Reason(
        reason.code().name(),
        texts.say(language, key, details).strip(),
        texts.say(language, key + ".hint", details).strip());
  }

  private static Map<String, String> readable(Language language, Map<String, String> details) {
    var readable = new HashMap<>(details);
    readable.computeIfPresent("required", (_, micros) -> Texts.needed(language, euros(micros)));
    readable.computeIfPresent("available", (_, micros) -> Texts.held(language, euros(micros)));
    return readable;
  }

  private static BigDecimal euros(String micros) {
    return Micros.toEuros(Long.parseLong(micros));
  }
}
