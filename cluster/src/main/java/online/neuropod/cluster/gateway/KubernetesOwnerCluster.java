package online.neuropod.cluster.gateway;

import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.OwnerCluster;
import online.neuropod.cluster.model.Labels;
import online.neuropod.domain.pod.ClusterNames;
import online.neuropod.domain.pod.UserHash;

/** {@link OwnerCluster} on Kubernetes. */
public final class KubernetesOwnerCluster implements OwnerCluster {
  private final KubernetesClient client;
  private final KubernetesGateway gateway;
  private final ClusterSettings settings;

  /** Takes away through {@code client}, which this object does not close. */
  public KubernetesOwnerCluster(KubernetesClient client, ClusterSettings settings) {
    this.client = client;
    this.gateway = new KubernetesGateway(client);
    this.settings = settings;
  }

  @Override
  public Optional<Workspace> workspace(String ownerId) {
    return translated(() -> claim(ownerId))
        .map(PersistentVolumeClaim::getMetadata)
        .map(claim -> new Workspace(claim.getUid(), isGoing(claim)));
  }

  private Optional<PersistentVolumeClaim> claim(String ownerId) {
    String hash = hash(ownerId);
    return Optional.ofNullable(
        client
            .persistentVolumeClaims()
            .inNamespace(namespace(hash))
            .withName(ClusterNames.volume(hash))
            .get());
  }

  @Override
  public void removeWorkspace(String ownerId, String uid) {
    String hash = hash(ownerId);
    String path =
        "/api/v1/namespaces/"
            + namespace(hash)
            + "/persistentvolumeclaims/"
            + ClusterNames.volume(hash);
    translated(() -> delete(path, uid));
  }

  @Override
  public boolean removeNamespace(String ownerId) {
    String name = namespace(hash(ownerId));
    return translated(() -> removeNamespaceOf(name));
  }

  private boolean removeNamespaceOf(String name) {
    Optional<Namespace> there = Optional.ofNullable(client.namespaces().withName(name).get());
    there.ifPresent(
        namespace -> {
          requireOurs(namespace);
          letPodsGo(name);
          if (!isGoing(namespace.getMetadata())) {
            delete("/api/v1/namespaces/" + name, namespace.getMetadata().getUid());
          }
        });
    return there.isEmpty();
  }

  private void requireOurs(Namespace namespace) {
    Map<String, String> labels =
        Optional.ofNullable(namespace.getMetadata().getLabels()).orElse(Map.of());
    if (!settings.installationId().equals(labels.get(Labels.INSTALLATION))) {
      throw new IllegalStateException(
          "namespace %s lacks the label %s=%s of this installation: not removed"
              .formatted(
                  namespace.getMetadata().getName(),
                  Labels.INSTALLATION,
                  settings.installationId()));
    }
  }

  /** A Pod that no document knows would hold its namespace for ever by the meter's finalizer. */
  private void letPodsGo(String namespace) {
    List<Pod> ending =
        client
            .pods()
            .inNamespace(namespace)
            .withLabel(Labels.INSTALLATION, settings.installationId())
            .list()
            .getItems()
            .stream()
            .filter(pod -> isGoing(pod.getMetadata()))
            .filter(pod -> pod.getMetadata().getFinalizers().contains(Labels.METER_FINALIZER))
            .toList();
    ending.forEach(gateway::release);
  }

  /** Asks for the end of this very object; one that has taken its name is left alone. */
  private boolean delete(String path, String uid) {
    var options =
        new DeleteOptionsBuilder().withNewPreconditions().withUid(uid).endPreconditions().build();
    try {
      client.raw(path, "DELETE", options);
      return true;
    } catch (KubernetesClientException e) {
      if (!Refusals.notFound(e) && !Refusals.conflict(e)) {
        throw e;
      }
      return false;
    }
  }

  private static boolean isGoing(ObjectMeta object) {
    return object.getDeletionTimestamp() != null;
  }

  private String hash(String ownerId) {
    return UserHash.of(ownerId, settings.userHashKey());
  }

  private String namespace(String hash) {
    return ClusterNames.namespace(settings.namespacePrefix(), hash);
  }

  private static <T> T translated(Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw Refusals.translate(e);
    }
  }
}
