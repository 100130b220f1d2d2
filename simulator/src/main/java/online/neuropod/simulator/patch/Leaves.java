package online.neuropod.simulator.patch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes an object apart into the fields that can be owned one by one. */
final class Leaves {
  /** What the server itself sets is owned by nobody. */
  private static final Set<String> SYSTEM =
      Set.of(
          "apiVersion",
          "kind",
          "metadata.name",
          "metadata.namespace",
          "metadata.generateName",
          "metadata.uid",
          "metadata.resourceVersion",
          "metadata.generation",
          "metadata.creationTimestamp",
          "metadata.deletionTimestamp",
          "metadata.deletionGracePeriodSeconds",
          "metadata.managedFields",
          "metadata.selfLink");

  private final MergeSchema schema;
  private final SortedMap<FieldPath, JsonNode> found = new TreeMap<>();

  private Leaves(MergeSchema schema) {
    this.schema = schema;
  }

  /**
   * The fields that can be owned, with their values. An item of a keyed list is a field as well.
   */
  static SortedMap<FieldPath, JsonNode> of(ObjectNode object, MergeSchema schema) {
    Leaves leaves = new Leaves(schema);
    leaves.object(object, FieldPath.ROOT, "");
    return leaves.found;
  }

  private void object(JsonNode object, FieldPath at, String path) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String child = MergeSchema.child(path, entry.getKey());
      if (!SYSTEM.contains(child) && !entry.getValue().isNull()) {
        visit(entry.getValue(), at.field(entry.getKey()), child);
      }
    }
  }

  private void visit(JsonNode node, FieldPath at, String path) {
    Optional<List<String>> keys = schema.keys(path);
    if (node.isObject() && !node.isEmpty() && !schema.isAtomic(path)) {
      object(node, at, path);
    } else if (node.isArray() && keys.isPresent()) {
      for (JsonNode item : node.values()) {
        FieldPath itemPath = at.item(MergeSchema.keyOf(item, keys.get()));
        found.put(itemPath, Json.missing());
        object(item, itemPath, path);
      }
    } else if (node.isArray() && schema.isSet(path)) {
      node.values().forEach(item -> found.put(at.value(item), item));
    } else {
      found.put(at, node);
    }
  }
}
