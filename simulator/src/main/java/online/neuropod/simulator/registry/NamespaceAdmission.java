package online.neuropod.simulator.registry;

import online.neuropod.simulator.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Objects need a namespace, and one that is not on its way out. */
final class NamespaceAdmission implements Admission {
  private final ObjectStore store;

  NamespaceAdmission(ObjectStore store) {
    this.store = store;
  }

  @Override
  public void mutate(ResourceType type, ObjectNode object) {
    if (!type.namespaced()) {
      return;
    }
    String namespace = Json.text(object, "metadata", "namespace");
    ObjectNode found =
        store
            .get(new ObjectKey(ResourceTypes.NAMESPACES, "", namespace))
            .orElseThrow(() -> ApiFailure.notFound(ResourceTypes.NAMESPACES, namespace));
    if (Metadata.isDeleting(found)) {
      throw ApiFailure.namespaceTerminating(type, Json.text(object, "metadata", "name"), namespace);
    }
  }
}
