package online.neuropod.domain.pod;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The law of pod names: an RFC 1123 label of at most 40 characters, so that every name made from it
 * fits into 63.
 */
public final class PodName {
  /** The longest name. With {@code -}, a user hash of 10, {@code -} and a port of 5 it is 57. */
  public static final int MAX = 40;

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  private PodName() {}

  /** Whether {@code name} can be a pod's name. */
  public static boolean isValid(String name) {
    return name.length() <= MAX && LABEL.matcher(name).matches();
  }

  /**
   * The nearest valid name for what a person typed, for instance {@code "Mi Pod"} → {@code
   * "mi-pod"}; empty if nothing is left.
   */
  public static String slug(String typed) {
    String plain = Normalizer.normalize(typed, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    String label =
        plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
    return label.substring(0, Math.min(label.length(), MAX)).replaceAll("-+$", "");
  }
}
