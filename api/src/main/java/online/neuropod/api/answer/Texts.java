package online.neuropod.api.answer;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What NeuroPod says, from {@code messages*.properties}. A text names its values as {@code {name}},
 * so that translators see what stands there.
 */
public final class Texts {
  private static final String BUNDLE = "online.neuropod.api.messages";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Pattern NAMED = Pattern.compile("\\{([a-zA-Z]+)}");

  private final Map<Language, ResourceBundle> bundles = new EnumMap<>(Language.class);

  /** Loads every language. */
  public Texts() {
    var control = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
    for (Language language : Language.values()) {
      bundles.put(language, ResourceBundle.getBundle(BUNDLE, language.locale(), control));
    }
  }

  /**
   * A text.
   *
   * @throws java.util.MissingResourceException if there is none
   */
  public String say(Language language, String key) {
    return say(language, key, Map.of());
  }

  /** A text with its values; a value that is not given is left out. */
  public String say(Language language, String key, Map<String, String> values) {
    String text = bundle(language).getString(key);
    return NAMED
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }

  /** A text that may be missing. */
  public Optional<String> sayIfAny(Language language, String key) {
    return bundle(language).containsKey(key) ? Optional.of(say(language, key)) : Optional.empty();
  }

  private ResourceBundle bundle(Language language) {
    ResourceBundle bundle = bundles.get(language);
    if (bundle == null) {
      throw new IllegalStateException("every language is loaded");
    }
    return bundle;
  }

  /** {@code 6,50 €}: rounded up to the cent, for what somebody needs. */
  public static String needed(Language language, BigDecimal euros) {
    return money(language, euros, RoundingMode.CEILING);
  }

  /** {@code 1,20 €}: rounded down to the cent, for what somebody has. */
  public static String held(Language language, BigDecimal euros) {
    return money(language, euros, RoundingMode.FLOOR);
  }

  private static String money(Language language, BigDecimal euros, RoundingMode rounding) {
    NumberFormat format = NumberFormat.getNumberInstance(language.locale());
    format.setMinimumFractionDigits(2);
    format.setMaximumFractionDigits(2);
    format.setRoundingMode(rounding);
    String number = format.format(euros);
    return language == Language.ES ? number + " €" : "€" + number;
  }

  /** {@code 3 d}, {@code 24 h}, {@code 10 min}: in the largest unit that needs no other. */
  public static String span(Duration time) {
    if (time.compareTo(DAY) > 0 && time.toSeconds() % DAY.toSeconds() == 0) {
      return time.toDays() + " d";
    }
    if (time.toMinutes() > 0 && time.toSeconds() % 3600 == 0) {
      return time.toHours() + " h";
    }
    return time.toSeconds() % 60 == 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }
}
