package online.neuropod.simulator.registry;

import online.neuropod.simulator.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** A claim that names no class gets the default one. */
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
}
