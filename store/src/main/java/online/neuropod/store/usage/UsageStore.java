package online.neuropod.store.usage;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.usage.AutoStop.Warning;
import online.neuropod.domain.usage.Extension;
import online.neuropod.domain.usage.Sample;

/**
 * What pods use. A pod has at most one document of the present and 6,120 of the past. All methods
 * block for the database.
 */
public interface UsageStore {
  /**
   * Keeps these samples, for the present and for the past, with the activity that follows from
   * them. Warnings and extensions are left as they are.
   */
  void record(Collection<PodUsage> measured);

  /** What is known of these pods, by id. */
  Map<String, PodUsage> of(Set<String> podIds);

  /** What is known of a pod. */
  default Optional<PodUsage> of(String podId) {
    return Optional.ofNullable(of(Set.of(podId)).get(podId));
  }

  /** What is known of all pods that were sampled at or after {@code since}. */
  List<PodUsage> sampledSince(Instant since);

  /**
   * The past of a pod, oldest first: of each step the average, at its beginning.
   *
   * @param from the first step that ends after this
   */
  List<Sample> history(String podId, Resolution resolution, Instant from);

  /** Remembers that the owner of a pod was warned. */
  void warned(String podId, Warning warning);

  /**
   * Remembers what the owner of a pod asked for.
   *
   * @return false if nothing is known of the pod
   */
  boolean extend(String podId, Extension extension);

  /** Forgets what is older than is kept; returns how much. */
  long forget(Instant now);
}
