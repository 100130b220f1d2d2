package online.neuropod.domain.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.domain.pod.PodRate;
import org.junit.jupiter.api.Test;

class PriceListTest {
  private static final GpuPrice GPU = new GpuPrice("RTX 4050", 2_500_000, true, 4, 16);

  @Test
  void aPodPaysItsGpuAndItsContainerDiskAndNamesThePriceList() {
    var list = new PriceList(7, Map.of("rtx-4050", GPU), 50_000, 100_000);

    PodRate rate = list.rate(list.gpu("rtx-4050").orElseThrow(), 20);

    assertThat(rate).isEqualTo(new PodRate(3_500_000, 100_000, 7));
    assertThat(rate.volumeMicrosPerHour(50)).isEqualTo(5_000_000);
    assertThat(list.gpu("rtx-9999")).isEmpty();
  }

  @Test
  void keepsTheOrderInWhichItWasWritten() {
    var gpus = new LinkedHashMap<String, GpuPrice>();
    gpus.put("z", GPU);
    gpus.put("a", GPU);
    gpus.put("m", GPU);

    assertThat(new PriceList(1, gpus, 0, 0).gpus().keySet()).containsExactly("z", "a", "m");
  }

  @Test
  void refusesNegativePricesAndEmptyMachines() {
    assertThatThrownBy(() -> new PriceList(1, Map.of(), -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GpuPrice("x", -1, true, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GpuPrice("x", 1, true, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new GpuPrice("x", 1, true, 1, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PriceList(1, Map.of(), 0, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PodRate(-1, 0, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsFreeAndTheSmallestMachineAreFine() {
    assertThat(new GpuPrice("x", 0, true, 1, 1).microsPerHour()).isZero();
    assertThat(new PriceList(1, Map.of(), 0, 0).volumeDiskMicrosPerGbHour()).isZero();
  }
}
