package online.neuropod.api.pricing;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.pricing.PricingView.Change;
import online.neuropod.api.pricing.PricingView.GpuChange;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.domain.pod.PodSpec;
import org.jspecify.annotations.Nullable;

/** Applies changes to a price list, or says everything that is wrong with them. */
final class PriceChange {
  private static final Pattern KEY = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");
  private static final BigDecimal MAX_PRICE = BigDecimal.valueOf(1_000_000);
  private static final int MAX_CPU = 1024;
  private static final int MAX_MEMORY = 16 * 1024;
  private static final int MAX_NAME = 60;

  private final PriceList before;
  private final Faults faults = new Faults();

  private PriceChange(PriceList before) {
    this.before = before;
  }

  /**
   * The list with the changes; the version is the store's to raise.
   *
   * @throws online.neuropod.api.answer.Refusal if anything is wrong
   */
  static PriceList apply(PriceList before, Change change) {
    var apply = new PriceChange(before);
    var gpus = new LinkedHashMap<>(before.gpus());
    if (change.gpus() != null) {
      change
          .gpus()
          .forEach(
              (key, gpu) -> {
                if (gpu == null) {
                  apply.remove(key, gpus);
                } else {
                  apply.gpu(key, gpu).ifPresent(to -> gpus.put(key, to));
                }
              });
    }
    var storage = change.storage();
    long container =
        apply
            .price("storage.containerDisk", storage == null ? null : storage.containerDisk())
            .orElse(before.containerDiskMicrosPerGbHour());
    long volume =
        apply
            .price("storage.volumeDisk", storage == null ? null : storage.volumeDisk())
            .orElse(before.volumeDiskMicrosPerGbHour());
    apply.faults.refuseIfAny();
    return new PriceList(before.version(), gpus, container, volume);
  }

  /** Without a GPU a pod can always be had: the templates of the beginning name that key. */
  private void remove(String key, Map<String, GpuPrice> gpus) {
    if (key.equals(PodSpec.NO_GPU)) {
      faults.add("gpus." + key, "gpuStays");
    } else if (gpus.remove(key) == null) {
      faults.add("gpus." + key, "gpu");
    }
  }

  private Optional<GpuPrice> gpu(String key, GpuChange change) {
    String field = "gpus." + key;
    if (!KEY.matcher(key).matches()) {
      faults.add(field, "gpuKey");
      return Optional.empty();
    }
    Optional<GpuPrice> known = before.gpu(key);
    Optional<String> name =
        name(field + ".name", change.name()).or(() -> known.map(GpuPrice::name));
    Optional<Long> price =
        price(field + ".price", change.price()).or(() -> known.map(GpuPrice::microsPerHour));
    Optional<Integer> cpu =
        count(field + ".cpu", change.cpu(), MAX_CPU).or(() -> known.map(GpuPrice::cpu));
    Optional<Integer> memory =
        count(field + ".memoryGiB", change.memoryGiB(), MAX_MEMORY)
            .or(() -> known.map(GpuPrice::memoryGiB));
    boolean available =
        change.available() == null
            ? known.map(GpuPrice::available).orElse(false)
            : change.available();
    if (name.isEmpty() || price.isEmpty() || cpu.isEmpty() || memory.isEmpty()) {
      faults.add(field, "newGpu");
      return Optional.empty();
    }
    return Optional.of(new GpuPrice(name.get(), price.get(), available, cpu.get(), memory.get()));
  }

  private Optional<String> name(String field, @Nullable String name) {
    if (name == null) {
      return Optional.empty();
    }
    if (name.isBlank() || name.length() > MAX_NAME) {
      faults.add(field, "text", Map.of("max", String.valueOf(MAX_NAME)));
    }
    return Optional.of(name.strip());
  }

  private Optional<Integer> count(String field, @Nullable Integer count, int max) {
    if (count == null) {
      return Optional.empty();
    }
    if (count < 1 || count > max) {
      faults.add(field, "range", Map.of("min", "1", "max", String.valueOf(max)));
      return Optional.of(1);
    }
    return Optional.of(count);
  }

  private Optional<Long> price(String field, @Nullable BigDecimal euros) {
    if (euros == null) {
      return Optional.empty();
    }
    if (euros.signum() < 0
        || euros.compareTo(MAX_PRICE) > 0
        || euros.stripTrailingZeros().scale() > 6) {
      faults.add(field, "price");
      return Optional.of(0L);
    }
    return Optional.of(Micros.ofEuros(euros));
  }
}
