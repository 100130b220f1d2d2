package online.neuropod.cluster.gateway;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Optional;
import online.neuropod.cluster.model.Labels;
import online.neuropod.cluster.model.PodIdentity;

/** The few ways in which NeuroPod writes to the API server, one call each. */
final class KubernetesGateway {
  private static final PatchContext MERGE =
      new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

  private final KubernetesClient client;

  KubernetesGateway(KubernetesClient client) {
    this.client = client;
  }

  KubernetesClient client() {
    return client;
  }

  /** Makes {@code object}, or brings what is there to it, by server-side apply. */
  <T extends HasMetadata> T apply(T object) {
    return apply(object, Labels.NEUROPOD);
  }

  /** The same as another field manager, which then owns only what {@code object} states. */
  <T extends HasMetadata> T apply(T object, String fieldManager) {
    return client.resource(object).fieldManager(fieldManager).forceConflicts().serverSideApply();
  }

  /** Makes {@code pod}; fails when a Pod of its name is there. */
  void create(Pod pod) {
    client.resource(pod).create();
  }

  /** Removes all objects of {@code kind} that carry the pod's label. */
  <T extends HasMetadata> void deleteAll(Class<T> kind, PodIdentity pod) {
    ifThere(
        () ->
            client
                .resources(kind)
                .inNamespace(pod.namespace())
                .withLabels(pod.selector())
                .delete());
  }

  /** Whether an object of {@code kind} carries the pod's label. */
  <T extends HasMetadata> boolean anyLeft(Class<T> kind, PodIdentity pod) {
    return !client
        .resources(kind)
        .inNamespace(pod.namespace())
        .withLabels(pod.selector())
        .list()
        .getItems()
        .isEmpty();
  }

  /** The Pod of that name, or empty. */
  Optional<Pod> pod(PodIdentity pod) {
    return Optional.ofNullable(
        client.pods().inNamespace(pod.namespace()).withName(pod.pod()).get());
  }

  /**
   * Asks for the end of this very Pod; one that has taken its name is left alone. Absent is fine.
   *
   * @param graceSeconds before SIGKILL; empty for the Pod's own
   */
  void delete(Pod pod, Optional<Long> graceSeconds) {
    DeleteOptions options =
        new DeleteOptionsBuilder()
            .withGracePeriodSeconds(graceSeconds.orElse(null))
            .withNewPreconditions()
            .withUid(pod.getMetadata().getUid())
            .endPreconditions()
            .build();
    String path =
        "/api/v1/namespaces/"
            + pod.getMetadata().getNamespace()
            + "/pods/"
            + pod.getMetadata().getName();
    ifThere(() -> client.raw(path, "DELETE", options));
  }

  /** Takes the meter's finalizer off this very state of {@code pod}. Absent is fine. */
  void release(Pod pod) {
    List<String> rest =
        pod.getMetadata().getFinalizers().stream()
            .filter(finalizer -> !finalizer.equals(Labels.METER_FINALIZER))
            .toList();
    // The versions make it fail when the object changed since: a merge patch replaces the list.
    String patch =
        "{\"metadata\":{\"uid\":\"%s\",\"resourceVersion\":\"%s\",\"finalizers\":%s}}"
            .formatted(
                pod.getMetadata().getUid(),
                pod.getMetadata().getResourceVersion(),
                client.getKubernetesSerialization().asJson(rest));
    ifThere(
        () ->
            client
                .pods()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .patch(MERGE, patch));
  }

  /** Takes one key out of a secret. Absent is fine. */
  void removeKey(String namespace, String secret, String key) {
    String patch = "{\"data\":{\"%s\":null}}".formatted(key);
    ifThere(() -> client.secrets().inNamespace(namespace).withName(secret).patch(MERGE, patch));
  }

  private static void ifThere(Runnable call) {
    try {
      call.run();
    } catch (KubernetesClientException e) {
      if (!Refusals.notFound(e)) {
        throw e;
      }
    }
  }
}
