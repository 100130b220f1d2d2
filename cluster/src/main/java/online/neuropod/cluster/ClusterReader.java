package online.neuropod.cluster;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.PodCluster.Target;

/**
 * What is read live from the cluster. Every method but {@link #followLogs} ends within 10 s.
 *
 * <p>Methods throw fabric8's {@code KubernetesClientException} where the API server does not
 * answer, unless they say otherwise.
 */
public interface ClusterReader {
  /**
   * Which part of a log.
   *
   * @param tail the last so many lines
   * @param since only what is younger
   * @param previous that of the container before the last restart
   */
  record LogRange(int tail, Optional<Instant> since, boolean previous) {}

  /** A log that is being written. */
  interface FollowedLog extends AutoCloseable {
    /** The log's bytes, UTF-8; ends with the container. Reading blocks. */
    InputStream stream();

    @Override
    void close();
  }

  /**
   * What a pod uses.
   *
   * @param cpuMillicores thousandths of a core
   * @param memoryBytes working set
   * @param at when it was measured
   * @param window over which
   */
  record Usage(long cpuMillicores, long memoryBytes, Instant at, Duration window) {
    /** Cpu in percent of a limit of {@code cores}. */
    public double cpuPercent(int cores) {
      return cpuMillicores / (10.0 * cores);
    }
  }

  /** What all pods use, or why that is unknown. */
  sealed interface UsageReport {}

  /**
   * Measured.
   *
   * @param byPod pod id → usage; a pod that is not measured yet is missing
   */
  record Measured(Map<String, Usage> byPod) implements UsageReport {
    public Measured {
      byPod = Map.copyOf(byPod);
    }
  }

  /**
   * Not measured.
   *
   * @param reason such as that the cluster has no metrics server
   */
  record Unmeasured(String reason) implements UsageReport {}

  /**
   * The GPUs of one price key.
   *
   * @param total on nodes that are ready and take Pods
   * @param free of these
   */
  record Gpus(long total, long free) {}

  /**
   * That the API server answers.
   *
   * @param version of Kubernetes
   * @param latency of the question
   */
  record Health(String version, Duration latency) {}

  /** The pod's log, or empty if there is nothing to read it from. */
  Optional<String> logs(Target target, LogRange range);

  /** The pod's log from now on, with the last {@code tail} lines; to be closed by the caller. */
  Optional<FollowedLog> followLogs(Target target, int tail);

  /** What every pod of the installation uses. Throws nothing. */
  UsageReport usage();

  /**
   * GPUs by price key, counted at most 5 s ago; empty when the cluster does not answer. Throws
   * nothing.
   */
  Optional<Map<String, Gpus>> gpus();

  /** As {@link PodCluster#jupyterToken}. */
  Optional<String> jupyterToken(Target target);

  /** Asks the API server for its version. */
  Health health();
}
