package online.neuropod.domain.pod;

/**
 * What a pod costs, in micro-euros.
 *
 * @param podMicrosPerHour GPU (with cpu and memory) and container disk
 * @param volumeMicrosPerGbHour the price of the workspace, which is charged once per user at its
 *     real size
 * @param priceVersion the price list that says so
 */
public record PodRate(long podMicrosPerHour, long volumeMicrosPerGbHour, long priceVersion) {
  public PodRate {
    if (podMicrosPerHour < 0 || volumeMicrosPerGbHour < 0) {
      throw new IllegalArgumentException("a price is not negative");
    }
  }

  /** What the workspace of {@code gb} costs an hour. */
  public long volumeMicrosPerHour(int gb) {
    return Math.multiplyExact(volumeMicrosPerGbHour, gb);
  }
}
