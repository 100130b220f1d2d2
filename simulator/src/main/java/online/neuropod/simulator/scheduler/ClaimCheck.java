package online.neuropod.simulator.scheduler;

import java.util.List;
import java.util.Optional;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.ObjectStore;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

/** The claims of a pod: they must exist, and be bound unless they are bound where the pod goes. */
final class ClaimCheck {
  private final ObjectStore store;

  ClaimCheck(ObjectStore store) {
    this.store = store;
  }

  /** Why the pod cannot be put anywhere yet, if so. */
  Optional<String> obstacle(ObjectNode pod) {
    for (ObjectKey key : claims(pod)) {
      Optional<ObjectNode> claim = store.get(key);
      if (claim.isEmpty()) {
        return Optional.of("persistentvolumeclaim \"" + key.name() + "\" not found. not found");
      }
      if (Json.has(claim.get(), "metadata", "deletionTimestamp")) {
        return Optional.of(
            "persistentvolumeclaim \"" + key.name() + "\" is being deleted. not found");
      }
      if (!isBound(claim.get()) && !waitsForConsumer(claim.get())) {
        return Optional.of("pod has unbound immediate PersistentVolumeClaims. not found");
      }
    }
    return Optional.empty();
  }

  /** Tells unbound claims where the pod goes; false when all are bound. */
  boolean selectNode(Registry registry, ObjectNode pod, String node, String annotation) {
    boolean unbound = false;
    for (ObjectKey key : claims(pod)) {
      if (store.get(key).filter(claim -> !isBound(claim)).isPresent()) {
        unbound = true;
        registry.modify(
            key,
            Owner.component("kube-scheduler", ""),
            claim -> {
              Json.ensure(claim, "metadata", "annotations").put(annotation, node);
              return claim;
            });
      }
    }
    return unbound;
  }

  private static List<ObjectKey> claims(ObjectNode pod) {
    String namespace = Json.text(pod, "metadata", "namespace");
    return Json.objects(pod, "spec", "volumes")
        .flatMap(volume -> Json.optionalText(volume, "persistentVolumeClaim", "claimName").stream())
        .map(name -> new ObjectKey(ResourceTypes.CLAIMS, namespace, name))
        .toList();
  }

  private static boolean isBound(ObjectNode claim) {
    return Json.text(claim, "status", "phase").equals("Bound");
  }

  private boolean waitsForConsumer(ObjectNode claim) {
    return store
        .get(
            new ObjectKey(
                ResourceTypes.STORAGE_CLASSES, "", Json.text(claim, "spec", "storageClassName")))
        .filter(found -> Json.text(found, "volumeBindingMode").equals("WaitForFirstConsumer"))
        .isPresent();
  }
}
