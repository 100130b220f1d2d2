package online.neuropod.e2e.environment;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * How busy the machine is: figures that were taken beside other work are not those of a quiet one.
 */
public final class MachineLoad {
  private MachineLoad() {}

  /** Average number of threads that wanted to run in the last minute, as {@code uptime} says. */
  public static double average() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  /** The same in words. */
  public static String words() {
    return String.format(
        Locale.ROOT,
        "load average %.1f on %d cores",
        average(),
        Runtime.getRuntime().availableProcessors());
  }
}
