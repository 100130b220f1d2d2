package online.neuropod.api.pricing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The price list in force.
 *
 * @param gpus by key, in the order to be shown; {@code cpu} is a pod without a GPU
 * @param storage disks
 * @param initialBalance euros that a new client gets
 * @param limits what a person may ask for
 * @param version also its ETag
 */
@Schema(name = "Pricing")
public record PricingView(
    Map<String, Gpu> gpus,
    Storage storage,
    BigDecimal initialBalance,
    Limits limits,
    long version) {

  /**
   * A kind of GPU.
   *
   * @param name in words
   * @param price euros an hour
   * @param available the administrator's switch
   * @param free how many are free in the cluster now; null when that is unknown or it is no GPU
   * @param total how many the cluster has; null as {@code free}
   * @param queued pods that wait for one
   * @param cpu cores of a pod with it
   * @param memoryGiB memory of a pod with it
   */
  @Schema(name = "GpuPrice")
  public record Gpu(
      String name,
      BigDecimal price,
      boolean available,
      @Nullable Long free,
      @Nullable Long total,
      int queued,
      int cpu,
      int memoryGiB) {}

  /**
   * A kind of GPU with its key.
   *
   * @param id key of the price list
   * @param name in words
   * @param price euros an hour
   * @param available the administrator's switch
   * @param free how many are free in the cluster now; null when that is unknown or it is no GPU
   * @param total how many the cluster has; null as {@code free}
   * @param queued pods that wait for one
   * @param cpu cores of a pod with it
   * @param memoryGiB memory of a pod with it
   */
  @Schema(name = "GpuOffer")
  public record Offer(
      String id,
      String name,
      BigDecimal price,
      boolean available,
      @Nullable Long free,
      @Nullable Long total,
      int queued,
      int cpu,
      int memoryGiB) {
    static Offer of(String id, Gpu gpu) {
      return new Offer(
          id,
          gpu.name(),
          gpu.price(),
          gpu.available(),
          gpu.free(),
          gpu.total(),
          gpu.queued(),
          gpu.cpu(),
          gpu.memoryGiB());
    }
  }

  /**
   * What disks cost.
   *
   * @param containerDisk euros a GB and hour
   * @param volumeDisk euros a GB and hour
   */
  @Schema(name = "StoragePrices")
  public record Storage(BigDecimal containerDisk, BigDecimal volumeDisk) {}

  /**
   * What a person may ask for.
   *
   * @param maxPods pods of a client, stopped ones included
   * @param containerDiskSize largest container disk, GB
   * @param volumeDiskSize largest volume, GB
   * @param ports most HTTP ports of a pod
   * @param nameLength longest name of a pod
   */
  @Schema(name = "Limits")
  public record Limits(
      int maxPods, int containerDiskSize, int volumeDiskSize, int ports, int nameLength) {}

  /**
   * What everybody may know.
   *
   * @param gpus by key
   * @param storage disks
   * @param initialBalance euros that a new client gets
   */
  @Schema(name = "PublicPricing")
  public record Public(Map<String, PublicGpu> gpus, Storage storage, BigDecimal initialBalance) {}

  /**
   * A kind of GPU for everybody.
   *
   * @param name in words
   * @param price euros an hour
   * @param available the administrator's switch
   * @param cpu cores of a pod with it
   * @param memoryGiB memory of a pod with it
   */
  @Schema(name = "PublicGpuPrice")
  public record PublicGpu(
      String name, BigDecimal price, boolean available, int cpu, int memoryGiB) {}

  /**
   * A price list that was changed.
   *
   * @param pricing the new one
   * @param runningPods pods that keep their rate until their next start
   */
  @Schema(name = "ChangedPricing")
  public record Changed(PricingView pricing, long runningPods) {}

  /**
   * Changes to the price list: what is given changes, the rest stays.
   *
   * @param gpus by key; a new key needs all of name, price, cpu and memoryGiB; null removes a kind
   *     that no pod uses
   * @param storage disks
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "ChangePricing")
  public record Change(
      @Nullable Map<String, @Nullable GpuChange> gpus, @Nullable StorageChange storage) {}

  /**
   * Changes to a kind of GPU.
   *
   * @param name in words
   * @param price euros an hour, not negative, at most six places
   * @param available the administrator's switch
   * @param cpu cores, from 1
   * @param memoryGiB from 1
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "GpuPriceChange")
  public record GpuChange(
      @Schema(minLength = 1, maxLength = 60, example = "RTX 4090") @Nullable String name,
      @Schema(minimum = "0", maximum = "1000000", example = "8.99") @Nullable BigDecimal price,
      @Schema(example = "true") @Nullable Boolean available,
      @Schema(minimum = "1", maximum = "1024", example = "16") @Nullable Integer cpu,
      @Schema(minimum = "1", maximum = "16384", example = "64") @Nullable Integer memoryGiB) {}

  /**
   * Changes to the price of disks.
   *
   * @param containerDisk euros a GB and hour
   * @param volumeDisk euros a GB and hour
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "StoragePricesChange")
  public record StorageChange(
      @Schema(minimum = "0", maximum = "1000000", example = "0.05")
          @Nullable BigDecimal containerDisk,
      @Schema(minimum = "0", maximum = "1000000", example = "0.1")
          @Nullable BigDecimal volumeDisk) {}

  /**
   * A version of the price list. Receipts name it.
   *
   * @param version its number
   * @param at since when it is in force; null for the list of the beginning
   * @param by who made it; null for the list of the beginning
   * @param byEmail their address now; null for somebody who is gone
   * @param gpus by key
   * @param storage disks
   */
  @Schema(name = "PriceVersion")
  public record Version(
      long version,
      @Nullable Instant at,
      @Nullable String by,
      @Nullable String byEmail,
      Map<String, PublicGpu> gpus,
      Storage storage) {}
}
