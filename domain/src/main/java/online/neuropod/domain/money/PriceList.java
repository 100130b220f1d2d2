package online.neuropod.domain.money;

import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.PodRate;

/**
 * What things cost, in micro-euros an hour.
 *
 * @param version raised by every change; receipts name it
 * @param gpus by key, in the order shown when iterated by the store's order; {@code cpu} is a pod
 *     without a GPU
 * @param containerDiskMicrosPerGbHour a GB of container disk
 * @param volumeDiskMicrosPerGbHour a GB of workspace volume
 */
public record PriceList(
    long version,
    Map<String, GpuPrice> gpus,
    long containerDiskMicrosPerGbHour,
    long volumeDiskMicrosPerGbHour) {
  public PriceList {
    gpus = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(gpus));
    if (containerDiskMicrosPerGbHour < 0 || volumeDiskMicrosPerGbHour < 0) {
      throw new IllegalArgumentException("a price is not negative");
    }
  }

  /**
   * A kind of GPU with its share of cpu and memory.
   *
   * @param name what a person reads
   * @param microsPerHour price
   * @param available the administrator's switch; says nothing about free ones
   * @param cpu cores of a pod with it
   * @param memoryGiB memory of a pod with it
   */
  public record GpuPrice(
      String name, long microsPerHour, boolean available, int cpu, int memoryGiB) {
    public GpuPrice {
      if (microsPerHour < 0 || cpu < 1 || memoryGiB < 1) {
        throw new IllegalArgumentException(
            "a price is not negative, cpu and memory are at least 1");
      }
    }
  }

  /** The GPU of a key. */
  public Optional<GpuPrice> gpu(String key) {
    return Optional.ofNullable(gpus.get(key));
  }

  /** The rate of a pod with this GPU and container disk. */
  public PodRate rate(GpuPrice gpu, int containerDiskGb) {
    long disk = Math.multiplyExact(containerDiskMicrosPerGbHour, containerDiskGb);
    return new PodRate(
        Math.addExact(gpu.microsPerHour(), disk), volumeDiskMicrosPerGbHour, version);
  }
}
