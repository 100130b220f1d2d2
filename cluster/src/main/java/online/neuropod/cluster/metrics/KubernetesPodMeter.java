package online.neuropod.cluster.metrics;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.ClusterReader.Measured;
import online.neuropod.cluster.ClusterReader.Usage;
import online.neuropod.cluster.ClusterReader.UsageReport;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.PodMeter;
import online.neuropod.cluster.model.PodIdentity;
import online.neuropod.domain.usage.Stat;
import online.neuropod.domain.usage.Unknown;

/**
 * Measures pods by what a Kubernetes cluster may have: the metrics server for cpu and memory, the
 * kubelets for disk and network, Prometheus for GPUs, and for the network where kubelets may not be
 * asked.
 */
public final class KubernetesPodMeter implements PodMeter, AutoCloseable {
  private final ClusterSettings settings;
  private final PodUsage usage;
  private final NodeSummaries nodes;
  private final Optional<Prometheus> prometheus;

  /**
   * Measures in the cluster of {@code client}, which this object does not close.
   *
   * @param prometheusUrl where a Prometheus answers
   */
  public KubernetesPodMeter(
      KubernetesClient client,
      ClusterSettings settings,
      Optional<URI> prometheusUrl,
      InstantSource clock) {
    this.settings = settings;
    this.usage = new PodUsage(client, settings.installationId());
    this.nodes = new NodeSummaries(client, settings.installationId(), clock);
    this.prometheus =
        prometheusUrl.map(url -> new Prometheus(url, client.getKubernetesSerialization()));
  }

  /** Everything that was told, once for all pods. */
  private record Told(
      UsageReport usage,
      Map<PodKey, NodeSummaries.Told> nodes,
      Optional<Map<PodKey, Double>> gpus,
      Optional<Map<PodKey, Double>> network) {}

  @Override
  public Map<String, Measurement> measure(Collection<Running> pods) {
    if (pods.isEmpty()) {
      return Map.of();
    }
    var told =
        new Told(
            usage.read(),
            nodes.read(),
            prometheus.flatMap(Prometheus::gpuPercent),
            prometheus.flatMap(Prometheus::networkBytesPerSecond));
    var measured = new HashMap<String, Measurement>();
    pods.forEach(pod -> measured.put(pod.target().podId(), measurement(pod, told)));
    return measured;
  }

  private Measurement measurement(Running pod, Told told) {
    PodKey key = PodKey.of(identity(pod.target()));
    var unknown = new EnumMap<Stat, Unknown>(Stat.class);
    Optional<Usage> used = used(pod, told.usage());
    if (used.isEmpty()) {
      Unknown why = notYetIf(told.usage() instanceof Measured);
      unknown.put(Stat.CPU, why);
      unknown.put(Stat.MEMORY, why);
    }
    Optional<Double> gpu = gpu(pod, key, told, unknown);
    Optional<NodeSummaries.Told> node = node(pod, key, told);
    Optional<Long> disk = node.flatMap(NodeSummaries.Told::diskBytes);
    if (disk.isEmpty()) {
      unknown.put(Stat.DISK, notYetIf(!told.nodes().isEmpty()));
    }
    // Where kubelets count, they know better: Prometheus asks them now and then.
    Optional<Traffic> traffic = node.flatMap(NodeSummaries.Told::traffic);
    Optional<Double> network =
        traffic.isPresent() ? Optional.empty() : told.network().map(rates -> rates.get(key));
    if (network.isEmpty()) {
      unknown.put(Stat.NETWORK, notYetIf(!told.nodes().isEmpty() || told.network().isPresent()));
    }
    return new Measurement(
        used.map(found -> found.cpuPercent(pod.target().spec().cpu())),
        used.map(Usage::memoryBytes),
        gpu,
        disk,
        network,
        traffic,
        unknown);
  }

  private static Unknown notYetIf(boolean measured) {
    return measured ? Unknown.NOT_MEASURED_YET : Unknown.NO_METRICS;
  }

  private static Optional<Double> gpu(
      Running pod, PodKey key, Told told, Map<Stat, Unknown> unknown) {
    if (!pod.target().spec().wantsGpu()) {
      unknown.put(Stat.GPU, Unknown.NO_GPU);
      return Optional.empty();
    }
    Optional<Double> percent = told.gpus().map(gpus -> gpus.get(key));
    if (percent.isEmpty()) {
      unknown.put(Stat.GPU, notYetIf(told.gpus().isPresent()));
    }
    return percent;
  }

  /** What a kubelet told of this very container, and not of one before it. */
  private static Optional<NodeSummaries.Told> node(Running pod, PodKey key, Told told) {
    return Optional.ofNullable(told.nodes().get(key))
        .filter(
            found ->
                found.traffic().filter(count -> count.at().isBefore(pod.startedAt())).isEmpty());
  }

  private static Optional<Usage> used(Running pod, UsageReport report) {
    return report instanceof Measured(Map<String, Usage> byPod)
        ? Optional.ofNullable(byPod.get(pod.target().podId()))
            .filter(found -> !found.at().isBefore(pod.startedAt()))
        : Optional.empty();
  }

  private PodIdentity identity(Target target) {
    return PodIdentity.of(
        settings.installationId(),
        settings.userHashKey(),
        settings.namespacePrefix(),
        target.podId(),
        target.ownerId(),
        target.name());
  }

  @Override
  public void close() {
    prometheus.ifPresent(Prometheus::close);
  }
}
