package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import java.util.Optional;

/**
 * What a Pod asks its node for, as the scheduler counts it: its containers at once, or one that
 * runs before them where that asks for more.
 *
 * <p>See
 * https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers
 */
final class PodRequests {
  private PodRequests() {}

  static Amounts of(Pod pod) {
    Amounts sidecars = Amounts.NONE;
    Amounts most = Amounts.NONE;
    for (Container before : pod.getSpec().getInitContainers()) {
      if ("Always".equals(before.getRestartPolicy())) {
        sidecars = sidecars.plus(requests(before));
        most = most.atLeast(sidecars);
      } else {
        most = most.atLeast(sidecars.plus(requests(before)));
      }
    }
    Amounts together =
        pod.getSpec().getContainers().stream()
            .map(PodRequests::requests)
            .reduce(sidecars, Amounts::plus);
    Amounts overhead =
        Amounts.of(Optional.ofNullable(pod.getSpec().getOverhead()).orElse(Map.of()));
    return together.atLeast(most).plus(overhead).plus(new Amounts(0, 0, 0, 0, 1));
  }

  private static Amounts requests(Container container) {
    return Optional.ofNullable(container.getResources())
        .map(ResourceRequirements::getRequests)
        .map(Amounts::of)
        .orElse(Amounts.NONE);
  }
}
