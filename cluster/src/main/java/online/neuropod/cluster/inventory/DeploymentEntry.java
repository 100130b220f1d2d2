package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A Deployment.
 *
 * @param name within its namespace
 * @param namespace where it is
 * @param uid unlike the name never used again
 * @param labels of its metadata
 * @param replicas Pods that are wanted
 * @param readyReplicas Pods that are ready
 * @param updatedReplicas Pods of the newest template
 * @param availableReplicas Pods that have been ready for long enough
 * @param images of its containers
 * @param createdAt when it was made
 */
public record DeploymentEntry(
    String name,
    String namespace,
    String uid,
    Map<String, String> labels,
    int replicas,
    int readyReplicas,
    int updatedReplicas,
    int availableReplicas,
    List<String> images,
    Instant createdAt) {
  static DeploymentEntry of(Deployment deployment) {
    Metadata metadata = Metadata.of(deployment);
    return new DeploymentEntry(
        metadata.name(),
        metadata.namespace(),
        metadata.uid(),
        metadata.labels(),
        Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1),
        count(deployment, DeploymentStatus::getReadyReplicas),
        count(deployment, DeploymentStatus::getUpdatedReplicas),
        count(deployment, DeploymentStatus::getAvailableReplicas),
        deployment.getSpec().getTemplate().getSpec().getContainers().stream()
            .map(Container::getImage)
            .toList(),
        metadata.createdAt());
  }

  private static int count(Deployment deployment, Function<DeploymentStatus, Integer> of) {
    return Optional.ofNullable(deployment.getStatus()).map(of).orElse(0);
  }
}
