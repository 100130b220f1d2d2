package online.neuropod.api.pods;

import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.pod.Pod;

/** Names pods as the cluster's reader wants them. */
public final class PodTargets {
  private PodTargets() {}

  /** The pod in the cluster. */
  public static Target of(Pod pod) {
    return new Target(pod.id(), pod.ownerId(), pod.name(), pod.spec());
  }
}
