package online.neuropod.cluster.metrics;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.ContainerMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.ClusterReader.Measured;
import online.neuropod.cluster.ClusterReader.Unmeasured;
import online.neuropod.cluster.ClusterReader.Usage;
import online.neuropod.cluster.ClusterReader.UsageReport;
import online.neuropod.cluster.model.Labels;

/** What pods use, from {@code metrics.k8s.io}: one call for all of them. */
public final class PodUsage {
  private final KubernetesClient client;
  private final String installationId;

  /** Usage of the pods of an installation. */
  public PodUsage(KubernetesClient client, String installationId) {
    this.client = client;
    this.installationId = installationId;
  }

  /** See {@link online.neuropod.cluster.ClusterReader#usage}. */
  public UsageReport read() {
    try {
      var byPod = new HashMap<String, Usage>();
      client
          .top()
          .pods()
          .withLabels(Map.of(Labels.INSTALLATION, installationId))
          .metrics()
          .getItems()
          .forEach(metrics -> podId(metrics).ifPresent(id -> byPod.put(id, usage(metrics))));
      return new Measured(byPod);
    } catch (KubernetesClientException e) {
      return new Unmeasured(why(e));
    }
  }

  private static String why(KubernetesClientException failure) {
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND -> "the cluster has no metrics server";
      case HttpURLConnection.HTTP_FORBIDDEN -> "NeuroPod may not read the cluster's metrics";
      case HttpURLConnection.HTTP_UNAVAILABLE -> "the cluster's metrics server does not answer";
      default -> "the cluster does not answer";
    };
  }

  private static Optional<String> podId(PodMetrics metrics) {
    return Optional.ofNullable(metrics.getMetadata().getLabels())
        .map(labels -> labels.get(Labels.POD));
  }

  static Usage usage(PodMetrics metrics) {
    return new Usage(
        sum(metrics, "cpu", BigDecimal.valueOf(1000)),
        sum(metrics, "memory", BigDecimal.ONE),
        Instant.parse(metrics.getTimestamp()),
        metrics.getWindow().getDuration());
  }

  private static long sum(PodMetrics metrics, String resource, BigDecimal unit) {
    return metrics.getContainers().stream()
        .map(ContainerMetrics::getUsage)
        .map(usage -> usage.getOrDefault(resource, Quantity.parse("0")))
        .map(amount -> amount.getNumericalAmount().multiply(unit))
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .setScale(0, RoundingMode.HALF_UP)
        .longValueExact();
  }
}
