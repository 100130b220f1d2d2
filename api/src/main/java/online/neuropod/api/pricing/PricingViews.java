package online.neuropod.api.pricing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import online.neuropod.api.pricing.PricingView.Gpu;
import online.neuropod.api.pricing.PricingView.Limits;
import online.neuropod.api.pricing.PricingView.PublicGpu;
import online.neuropod.api.pricing.PricingView.Storage;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterReader.Gpus;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodName;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.Ports;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.prices.PriceStore;
import org.jspecify.annotations.Nullable;

/** Puts what the cluster has beside what it costs. */
public class PricingViews {
  private final ClusterReader cluster;
  private final PodStore pods;
  private final ApiSettings settings;

  /** Counts by these. */
  public PricingViews(ClusterReader cluster, PodStore pods, ApiSettings settings) {
    this.cluster = cluster;
    this.pods = pods;
    this.settings = settings;
  }

  PricingView view(PriceList list) {
    Map<String, Long> queued =
        pods.withStatus(PodStatus.QUEUED).stream()
            .map(Pod::spec)
            .collect(Collectors.groupingBy(PodSpec::gpu, Collectors.counting()));
    Map<String, Gpus> gpus = cluster.gpus().orElse(Map.of());
    return new PricingView(
        each(
            list,
            (key, gpu) ->
                view(gpu, Optional.ofNullable(gpus.get(key)), queued.getOrDefault(key, 0L))),
        storage(list),
        settings.user().initialBalance(),
        new Limits(
            settings.quota().maxPods(),
            PodSpec.MAX_CONTAINER_DISK_GB,
            PodSpec.MAX_VOLUME_GB,
            Ports.MAX,
            PodName.MAX),
        list.version());
  }

  private static Gpu view(GpuPrice gpu, Optional<Gpus> count, long queued) {
    return new Gpu(
        gpu.name(),
        Micros.toEuros(gpu.microsPerHour()),
        gpu.available(),
        count.map(Gpus::free).orElse(null),
        count.map(Gpus::total).orElse(null),
        Math.toIntExact(queued),
        gpu.cpu(),
        gpu.memoryGiB());
  }

  PricingView.Public publicView(PriceList list) {
    return new PricingView.Public(
        publicGpus(list), storage(list), settings.user().initialBalance());
  }

  private static Map<String, PublicGpu> publicGpus(PriceList list) {
    return each(
        list,
        (_, gpu) ->
            new PublicGpu(
                gpu.name(),
                Micros.toEuros(gpu.microsPerHour()),
                gpu.available(),
                gpu.cpu(),
                gpu.memoryGiB()));
  }

  static PricingView.Version version(PriceStore.Version version, @Nullable User by) {
    PriceList list = version.list();
    return new PricingView.Version(
        list.version(),
        version.at().orElse(null),
        version.by().orElse(null),
        by == null ? null : by.email(),
        publicGpus(list),
        storage(list));
  }

  private static <T> Map<String, T> each(PriceList list, BiFunction<String, GpuPrice, T> view) {
    var views = new LinkedHashMap<String, T>();
    list.gpus().forEach((key, gpu) -> views.put(key, view.apply(key, gpu)));
    return views;
  }

  private static Storage storage(PriceList list) {
    return new Storage(
        Micros.toEuros(list.containerDiskMicrosPerGbHour()),
        Micros.toEuros(list.volumeDiskMicrosPerGbHour()));
  }
}
