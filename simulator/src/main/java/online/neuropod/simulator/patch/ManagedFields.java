package online.neuropod.simulator.patch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Who owns which fields of one object. */
final class ManagedFields {
  private final List<Entry> entries = new ArrayList<>();

  /** One owner; the same name owns separately what it applied and what it updated. */
  static final class Entry {
    private final Owner owner;
    private final String apiVersion;
    private FieldSet fields;
    private String time;

    private Entry(Owner owner, String apiVersion, FieldSet fields, String time) {
      this.owner = owner;
      this.apiVersion = apiVersion;
      this.fields = fields;
      this.time = time;
    }

    Owner owner() {
      return owner;
    }

    String apiVersion() {
      return apiVersion;
    }

    FieldSet fields() {
      return fields;
    }
  }

  static ManagedFields read(ObjectNode object) {
    ManagedFields managed = new ManagedFields();
    for (JsonNode entry : Json.items(object, "metadata", "managedFields")) {
      Owner owner =
          new Owner(
              Json.text(entry, "manager"),
              Json.text(entry, "operation").equals("Apply"),
              Json.text(entry, "subresource"));
      managed.entries.add(
          new Entry(
              owner,
              Json.text(entry, "apiVersion"),
              FieldSet.read(entry.path("fieldsV1")),
              Json.text(entry, "time")));
    }
    return managed;
  }

  List<Entry> others(Owner owner) {
    return entries.stream().filter(entry -> !entry.owner.equals(owner)).toList();
  }

  FieldSet of(Owner owner) {
    return entries.stream()
        .filter(entry -> entry.owner.equals(owner))
        .findFirst()
        .map(Entry::fields)
        .orElseGet(() -> new FieldSet(List.of()));
  }

  /** The owner now owns exactly these fields. */
  void set(Owner owner, String apiVersion, FieldSet fields, Instant now) {
    for (Entry entry : entries) {
      if (entry.owner.equals(owner)) {
        if (!entry.fields.equals(fields)) {
          entry.fields = fields;
          entry.time = Times.seconds(now);
        }
        return;
      }
    }
    entries.add(new Entry(owner, apiVersion, fields, Times.seconds(now)));
  }

  /** Everybody but the owner gives up these fields. */
  void takeFromOthers(Owner owner, Predicate<FieldPath> taken) {
    others(owner).forEach(entry -> entry.fields.removeIf(taken));
  }

  /** Writes the ownership into the object. */
  void write(ObjectNode object) {
    ArrayNode array = Json.array();
    for (Entry entry : entries) {
      if (entry.fields.isEmpty()) {
        continue;
      }
      ObjectNode node = array.addObject();
      node.put("manager", entry.owner.name());
      node.put("operation", entry.owner.applies() ? "Apply" : "Update");
      node.put("apiVersion", entry.apiVersion).put("time", entry.time);
      node.put("fieldsType", "FieldsV1").set("fieldsV1", entry.fields.write());
      if (!entry.owner.subresource().isEmpty()) {
        node.put("subresource", entry.owner.subresource());
      }
    }
    ObjectNode metadata = Json.ensure(object, "metadata");
    metadata.remove("managedFields");
    if (!array.isEmpty()) {
      metadata.set("managedFields", array);
    }
  }

  /** Notes a create, update or patch: who changed a field owns it, alone. */
  static void recordUpdate(
      ObjectNode before, ObjectNode after, Owner owner, MergeSchema schema, Instant now) {
    SortedMap<FieldPath, JsonNode> old = Leaves.of(before, schema);
    SortedMap<FieldPath, JsonNode> present = Leaves.of(after, schema);
    TreeSet<FieldPath> changed = new TreeSet<>();
    for (Map.Entry<FieldPath, JsonNode> leaf : present.entrySet()) {
      if (!leaf.getValue().equals(old.get(leaf.getKey()))) {
        changed.add(leaf.getKey());
      }
    }
    TreeSet<FieldPath> removed = new TreeSet<>(old.keySet());
    removed.removeAll(present.keySet());
    ManagedFields managed = read(before);
    managed.takeFromOthers(owner, path -> changed.contains(path) || removed.contains(path));
    FieldSet mine = managed.of(owner);
    FieldSet fields = new FieldSet(mine.paths());
    fields.addAll(changed);
    fields.removeIf(removed::contains);
    managed.set(owner, Json.text(after, "apiVersion"), fields, now);
    managed.write(after);
  }
}
