package online.neuropod.domain.pod;

import java.util.regex.Pattern;

/**
 * The law of names of images: {@code [domain[:port]/]path[/path][:tag][@digest]}, as <a
 * href="https://github.com/distribution/reference">distribution/reference</a> has it.
 */
public final class ImageReference {
  /** The longest name. */
  public static final int MAX = 255;

  private static final Pattern REFERENCE =
      Pattern.compile(
          "([a-zA-Z0-9]([-a-zA-Z0-9.]*[a-zA-Z0-9])?(:[0-9]{1,5})?/)?"
              + "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*"
              + "(:[a-zA-Z0-9_][-a-zA-Z0-9_.]{0,127})?"
              + "(@[a-zA-Z][a-zA-Z0-9+._-]*:[0-9a-fA-F]{32,})?");

  private ImageReference() {}

  /** Whether {@code text} can name an image. Says nothing about whether there is one. */
  public static boolean isValid(String text) {
    return text.length() <= MAX && REFERENCE.matcher(text).matches();
  }
}
