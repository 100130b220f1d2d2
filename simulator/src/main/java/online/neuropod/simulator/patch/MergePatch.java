package online.neuropod.simulator.patch;

import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patch, RFC 7386. */
public final class MergePatch {
  private MergePatch() {}

  /** The target with the patch applied; neither is changed. */
  public static JsonNode apply(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch.deepCopy();
    }
    ObjectNode merged = target instanceof ObjectNode object ? object.deepCopy() : Json.object();
    changes.forEachEntry(
        (name, value) -> {
          if (value.isNull()) {
            merged.remove(name);
          } else {
            merged.set(name, apply(merged.path(name), value));
          }
        });
    return merged;
  }
}
