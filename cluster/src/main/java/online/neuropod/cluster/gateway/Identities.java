package online.neuropod.cluster.gateway;

import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.model.PodIdentity;

/** From the pod that is meant to the names it has in the cluster. */
final class Identities {
  private Identities() {}

  static PodIdentity of(Target target, ClusterSettings settings) {
    return PodIdentity.of(
        settings.installationId(),
        settings.userHashKey(),
        settings.namespacePrefix(),
        target.podId(),
        target.ownerId(),
        target.name());
  }
}
