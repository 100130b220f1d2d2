package online.neuropod.store.pods;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The places of an owner's quota. Each pod holds one, as a unique key, so that of two creates at
 * once the later one loses the place and looks again.
 *
 * @param ownerId owner
 * @param pods the owner's pods that are not deleted
 */
record Quota(String ownerId, List<PodDocument> pods) {
  /**
   * A place that may be taken; empty if the owner has {@code max} pods or more.
   *
   * <p>A pod may hold no place or one above {@code max}: it was made while no limit or a higher one
   * applied. So no more places are offered than pods are allowed still, always the lowest free
   * ones: then two who looked at different moments agree on which these are.
   */
  Optional<String> freeSlot(int max) {
    Set<String> taken =
        pods.stream()
            .flatMap(pod -> Optional.ofNullable(pod.slotKey()).stream())
            .collect(Collectors.toSet());
    return IntStream.rangeClosed(1, max)
        .mapToObj(place -> ownerId + "/" + place)
        .filter(slot -> !taken.contains(slot))
        .limit(Math.max(0, max - pods.size()))
        .findFirst();
  }
}
