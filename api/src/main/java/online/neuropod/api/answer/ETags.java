package online.neuropod.api.answer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Versions as HTTP carries them, so that nobody overwrites what they have not seen. */
public final class ETags {
  private ETags() {}

  /** The tag of a version. */
  public static String of(long version) {
    return "\"" + version + "\"";
  }

  /**
   * Asks for the header, whatever it says.
   *
   * @throws Refusal without {@code If-Match}
   */
  public static void requireGiven(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.isBlank()) {
      throw Refusal.of(FailureCode.PRECONDITION_REQUIRED);
    }
  }

  /**
   * Compares the header with what is there.
   *
   * @throws Refusal if {@code If-Match} names neither the version nor {@code *}
   */
  public static void requireMatch(@Nullable String ifMatch, long version) {
    requireGiven(ifMatch);
    String tag = of(version);
    boolean matches =
        ifMatch != null
            && Arrays.stream(ifMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(given -> given.equals("*") || given.equals(tag));
    if (!matches) {
      throw Refusal.of(FailureCode.PRECONDITION_FAILED);
    }
  }
}
