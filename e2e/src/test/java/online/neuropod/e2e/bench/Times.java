package online.neuropod.e2e.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measured seconds. */
final class Times {
  private final List<Double> seconds = new ArrayList<>();

  void addAll(List<Double> more) {
    seconds.addAll(more);
  }

  private double quantile(double share) {
    List<Double> sorted = seconds.stream().sorted().toList();
    return sorted.get((int) Math.round(share * (sorted.size() - 1)));
  }

  /** Median, lowest and highest, and how many. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "median %.2f  min %.2f  p90 %.2f  max %.2f  (n=%d)",
        quantile(0.5),
        quantile(0),
        quantile(0.9),
        quantile(1),
        seconds.size());
  }
}
