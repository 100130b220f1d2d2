package online.neuropod.store.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.LongStream;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.prices.PriceStore.Version;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoPriceStoreIT {
  private static final PriceList SEED = seed();

  private final PriceStore prices;

  MongoPriceStoreIT(Server server) {
    prices = new MongoPriceStore(server.freshTemplate());
  }

  private static PriceList seed() {
    var gpus = new LinkedHashMap<String, GpuPrice>();
    for (String key : List.of("rtx-4050", "rtx-4080", "rtx-4090", "cpu")) {
      gpus.put(key, new GpuPrice(key, 2_500_000, true, 4, 16));
    }
    return new PriceList(1, gpus, 50_000, 100_000);
  }

  @Test
  void saysWhenNothingWasSeeded() {
    assertThatThrownBy(prices::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readsBackTheSeedInItsOrder() {
    prices.seed(SEED);

    assertThat(prices.current()).isEqualTo(SEED);
    assertThat(prices.current().gpus().keySet())
        .containsExactly("rtx-4050", "rtx-4080", "rtx-4090", "cpu");
  }

  @Test
  void aLaterStartDoesNotTakeAChangeBack() {
    prices.seed(SEED);
    PriceList changed = prices.change(list -> with(list, "rtx-9000", 9));

    prices.seed(SEED);

    assertThat(prices.current()).isEqualTo(changed);
  }

  @Test
  void keepsEveryVersion() {
    prices.seed(SEED);
    prices.change(list -> with(list, "rtx.9000", 9));

    assertThat(prices.version(1)).contains(SEED);
    assertThat(prices.version(2).orElseThrow().gpu("rtx.9000")).isPresent();
    assertThat(prices.version(3)).isEmpty();
  }

  @Test
  void saysSinceWhenAndByWhomNewestFirst() {
    Instant now = Instant.parse("2026-03-01T10:00:00.123Z");
    prices.seed(SEED);
    PriceList second = prices.change("ana", now, list -> with(list, "a", 1));
    PriceList third = prices.change("eva", now.plusSeconds(1), list -> with(list, "b", 1));

    assertThat(prices.versions(0, 2))
        .containsExactly(
            new Version(third, Optional.of(now.plusSeconds(1)), Optional.of("eva")),
            new Version(second, Optional.of(now), Optional.of("ana")));
    assertThat(prices.versions(1, 2))
        .containsExactly(new Version(SEED, Optional.empty(), Optional.empty()));
    assertThat(prices.count()).isEqualTo(3);
  }

  @Test
  void changesOfManyAtOnceLoseNothing() throws InterruptedException, ExecutionException {
    prices.seed(SEED);

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
