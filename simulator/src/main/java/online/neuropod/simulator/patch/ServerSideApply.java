package online.neuropod.simulator.patch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ApiFailure;
import online.neuropod.simulator.registry.ApiFailure.Cause;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply: the applied configuration is merged in, the manager owns what it sent, loses
 * and thereby removes what it sent before and no longer sends, and conflicts with other owners of
 * fields it wants otherwise.
 */
public final class ServerSideApply {
  private final MergeSchema schema;

  /** The apply rules of a kind. */
  public ServerSideApply(MergeSchema schema) {
    this.schema = schema;
  }

  /**
   * Applies a configuration.
   *
   * @param live the present object, or one with name and kind alone when there is none
   * @param force take conflicting fields from their owners
   * @return a new object with its managedFields
   * @throws ApiFailure 409 on a conflict unless forced
   */
  public ObjectNode apply(
      ObjectNode live, ObjectNode config, Owner owner, boolean force, Instant now) {
    SortedMap<FieldPath, JsonNode> wanted = Leaves.of(config, schema);
    SortedMap<FieldPath, JsonNode> present = Leaves.of(live, schema);
    ManagedFields managed = ManagedFields.read(live);
    Set<FieldPath> contested = contested(wanted, present, managed, owner, force);
    managed.takeFromOthers(owner, contested::contains);

    ObjectNode merged = mergeObject(live, config, "");
    FieldSet fields = new FieldSet(wanted.keySet());
    for (FieldPath path : managed.of(owner).paths()) {
      boolean ownedElsewhere =
          managed.others(owner).stream().anyMatch(entry -> entry.fields().touches(path));
      if (!fields.touches(path) && !ownedElsewhere) {
        remove(merged, path);
      }
    }
    managed.set(owner, Json.text(config, "apiVersion"), fields, now);
    managed.write(merged);
    return merged;
  }

  private static Set<FieldPath> contested(
      SortedMap<FieldPath, JsonNode> wanted,
      SortedMap<FieldPath, JsonNode> present,
      ManagedFields managed,
      Owner owner,
      boolean force) {
    Set<FieldPath> contested = new TreeSet<>();
    List<Cause> causes = new ArrayList<>();
    for (ManagedFields.Entry entry : managed.others(owner)) {
      for (FieldPath path : entry.fields().paths()) {
        JsonNode value = wanted.get(path);
        if (value != null && !value.equals(present.get(path))) {
          contested.add(path);
          causes.add(conflict(entry, path));
        }
      }
    }
    if (!contested.isEmpty() && !force) {
      throw ApiFailure.applyConflict(message(causes), causes);
    }
    return contested;
  }

  private static Cause conflict(ManagedFields.Entry entry, FieldPath path) {
    String sub =
        entry.owner().subresource().isEmpty()
            ? ""
            : " with subresource \"" + entry.owner().subresource() + "\"";
    String using = entry.owner().applies() ? "" : " using " + entry.apiVersion();
    return new Cause(
        "FieldManagerConflict",
        "conflict with \"" + entry.owner().name() + "\"" + sub + using,
        path.told());
  }

  private static String message(List<Cause> causes) {
    String count = causes.size() == 1 ? "1 conflict" : causes.size() + " conflicts";
    List<String> told =
        causes.stream().map(cause -> cause.message() + ": " + cause.field()).toList();
    return "Apply failed with "
        + count
        + ": "
        + (told.size() == 1 ? told.getFirst() : "conflicts: " + String.join(", ", told));
  }

  private ObjectNode mergeObject(ObjectNode live, ObjectNode config, String path) {
    ObjectNode merged = live.deepCopy();
    config.forEachEntry(
        (name, value) -> {
          if (!value.isNull()) {
            merged.set(name, mergeValue(live.path(name), value, MergeSchema.child(path, name)));
          }
        });
    return merged;
  }

  private JsonNode mergeValue(JsonNode live, JsonNode value, String path) {
    if (value instanceof ObjectNode config
        && live instanceof ObjectNode object
        && !schema.isAtomic(path)) {
      return mergeObject(object, config, path);
    }
    Optional<List<String>> keys = schema.keys(path);
    if (value instanceof ArrayNode list && live instanceof ArrayNode present) {
      if (keys.isPresent()) {
        return mergeKeyed(present, list, keys.get(), path);
      }
      if (schema.isSet(path)) {
        return mergeSet(present, list);
      }
    }
    return value.deepCopy();
  }

  private ArrayNode mergeKeyed(ArrayNode live, ArrayNode config, List<String> keys, String path) {
    List<JsonNode> merged = new ArrayList<>(live.values());
    for (JsonNode item : config.values()) {
      JsonNode key = MergeSchema.keyOf(item, keys);
      int at = -1;
      for (int i = 0; i < merged.size(); i++) {
        if (MergeSchema.keyOf(merged.get(i), keys).equals(key)) {
          at = i;
        }
      }
      if (at >= 0
          && merged.get(at) instanceof ObjectNode present
          && item instanceof ObjectNode change) {
        merged.set(at, mergeObject(present, change, path));
      } else {
        merged.add(item.deepCopy());
      }
    }
    return Json.array().addAll(merged);
  }

  private static ArrayNode mergeSet(ArrayNode live, ArrayNode config) {
    List<JsonNode> merged = new ArrayList<>(live.values());
    config.values().stream().filter(item -> !merged.contains(item)).forEach(merged::add);
    return Json.array().addAll(merged);
  }

  private void remove(ObjectNode root, FieldPath path) {
    Optional<JsonNode> parent = find(root, path.parent());
    String last = path.last();
    String rest = last.substring(2);
    if (parent.orElse(Json.missing()) instanceof ObjectNode object) {
      object.remove(rest);
      if (object.isEmpty() && path.steps().size() > 2) {
        remove(root, path.parent());
      }
    } else if (parent.orElse(Json.missing()) instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        if (matches(array.get(i), last)) {
          array.remove(i);
        }
      }
      if (array.isEmpty()) {
        remove(root, path.parent());
      }
    }
  }

  private static Optional<JsonNode> find(JsonNode root, FieldPath path) {
    JsonNode current = root;
    for (String step : path.steps()) {
      if (step.startsWith("f:")) {
        current = current.path(step.substring(2));
      } else {
        current =
            current.values().stream()
                .filter(item -> matches(item, step))
                .findFirst()
                .orElse(Json.missing());
      }
    }
    return current.isMissingNode() ? Optional.empty() : Optional.of(current);
  }

  private static boolean matches(JsonNode item, String step) {
    JsonNode wanted = Json.parse(step.substring(2));
    if (step.startsWith("v:")) {
      return item.equals(wanted);
    }
    return MergeSchema.keyOf(item, List.copyOf(wanted.propertyNames())).equals(wanted);
  }
}
