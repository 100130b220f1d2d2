package online.neuropod.api.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.cluster.ClusterReads.ClusterAway;
import online.neuropod.api.cluster.ClusterReads.GpuCount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many GPUs of each kind the cluster has. Counted at most every three seconds, since every
 * deploy form asks; unknown while the cluster does not answer.
 */
public final class GpuSupply {
  private static final Logger LOG = LoggerFactory.getLogger(GpuSupply.class);
  private static final Duration FRESH = Duration.ofSeconds(3);

  private final ClusterReads cluster;
  private final InstantSource clock;
  private Instant counted = Instant.EPOCH;
  private Map<String, GpuCount> counts = Map.of();

  /** Counts in this cluster. */
  public GpuSupply(ClusterReads cluster, InstantSource clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /** GPUs of a price key; empty when unknown, and for {@code cpu}. */
  public Optional<GpuCount> of(String gpu) {
    return Optional.ofNullable(fresh().get(gpu));
  }

  private synchronized Map<String, GpuCount> fresh() {
    Instant now = clock.instant();
    if (now.isBefore(counted.plus(FRESH))) {
      return counts;
    }
    try {
      counts = cluster.gpus();
    } catch (ClusterAway away) {
      LOG.warn("GPUs are not counted: the cluster does not answer", away);
      counts = Map.of();
    }
    counted = now;
    return counts;
  }
}
