package online.neuropod.domain.pod;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a workspace may be mounted: an absolute path that hides nothing a container needs to run.
 */
public final class VolumePath {
  /** The longest path. */
  public static final int MAX = 200;

  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9_][A-Za-z0-9._-]*)+");

  /** What the kernel or the runtime puts there; nothing below it can be mounted over. */
  private static final List<String> KERNEL = List.of("/proc", "/sys", "/dev");

  /** Programs, libraries and settings of the image, which a volume there would hide. */
  private static final Set<String> SYSTEM =
      Set.of(
          "/bin",
          "/boot",
          "/etc",
          "/lib",
          "/lib32",
          "/lib64",
          "/libx32",
          "/run",
          "/sbin",
          "/usr",
          "/usr/bin",
          "/usr/lib",
          "/usr/lib32",
          "/usr/lib64",
          "/usr/local",
          "/usr/local/bin",
          "/usr/local/lib",
          "/usr/sbin",
          "/usr/share",
          "/var",
          "/var/run");

  private VolumePath() {}

  /** Whether a workspace can be mounted at {@code path}. */
  public static boolean isSafe(String path) {
    return path.length() <= MAX
        && PATH.matcher(path).matches()
        && !SYSTEM.contains(path)
        && KERNEL.stream().noneMatch(top -> path.equals(top) || path.startsWith(top + "/"));
  }
}
