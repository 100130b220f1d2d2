package online.neuropod.store.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoPriceStoreIT {
  private final PriceStore prices;

  MongoPriceStoreIT(Server server) {
    prices = new MongoPriceStore(server.freshTemplate());
  }

  @Test
  void saysWhenNothingWasSeeded() {
    assertThatThrownBy(prices::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readsBackTheSeedInItsOrder() {
    prices.seed(SeedPrices.list());

    assertThat(prices.current()).isEqualTo(SeedPrices.list());
    assertThat(prices.current().gpus().keySet())
        .containsExactly("rtx-4050", "rtx-4080", "rtx-4090", "cpu");
  }

  @Test
  void theSeedIsThatOfTheContract() {
    PriceList list = SeedPrices.list();

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

  @Test
  void aLaterStartDoesNotTakeAChangeBack() {
    prices.seed(SeedPrices.list());
    PriceList changed = prices.change(list -> with(list, "rtx-9000", 9));

    prices.seed(SeedPrices.list());

    assertThat(prices.current()).isEqualTo(changed);
  }

  @Test
  void keepsEveryVersion() {
    prices.seed(SeedPrices.list());
    prices.change(list -> with(list, "rtx.9000", 9));

    assertThat(prices.version(1)).contains(SeedPrices.list());
    assertThat(prices.version(2).orElseThrow().gpu("rtx.9000")).isPresent();
    assertThat(prices.version(3)).isEmpty();
  }

  @Test
  void changesOfManyAtOnceLoseNothing() throws InterruptedException, ExecutionException {
    prices.seed(SeedPrices.list());

    List<PriceList> written =
        Together.run(6, i -> prices.change(list -> with(list, "gpu-" + i, i)));

    assertThat(written)
        .extracting(PriceList::version)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, 7).boxed().toList());
    assertThat(prices.current().version()).isEqualTo(7);
    assertThat(prices.current().gpus()).hasSize(4 + 6);
  }

  private static PriceList with(PriceList list, String key, int price) {
    var gpus = new LinkedHashMap<>(list.gpus());
    gpus.put(key, new GpuPrice(key, price, true, 1, 1));
    return new PriceList(
        list.version(),
        gpus,
        list.containerDiskMicrosPerGbHour(),
        list.volumeDiskMicrosPerGbHour());
  }
}
