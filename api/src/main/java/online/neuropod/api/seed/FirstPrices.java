package online.neuropod.api.seed;

import java.util.LinkedHashMap;
import java.util.Map;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.domain.pod.PodSpec;

/** The price list that an installation begins with. Administrators change it from then on. */
public final class FirstPrices {
  private static final long FIRST_VERSION = 1;
  private static final long CONTAINER_DISK_MICROS = 50_000;
  private static final long VOLUME_DISK_MICROS = 100_000;

  private FirstPrices() {}

  /**
   * The list.
   *
   * @param configured cpu and memory of a pod with each GPU, where the operator sets them
   */
  public static PriceList list(Map<String, ApiSettings.Gpu> configured) {
    var gpus = new LinkedHashMap<String, GpuPrice>();
    gpus.put("rtx-4050", new GpuPrice("RTX 4050", 2_500_000, true, 4, 16));
    gpus.put("rtx-4080", new GpuPrice("RTX 4080", 4_990_000, false, 8, 32));
    gpus.put("rtx-4090", new GpuPrice("RTX 4090", 8_990_000, false, 16, 64));
    gpus.put(PodSpec.NO_GPU, new GpuPrice("Sin GPU", 300_000, true, 2, 4));
    configured.forEach((key, set) -> gpus.computeIfPresent(key, (_, gpu) -> sized(gpu, set)));
    return new PriceList(FIRST_VERSION, gpus, CONTAINER_DISK_MICROS, VOLUME_DISK_MICROS);
  }

  private static GpuPrice sized(GpuPrice gpu, ApiSettings.Gpu set) {
    return new GpuPrice(
        gpu.name(),
        gpu.microsPerHour(),
        gpu.available(),
        set.cpu().orElse(gpu.cpu()),
        set.memory().orElse(gpu.memoryGiB()));
  }
}
