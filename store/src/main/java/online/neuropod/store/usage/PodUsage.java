package online.neuropod.store.usage;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.usage.Activity;
import online.neuropod.domain.usage.AutoStop.Warning;
import online.neuropod.domain.usage.Extension;
import online.neuropod.domain.usage.Sample;
import online.neuropod.domain.usage.Stat;
import online.neuropod.domain.usage.Unknown;

/**
 * What is known of a pod's use: the newest sample, and what bears on its end.
 *
 * @param podId the pod
 * @param sample the newest
 * @param unknown why something of it is not known
 * @param traffic bytes received and sent since the pod began, to reckon the next rate from
 * @param activity of its session
 * @param idleWarning that its owner was given last
 * @param lifetimeWarning that its owner was given last
 * @param extension that its owner asked for last
 */
public record PodUsage(
    String podId,
    Sample sample,
    Map<Stat, Unknown> unknown,
    Optional<Traffic> traffic,
    Activity activity,
    Optional<Warning> idleWarning,
    Optional<Warning> lifetimeWarning,
    Optional<Extension> extension) {
  public PodUsage {
    unknown = Map.copyOf(unknown);
  }

  /**
   * A count of bytes.
   *
   * @param bytes since the pod began
   * @param at when they were counted
   */
  public record Traffic(long bytes, Instant at) {}
}
