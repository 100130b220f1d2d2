package online.neuropod.e2e.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Times of many like things. */
final class Latencies {
  private final List<Double> seconds = new ArrayList<>();

  void add(double more) {
    seconds.add(more);
  }

  void addAll(Collection<Double> more) {
    seconds.addAll(more);
  }

  List<Double> seconds() {
    return List.copyOf(seconds);
  }

  int count() {
    return seconds.size();
  }

  /** Milliseconds: median, 99 of 100, the longest. */
  @Override
  public String toString() {
    List<Double> sorted = seconds.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "p50 %7.1f ms  p99 %7.1f ms  max %7.1f ms  (n=%d)",
        quantile(sorted, 0.5) * 1000,
        quantile(sorted, 0.99) * 1000,
        sorted.getLast() * 1000,
        sorted.size());
  }

  private static double quantile(List<Double> sorted, double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
