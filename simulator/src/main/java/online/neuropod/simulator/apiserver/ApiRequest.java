package online.neuropod.simulator.apiserver;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.ApiFailure;
import online.neuropod.simulator.registry.Selector;
import online.neuropod.simulator.registry.WriteOptions;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request without its transport.
 *
 * @param contentType media type of the body in lower case without parameters
 */
record ApiRequest(
    String method,
    ApiPath path,
    Map<String, String> query,
    String contentType,
    String userAgent,
    String body) {
  private static final String JSON_TYPES = "application/json, application/yaml";

  String parameter(String name) {
    return query.getOrDefault(name, "");
  }

  boolean flag(String name) {
    String value = parameter(name);
    return value.equals("true") || value.equals("1");
  }

  OptionalLong number(String name) {
    String value = parameter(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(value));
    } catch (NumberFormatException notANumber) {
      throw ApiFailure.badRequest("strconv.ParseInt: parsing \"" + value + "\": invalid syntax");
    }
  }

  Optional<Instant> time(String name) {
    return Optional.of(parameter(name)).filter(text -> !text.isEmpty()).flatMap(Times::parse);
  }

  boolean isWatch() {
    return method.equals("GET") && flag("watch") && path.subresource().isEmpty();
  }

  boolean isLog() {
    return method.equals("GET") && path.subresource().equals("log");
  }

  Selector selector() {
    String fields = parameter("fieldSelector");
    String byName = path.name().isEmpty() ? "" : "metadata.name=" + path.name();
    return Selector.parse(
        path.type(),
        parameter("labelSelector"),
        fields.isEmpty() || byName.isEmpty() ? fields + byName : fields + "," + byName);
  }

  WriteOptions writeOptions(boolean apply) {
    String manager = parameter("fieldManager");
    if (manager.isEmpty()) {
      if (apply) {
        throw ApiFailure.invalidOption(
            "PatchOptions", "fieldManager", "Required value: is required for apply patch");
      }
      manager = userAgent.split("/", 2)[0].split(" ", 2)[0];
    }
    String subresource = path.subresource();
    return new WriteOptions(
        new Owner(manager.isEmpty() ? "unknown" : manager, apply, subresource),
        parameter("dryRun").equals("All"),
        flag("force"));
  }

  /** The body as an object of the kind of the path. */
  ObjectNode object() {
    ObjectNode object = asObject(anyJson());
    String kind = Json.text(object, "kind");
    String version = Json.text(object, "apiVersion");
    Json.setDefault(object, "kind", path.type().kind());
    Json.setDefault(object, "apiVersion", path.type().apiVersion());
    if (!version.isEmpty() && !version.equals(path.type().apiVersion())) {
      throw ApiFailure.badRequest(
          "the API version in the data ("
              + version
              + ") does not match the expected API version ("
              + path.type().apiVersion()
              + ")");
    }
    if (!kind.isEmpty() && !kind.equals(path.type().kind())) {
      throw ApiFailure.badRequest(
          path.type().kind() + " in version \"" + version + "\" cannot be handled as a " + kind);
    }
    checkPlace(object);
    return object;
  }

  private void checkPlace(ObjectNode object) {
    String namespace = Json.text(object, "metadata", "namespace");
    if (!namespace.isEmpty() && !namespace.equals(path.namespace())) {
      throw ApiFailure.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    String name = Json.text(object, "metadata", "name");
    if (!path.name().isEmpty() && !name.isEmpty() && !name.equals(path.name())) {
      throw ApiFailure.badRequest(
          "the name of the object ("
              + name
              + ") does not match the name on the URL ("
              + path.name()
              + ")");
    }
  }

  /** The body as JSON, or as YAML where it says so; an object without fields when there is none. */
  JsonNode anyJson() {
    if (body.isBlank()) {
      return Json.object();
    }
    return switch (contentType) {
      case "", "application/json" -> parsed(false);
      case "application/yaml" -> parsed(true);
      default -> throw ApiFailure.unsupportedMediaType(contentType, JSON_TYPES);
    };
  }

  JsonNode parsed(boolean yaml) {
    try {
      return yaml ? Json.parseYaml(body) : Json.parse(body);
    } catch (JacksonException broken) {
      throw ApiFailure.badRequest(
          "error decoding the body of the request: " + broken.getOriginalMessage());
    }
  }

  static ObjectNode asObject(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw ApiFailure.badRequest("the body of the request is not an object");
  }
}
