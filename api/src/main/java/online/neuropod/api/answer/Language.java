package online.neuropod.api.answer;

import java.util.List;
import java.util.Locale;
import java.util.Locale.LanguageRange;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The languages in which NeuroPod speaks. */
public enum Language {
  /** Spanish, the default. */
  ES(Locale.forLanguageTag("es")),
  /** English. */
  EN(Locale.ENGLISH);

  private static final List<Locale> SPOKEN = List.of(ES.locale, EN.locale);

  private final Locale locale;

  Language(Locale locale) {
    this.locale = locale;
  }

  /** For formats of numbers. */
  public Locale locale() {
    return locale;
  }

  /** The tag of a language that NeuroPod speaks, as people choose it; empty for others. */
  public static Optional<String> tag(String chosen) {
    return SPOKEN.stream().map(Locale::toLanguageTag).filter(chosen::equals).findFirst();
  }

  /** The best of an {@code Accept-Language}; Spanish for none, for others and for nonsense. */
  public static Language of(@Nullable String acceptLanguage) {
    if (acceptLanguage == null || acceptLanguage.isBlank()) {
      return ES;
    }
    try {
      Locale best = Locale.lookup(LanguageRange.parse(acceptLanguage), SPOKEN);
      return Optional.ofNullable(best).filter(EN.locale::equals).isPresent() ? EN : ES;
    } catch (IllegalArgumentException nonsense) {
      return ES;
    }
  }
}
