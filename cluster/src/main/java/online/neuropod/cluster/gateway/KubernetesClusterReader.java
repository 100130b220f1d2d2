package online.neuropod.cluster.gateway;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.logs.PodLogs;
import online.neuropod.cluster.metrics.GpuAvailability;
import online.neuropod.cluster.metrics.PodUsage;

/** Reads a Kubernetes cluster. */
public final class KubernetesClusterReader implements ClusterReader {
  private final KubernetesClient client;
  private final ClusterSettings settings;
  private final PodCluster pods;
  private final PodLogs logs;
  private final PodUsage usage;
  private final GpuAvailability gpus;

  /** Reads through {@code client}, which this object does not close. */
  public KubernetesClusterReader(
      KubernetesClient client, PodCluster pods, ClusterSettings settings, InstantSource clock) {
    this.client = client;
    this.settings = settings;
    this.pods = pods;
    this.logs = new PodLogs(client);
    this.usage = new PodUsage(client, settings.installationId());
    this.gpus = new GpuAvailability(client, settings.gpuProducts(), clock);
  }

  @Override
  public Optional<String> logs(Target target, LogRange range) {
    return logs.read(Identities.of(target, settings), range);
  }

  @Override
  public Optional<FollowedLog> followLogs(Target target, int tail) {
    return logs.follow(Identities.of(target, settings), tail);
  }

  @Override
  public UsageReport usage() {
    return usage.read();
  }

  @Override
  public Optional<Map<String, Gpus>> gpus() {
    return gpus.read();
  }

  @Override
  public Optional<String> jupyterToken(Target target) {
    return pods.jupyterToken(target);
  }

  @Override
  public Health health() {
    long asked = System.nanoTime();
    String version = client.getKubernetesVersion().getGitVersion();
    return new Health(version, Duration.ofNanos(System.nanoTime() - asked));
  }
}
