package online.neuropod.simulator.kubelet;

import java.util.Optional;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The node of a pod: the images that it holds are kept in its status, as real ones are. */
final class Node {
  private static final int MOST_IMAGES = 50;

  private final Registry registry;
  private final ObjectKey key;

  Node(Registry registry, String name) {
    this.registry = registry;
    this.key = new ObjectKey(ResourceTypes.NODES, "", name);
  }

  boolean exists() {
    return registry.find(key).isPresent();
  }

  String name() {
    return key.name();
  }

  String address() {
    return registry
        .find(key)
        .flatMap(node -> Json.objects(node, "status", "addresses").findFirst())
        .map(address -> Json.text(address, "address"))
        .orElse("");
  }

  boolean has(Image image) {
    return registry.find(key).stream()
        .flatMap(node -> Json.objects(node, "status", "images"))
        .anyMatch(found -> Json.texts(found, "names").contains(image.reference()));
  }

  void keep(Image image) {
    if (has(image)) {
      return;
    }
    registry.modify(
        key,
        Owner.component("kubelet", "status"),
        node -> {
          ArrayNode images = Json.ensureArray(Json.ensure(node, "status"), "images");
          images
              .insertObject(0)
              .put("sizeBytes", image.size())
              .putArray("names")
              .add(image.id())
              .add(image.reference());
          while (images.size() > MOST_IMAGES) {
            images.remove(images.size() - 1);
          }
          return node;
        });
  }

  /** An address for a new pod; a restart of the cluster does not give it out again soon. */
  String podAddress(String uid) {
    int node = 1 + Math.floorMod(key.name().hashCode(), 200);
    return "10.244." + node + "." + (2 + Math.floorMod(uid.hashCode(), 252));
  }

  Optional<ObjectNode> object() {
    return registry.find(key);
  }
}
