package online.neuropod.simulator.patch;

import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ApiFailure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON patch, RFC 6902. */
public final class JsonPatch {
  private JsonPatch() {}

  /**
   * The target with all operations applied; it is not changed itself.
   *
   * @throws ApiFailure 400 or 422 when an operation cannot be applied
   */
  public static JsonNode apply(JsonNode target, JsonNode operations) {
    if (!operations.isArray()) {
      throw ApiFailure.badRequest(
          "json: cannot unmarshal object into Go value of type jsonpatch.Patch");
    }
    // A holder, so that an operation can replace the whole document.
    ObjectNode holder = Json.object();
    holder.set("", target.deepCopy());
    operations.values().forEach(operation -> step(holder, operation));
    return holder.path("");
  }

  private static void step(ObjectNode holder, JsonNode operation) {
    String path = Json.text(operation, "path");
    String op = Json.text(operation, "op");
    switch (op) {
      case "add" -> add(holder, path, operation.path("value").deepCopy());
      case "replace" -> {
        require(holder, path, "replace");
        Slot slot = slot(holder, path, "replace");
        slot.replace(operation.path("value").deepCopy());
      }
      case "remove" -> {
        require(holder, path, "remove");
        slot(holder, path, "remove").remove();
      }
      case "test" -> {
        JsonNode present = find(holder, path);
        JsonNode wanted = operation.path("value");
        boolean equal =
            present.equals(wanted)
                || (present.isMissingNode() && (wanted.isNull() || wanted.isMissingNode()));
        if (!equal) {
          throw unprocessable("testing value " + path + " failed: test failed");
        }
      }
      case "copy" -> {
        String from = Json.text(operation, "from");
        require(holder, from, "copy");
        add(holder, path, find(holder, from).deepCopy());
      }
      case "move" -> {
        String from = Json.text(operation, "from");
        require(holder, from, "move");
        JsonNode moved = find(holder, from).deepCopy();
        slot(holder, from, "move").remove();
        add(holder, path, moved);
      }
      default -> throw unprocessable("Unexpected kind: " + op);
    }
  }

  private static void add(ObjectNode holder, String path, JsonNode value) {
    slot(holder, path, "add").add(value);
  }

  private static void require(ObjectNode holder, String path, String op) {
    if (find(holder, path).isMissingNode()) {
      throw unprocessable(
          op + " operation does not apply: doc is missing key: " + path + ": missing value");
    }
  }

  private static JsonNode find(ObjectNode holder, String path) {
    JsonNode current = holder;
    for (String token : path.split("/", -1)) {
      current =
          current.isArray()
              ? current.path(index(token, current.size()))
              : current.path(unescape(token));
    }
    return current;
  }

  private static Slot slot(ObjectNode holder, String path, String op) {
    int last = path.lastIndexOf('/');
    if (last < 0) {
      return new Slot(holder, "");
    }
    JsonNode parent = find(holder, path.substring(0, last));
    if (!parent.isContainer()) {
      throw unprocessable(
          op + " operation does not apply: doc is missing path: \"" + path + "\": missing value");
    }
    return new Slot(parent, unescape(path.substring(last + 1)));
  }

  private static int index(String token, int size) {
    if (token.equals("-")) {
      return size;
    }
    try {
      return Integer.parseInt(token);
    } catch (NumberFormatException notAnIndex) {
      throw ApiFailure.badRequest("strconv.Atoi: parsing \"" + token + "\": invalid syntax");
    }
  }

  private static String unescape(String token) {
    return token.replace("~1", "/").replace("~0", "~");
  }

  private static ApiFailure unprocessable(String message) {
    return ApiFailure.unprocessable(message);
  }

  private record Slot(JsonNode parent, String token) {
    void add(JsonNode value) {
      if (parent instanceof ArrayNode array) {
        int at = index(token, array.size());
        if (at > array.size()) {
          throw unprocessable(
              "add operation does not apply: Unable to access invalid index: " + at);
        }
        array.insert(at, value);
      } else if (parent instanceof ObjectNode object) {
        object.set(token, value);
      }
    }

    void replace(JsonNode value) {
      if (parent instanceof ArrayNode array) {
        array.set(index(token, array.size()), value);
      } else if (parent instanceof ObjectNode object) {
        object.set(token, value);
      }
    }

    void remove() {
      if (parent instanceof ArrayNode array) {
        array.remove(index(token, array.size()));
      } else if (parent instanceof ObjectNode object) {
        object.remove(token);
      }
    }
  }
}
