package online.neuropod.simulator.patch;

import java.time.Instant;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Notes in an object who wrote which of its fields. */
public final class ManagedFieldsWriter {
  private ManagedFieldsWriter() {}

  /** All fields of a new object belong to its creator; its status belongs to nobody yet. */
  public static void created(ObjectNode object, Owner owner, Instant now) {
    ObjectNode empty = Json.object();
    if (object.has("status")) {
      empty.set("status", object.path("status"));
    }
    ManagedFields.recordUpdate(empty, object, owner, schema(object), now);
  }

  /** Changed fields belong to who changed them; nothing is noted when nothing changed. */
  public static void updated(ObjectNode before, ObjectNode after, Owner owner, Instant now) {
    Json.ensure(after, "metadata").remove("managedFields");
    if (Json.has(before, "metadata", "managedFields")) {
      Json.ensure(after, "metadata")
          .set("managedFields", before.path("metadata").path("managedFields"));
    }
    if (!before.equals(after)) {
      ManagedFields.recordUpdate(before, after, owner, schema(after), now);
    }
  }

  private static MergeSchema schema(ObjectNode object) {
    return MergeSchema.of(Json.text(object, "kind"));
  }
}
