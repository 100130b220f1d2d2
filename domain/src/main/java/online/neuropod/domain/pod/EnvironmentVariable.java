package online.neuropod.domain.pod;

import java.util.Set;
import java.util.regex.Pattern;

/** The law of variables that a person gives to a container. */
public final class EnvironmentVariable {
  /** The longest name. */
  public static final int MAX_NAME = 128;

  /** The longest value. */
  public static final int MAX_VALUE = 4096;

  // Dots and hyphens are none of POSIX, but images such as Ghost's read them.
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][-A-Za-z0-9_.]*");

  /** What NeuroPod sets itself. */
  private static final Set<String> RESERVED = Set.of("JUPYTER_TOKEN");

  private EnvironmentVariable() {}

  /** Whether {@code name} can be the name of a variable that a person sets. */
  public static boolean isName(String name) {
    return name.length() <= MAX_NAME && NAME.matcher(name).matches() && !RESERVED.contains(name);
  }

  /** Whether {@code value} can be a value. */
  public static boolean isValue(String value) {
    return value.length() <= MAX_VALUE && value.indexOf('\0') < 0;
  }
}
