package online.neuropod.store.prices;

import java.util.LinkedHashMap;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.domain.pod.PodSpec;

/** The price list that an installation begins with; administrators change it from there. */
public final class SeedPrices {
  private static final long CENT = Micros.EURO / 100;

  private SeedPrices() {}

  /** Version 1, in the order in which people read it. */
  public static PriceList list() {
    var gpus = new LinkedHashMap<String, GpuPrice>();
    gpus.put("rtx-4050", new GpuPrice("RTX 4050", 250 * CENT, true, 4, 16));
    gpus.put("rtx-4080", new GpuPrice("RTX 4080", 499 * CENT, false, 8, 32));
    gpus.put("rtx-4090", new GpuPrice("RTX 4090", 899 * CENT, false, 8, 48));
    gpus.put(PodSpec.NO_GPU, new GpuPrice("Sin GPU", 30 * CENT, true, 2, 4));
    return new PriceList(1, gpus, 5 * CENT, 10 * CENT);
  }
}
