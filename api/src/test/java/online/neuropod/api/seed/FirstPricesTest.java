package online.neuropod.api.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Map;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import org.junit.jupiter.api.Test;

class FirstPricesTest {
  @Test
  void theSeedIsThatOfTheContract() {
    PriceList list = FirstPrices.list(Map.of());

    assertThat(list.gpus().keySet()).containsExactly("rtx-4050", "rtx-4080", "rtx-4090", "cpu");
    assertThat(list.gpus().values())
        .extracting(GpuPrice::microsPerHour, GpuPrice::available)
        .containsExactly(
            tuple(2_500_000L, true),
            tuple(4_990_000L, false),
            tuple(8_990_000L, false),
            tuple(300_000L, true));
    assertThat(list.containerDiskMicrosPerGbHour()).isEqualTo(50_000);
    assertThat(list.volumeDiskMicrosPerGbHour()).isEqualTo(100_000);
  }
}
