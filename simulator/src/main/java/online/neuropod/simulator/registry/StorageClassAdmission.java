package online.neuropod.simulator.registry;

import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Quantity;
import tools.jackson.databind.node.ObjectNode;

/** A claim that names no class gets the default one, and grows only where its class can. */
final class StorageClassAdmission implements Admission {
  private static final String DEFAULT = "storageclass.kubernetes.io/is-default-class";

  private final ObjectStore store;

  StorageClassAdmission(ObjectStore store) {
    this.store = store;
  }

  @Override
  public void mutate(ResourceType type, ObjectNode claim) {
    if (!type.equals(ResourceTypes.CLAIMS) || claim.path("spec").has("storageClassName")) {
      return;
    }
    store.list(ResourceTypes.STORAGE_CLASSES, "").objects().stream()
        .filter(found -> Json.text(found, "metadata", "annotations", DEFAULT).equals("true"))
        .findFirst()
        .ifPresent(
            found ->
                Json.ensure(claim, "spec")
                    .put("storageClassName", Json.text(found, "metadata", "name")));
  }

  @Override
  public void validateUpdate(ResourceType type, ObjectNode next, ObjectNode current) {
    if (!type.equals(ResourceTypes.CLAIMS) || !size(next).exceeds(size(current))) {
      return;
    }
    String className = Json.text(current, "spec", "storageClassName");
    boolean grows =
        store
            .get(new ObjectKey(ResourceTypes.STORAGE_CLASSES, "", className))
            .filter(found -> Json.flag(found, "allowVolumeExpansion"))
            .isPresent();
    if (!grows) {
      throw ApiFailure.forbidden(
          type,
          Json.text(current, "metadata", "name"),
          "only dynamically provisioned pvc can be resized and the storageclass that provisions the"
              + " pvc must support resize");
    }
  }

  private static Quantity size(ObjectNode claim) {
    return Quantity.of(Json.text(claim, "spec", "resources", "requests", "storage"));
  }
}
