package online.neuropod.api.pricing;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import online.neuropod.api.answer.ETags;
import online.neuropod.api.answer.Failure.PodRef;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.audit.AuditTrail;
import online.neuropod.api.pricing.PricingView.Change;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.seed.FirstPrices;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.pod.Pod;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.prices.PriceStore;
import org.jspecify.annotations.Nullable;

/** Changes the price list. What runs keeps its rate until its next start. */
public class PriceCommands {
  private static final int NAMED_PODS = 20;

  private final PriceStore prices;
  private final PodStore pods;
  private final ApiSettings settings;
  private final InstantSource clock = InstantSource.system();

  /** Writes into these stores. */
  public PriceCommands(PriceStore prices, PodStore pods, ApiSettings settings) {
    this.prices = prices;
    this.pods = pods;
    this.settings = settings;
  }

  /**
   * Changes what is given.
   *
   * @throws Refusal unless the list is still what the administrator has seen, with everything that
   *     is wrong, and with the pods that use a kind of GPU that is to be removed
   */
  PriceList change(Viewer admin, Change change, @Nullable String ifMatch, AuditTrail trail) {
    return write(admin, ifMatch, trail, before -> PriceChange.apply(before, change));
  }

  /**
   * Makes the list that of the beginning. A kind of GPU that is not in it goes, unless pods use it:
   * then it stays as it is.
   *
   * @throws Refusal unless the list is still what the administrator has seen
   */
  PriceList reset(Viewer admin, @Nullable String ifMatch, AuditTrail trail) {
    PriceList first = FirstPrices.list(settings.gpus());
    return write(
        admin,
        ifMatch,
        trail,
        before -> {
          var gpus = new LinkedHashMap<>(first.gpus());
          before
              .gpus()
              .forEach(
                  (key, gpu) -> {
                    if (!gpus.containsKey(key) && !users(key).isEmpty()) {
                      gpus.put(key, gpu);
                    }
                  });
          return new PriceList(
              before.version(),
              gpus,
              first.containerDiskMicrosPerGbHour(),
              first.volumeDiskMicrosPerGbHour());
        });
  }

  private PriceList write(
      Viewer admin, @Nullable String ifMatch, AuditTrail trail, UnaryOperator<PriceList> rule) {
    ETags.requireGiven(ifMatch);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    PriceList changed =
        prices.change(
            admin.id(),
            now,
            before -> {
              ETags.requireMatch(ifMatch, before.version());
              PriceList after = rule.apply(before);
              requireUnused(before, after);
              return after;
            });
    prices.version(changed.version() - 1).ifPresent(before -> note(trail, before, changed));
    return changed;
  }

  private List<Pod> users(String key) {
    return pods.search(Set.of(), Set.of(), Optional.of(key));
  }

  /** A pod that is made at the same moment cannot be started any more, and says so. */
  private void requireUnused(PriceList before, PriceList after) {
    var removed = new LinkedHashSet<>(before.gpus().keySet());
    removed.removeAll(after.gpus().keySet());
    for (String key : removed) {
      List<Pod> using = users(key);
      if (!using.isEmpty()) {
        List<Pod> named = using.stream().limit(NAMED_PODS).toList();
        throw Refusal.of(
            FailureCode.GPU_IN_USE,
            Map.of(
                "gpu",
                key,
                "pods",
                named.stream().map(Pod::name).collect(Collectors.joining(", "))),
            using.stream().map(PodRef::to).toList());
      }
    }
  }

  private static void note(AuditTrail trail, PriceList before, PriceList after) {
    trail.change("version", before.version(), after.version());
    trail.change(
        "storage.containerDisk",
        euros(before.containerDiskMicrosPerGbHour()),
        euros(after.containerDiskMicrosPerGbHour()));
    trail.change(
        "storage.volumeDisk",
        euros(before.volumeDiskMicrosPerGbHour()),
        euros(after.volumeDiskMicrosPerGbHour()));
    var keys = new LinkedHashSet<>(before.gpus().keySet());
    keys.addAll(after.gpus().keySet());
    keys.forEach(key -> trail.change("gpus." + key, gpu(before, key), gpu(after, key)));
  }

  private static String gpu(PriceList list, String key) {
    return list.gpu(key)
        .map(
            gpu ->
                String.join(
                    ", ",
                    gpu.name(),
                    euros(gpu.microsPerHour()) + " €/h",
                    gpu.available() ? "on" : "off",
                    gpu.cpu() + " cpu",
                    gpu.memoryGiB() + " GiB"))
        .orElse("none");
  }

  private static String euros(long micros) {
    return Micros.toEuros(micros).toPlainString();
  }
}
