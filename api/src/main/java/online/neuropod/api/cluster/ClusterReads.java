package online.neuropod.api.cluster;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import online.neuropod.domain.pod.Pod;

/**
 * What the API reads live from the cluster. Every method may block for a few seconds.
 *
 * <p>All throw {@link ClusterAway} when the cluster does not answer.
 */
public interface ClusterReads {
  /** The cluster does not answer. */
  final class ClusterAway extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With what was thrown. */
    public ClusterAway(Throwable cause) {
      super(cause);
    }
  }

  /**
   * Which lines of a log.
   *
   * @param tail at most so many, the newest
   * @param since only those written from then on
   * @param previous of the container before the last restart
   */
  record LogRange(int tail, Optional<Instant> since, boolean previous) {}

  /**
   * What a container uses.
   *
   * @param cores of cpu
   * @param memoryBytes of memory
   * @param at when it was measured
   */
  record Usage(double cores, long memoryBytes, Instant at) {}

  /**
   * GPUs of one kind.
   *
   * @param free not asked for by any pod
   * @param total on nodes that are ready
   */
  record GpuCount(int free, int total) {}

  /** A log; empty while the container has not started. */
  Optional<String> log(Pod pod, LogRange range);

  /**
   * Reads a log line by line, as it is written, until it ends or the reading thread is interrupted.
   *
   * @return false if the container has not started
   */
  boolean follow(Pod pod, LogRange range, Consumer<String> line);

  /** The token that JupyterLab accepts, if it is known. */
  Optional<String> jupyterToken(Pod pod);

  /** What each running container uses, by pod id; without those that are not measured. */
  Map<String, Usage> usage();

  /** GPUs by price key; without kinds of which nothing is known. */
  Map<String, GpuCount> gpus();
}
