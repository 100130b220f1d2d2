package online.neuropod.api.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import online.neuropod.api.answer.Faults;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.user.User;
import online.neuropod.store.prices.PriceStore;
import org.jspecify.annotations.Nullable;

/** Tells what a pod would cost, by the same arithmetic that charges it. */
public class Estimator {
  private static final BigDecimal MAX_HOURS = BigDecimal.valueOf(8784);
  // Of more places than that, arithmetic could take for ever.
  private static final int MAX_PLACES = 9;
  private static final BigDecimal MILLIS_PER_HOUR =
      BigDecimal.valueOf(Duration.ofHours(1).toMillis());

  private final PriceStore prices;

  /** Estimates by the list in force. */
  public Estimator(PriceStore prices) {
    this.prices = prices;
  }

  Estimate estimate(User user, Estimate.Request request) {
    PriceList list = prices.current();
    var faults = new Faults();
    Optional<GpuPrice> gpu = Optional.ofNullable(request.gpu()).flatMap(list::gpu);
    if (gpu.isEmpty()) {
      faults.add("gpu", request.gpu() == null ? "required" : "gpu");
    }
    int disk =
        size(
            "containerDiskSize",
            request.containerDiskSize(),
            PodSpec.MAX_CONTAINER_DISK_GB,
            faults);
    int asked = size("volumeDiskSize", request.volumeDiskSize(), PodSpec.MAX_VOLUME_GB, faults);
    BigDecimal hours = Objects.requireNonNullElse(request.hours(), BigDecimal.ONE);
    if (hours.signum() <= 0
        || hours.compareTo(MAX_HOURS) > 0
        || hours.stripTrailingZeros().scale() > MAX_PLACES) {
      faults.add("hours", "hours");
    }
    faults.refuseIfAny();
    return estimate(list, gpu.orElseThrow(), disk, Math.max(asked, user.workspaceGb()), hours);
  }

  private static int size(String field, @Nullable Integer gb, int max, Faults faults) {
    if (gb == null) {
      faults.add(field, "required");
      return 1;
    }
    if (gb < 1 || gb > max) {
      faults.add(field, "range", Map.of("min", "1", "max", String.valueOf(max)));
    }
    return gb;
  }

  private static Estimate estimate(
      PriceList list, GpuPrice gpu, int disk, int volume, BigDecimal hours) {
    long container = Math.multiplyExact(list.containerDiskMicrosPerGbHour(), disk);
    long workspace = Math.multiplyExact(list.volumeDiskMicrosPerGbHour(), volume);
    long perHour = Math.addExact(Math.addExact(gpu.microsPerHour(), container), workspace);
    long millis = hours.multiply(MILLIS_PER_HOUR).setScale(0, RoundingMode.DOWN).longValueExact();
    return new Estimate(
        Micros.toEuros(gpu.microsPerHour()),
        Micros.toEuros(container),
        Micros.toEuros(workspace),
        volume,
        Micros.toEuros(perHour),
        hours,
        Micros.toEuros(Micros.cost(perHour, Duration.ofMillis(millis))));
  }
}
