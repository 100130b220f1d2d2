package online.neuropod.simulator.patch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strategic merge patch: as a merge patch, but lists whose items have a key are merged by that key,
 * and directives ({@code $patch}, {@code $deleteFromPrimitiveList}, {@code $retainKeys}, {@code
 * $setElementOrder}) say what a merge cannot.
 */
public final class StrategicMergePatch {
  private static final String DIRECTIVE = "$patch";
  private static final String DELETE_PRIMITIVES = "$deleteFromPrimitiveList/";
  private static final String ORDER = "$setElementOrder/";
  private static final String RETAIN = "$retainKeys";

  private final MergeSchema schema;

  /** The patch rules of a kind. */
  public StrategicMergePatch(MergeSchema schema) {
    this.schema = schema;
  }

  /** The target with the patch applied; neither is changed. */
  public ObjectNode apply(ObjectNode target, ObjectNode patch) {
    return mergeObject(target, patch, "");
  }

  private ObjectNode mergeObject(ObjectNode target, ObjectNode patch, String path) {
    if (Json.text(patch, DIRECTIVE).equals("replace")) {
      ObjectNode replaced = patch.deepCopy();
      replaced.remove(DIRECTIVE);
      return replaced;
    }
    if (Json.text(patch, DIRECTIVE).equals("delete")) {
      return Json.object();
    }
    ObjectNode merged = target.deepCopy();
    if (patch.path(RETAIN).isArray()) {
      merged.retain(Json.texts(patch, RETAIN));
    }
    patch.forEachEntry((name, value) -> mergeField(merged, name, value, path));
    patch.forEachEntry((name, value) -> order(merged, name, value, path));
    return merged;
  }

  private void mergeField(ObjectNode merged, String name, JsonNode value, String path) {
    if (name.startsWith(DELETE_PRIMITIVES)) {
      deletePrimitives(merged, name.substring(DELETE_PRIMITIVES.length()), value);
    } else if (name.startsWith("$")) {
      return;
    } else if (value.isNull()) {
      merged.remove(name);
    } else {
      merged.set(name, mergeValue(merged.path(name), value, MergeSchema.child(path, name)));
    }
  }

  private JsonNode mergeValue(JsonNode target, JsonNode value, String path) {
    if (value instanceof ObjectNode patch) {
      return mergeObject(target instanceof ObjectNode object ? object : Json.object(), patch, path);
    }
    if (value instanceof ArrayNode list) {
      ArrayNode present = target instanceof ArrayNode array ? array : Json.array();
      Optional<List<String>> keys = schema.keys(path);
      if (keys.isPresent()) {
        return mergeKeyed(present, list, keys.get().getFirst(), path);
      }
      return schema.isSet(path) ? union(present, list) : list.deepCopy();
    }
    return value;
  }

  private ArrayNode mergeKeyed(ArrayNode target, ArrayNode patch, String key, String path) {
    List<JsonNode> merged = new ArrayList<>(target.values());
    boolean replace =
        Json.objects(patch)
            .anyMatch(item -> item.size() == 1 && Json.text(item, DIRECTIVE).equals("replace"));
    if (replace) {
      merged.clear();
    }
    Json.objects(patch)
        .filter(item -> !(item.size() == 1 && Json.has(item, DIRECTIVE)))
        .forEach(item -> mergeItem(merged, item, key, path));
    return Json.array().addAll(merged);
  }

  private void mergeItem(List<JsonNode> merged, ObjectNode item, String key, String path) {
    int at = indexOf(merged, key, item.path(key));
    if (Json.text(item, DIRECTIVE).equals("delete")) {
      merged.removeIf(present -> present.path(key).equals(item.path(key)));
    } else if (at >= 0 && merged.get(at) instanceof ObjectNode present) {
      merged.set(at, mergeObject(present, item, path));
    } else {
      merged.add(mergeObject(Json.object(), item, path));
    }
  }

  private void order(ObjectNode merged, String name, JsonNode wanted, String path) {
    if (!name.startsWith(ORDER)
        || !(merged.path(name.substring(ORDER.length())) instanceof ArrayNode list)) {
      return;
    }
    String field = name.substring(ORDER.length());
    Optional<String> key = schema.keys(MergeSchema.child(path, field)).map(List::getFirst);
    List<JsonNode> rest = new ArrayList<>(list.values());
    ArrayNode ordered = Json.array();
    for (JsonNode entry : wanted.values()) {
      rest.stream()
          .filter(
              item -> key.map(k -> item.path(k).equals(entry.path(k))).orElse(item.equals(entry)))
          .findFirst()
          .ifPresent(
              item -> {
                ordered.add(item);
                rest.remove(item);
              });
    }
    merged.set(field, ordered.addAll(rest));
  }

  private static void deletePrimitives(ObjectNode merged, String field, JsonNode values) {
    if (merged.path(field) instanceof ArrayNode present) {
      Set<JsonNode> gone = Set.copyOf(values.values());
      merged.set(
          field,
          Json.array()
              .addAll(present.values().stream().filter(item -> !gone.contains(item)).toList()));
    }
  }

  private static ArrayNode union(ArrayNode target, ArrayNode patch) {
    Set<JsonNode> all = new LinkedHashSet<>(target.values());
    all.addAll(patch.values());
    return Json.array().addAll(all);
  }

  private static int indexOf(List<JsonNode> items, String key, JsonNode value) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).path(key).equals(value)) {
        return i;
      }
    }
    return -1;
  }
}
