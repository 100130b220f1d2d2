package online.neuropod.store.prices;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.store.prices.PriceStore.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One version of {@link PriceList}. The version is the key, so that of two changes at once one
 * loses.
 */
@Document("prices")
record PriceListDocument(
    @Id long version,
    List<GpuDocument> gpus,
    long containerDiskMicrosPerGbHour,
    long volumeDiskMicrosPerGbHour,
    @Nullable Instant at,
    @Nullable String by) {
  /** A list keeps the order in which people read it, and takes keys with dots. */
  record GpuDocument(
      String key, String name, long microsPerHour, boolean available, int cpu, int memoryGiB) {}

  static PriceListDocument of(PriceList prices, @Nullable Instant at, @Nullable String by) {
    List<GpuDocument> gpus =
        prices.gpus().entrySet().stream().map(gpu -> gpu(gpu.getKey(), gpu.getValue())).toList();
    return new PriceListDocument(
        prices.version(),
        gpus,
        prices.containerDiskMicrosPerGbHour(),
        prices.volumeDiskMicrosPerGbHour(),
        at,
        by);
  }

  private static GpuDocument gpu(String key, GpuPrice price) {
    return new GpuDocument(
        key,
        price.name(),
        price.microsPerHour(),
        price.available(),
        price.cpu(),
        price.memoryGiB());
  }

  Version toVersion() {
    return new Version(toPriceList(), Optional.ofNullable(at), Optional.ofNullable(by));
  }

  PriceList toPriceList() {
    var prices = new LinkedHashMap<String, GpuPrice>();
    for (GpuDocument gpu : gpus) {
      prices.put(
          gpu.key(),
          new GpuPrice(
              gpu.name(), gpu.microsPerHour(), gpu.available(), gpu.cpu(), gpu.memoryGiB()));
    }
    return new PriceList(version, prices, containerDiskMicrosPerGbHour, volumeDiskMicrosPerGbHour);
  }
}
