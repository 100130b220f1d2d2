package online.neuropod.api.openapi;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import online.neuropod.api.support.Description;
import online.neuropod.api.support.Description.Described;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Values made of the examples of a description.
 *
 * @param description whose
 */
record Examples(Description description) {
  /** A body; empty if a field that is required has no example. */
  Optional<JsonNode> ofBody(Described operation) {
    return of(operation.node().at("/requestBody/content/application~1json/schema"));
  }

  private Optional<JsonNode> of(JsonNode given) {
    JsonNode schema = description.resolved(given);
    Optional<JsonNode> told =
        Stream.of("example", "const", "default").filter(schema::has).findFirst().map(schema::path);
    if (told.isPresent()) {
      return told;
    }
    if (schema.has("enum")) {
      return Optional.of(schema.path("enum").path(0));
    }
    if (schema.has("anyOf")) {
      return of(schema.path("anyOf").path(0));
    }
    if (schema.has("items")) {
      return of(schema.path("items")).map(entry -> JsonNodeFactory.instance.arrayNode().add(entry));
    }
    return schema.has("properties") ? ofProperties(schema) : Optional.empty();
  }

  private Optional<JsonNode> ofProperties(JsonNode schema) {
    var object = JsonNodeFactory.instance.objectNode();
    List<String> required =
        schema.path("required").valueStream().map(JsonNode::stringValue).toList();
    for (var property : schema.path("properties").properties()) {
      Optional<JsonNode> example = of(property.getValue());
      example.ifPresent(value -> object.set(property.getKey(), value));
      if (example.isEmpty() && required.contains(property.getKey())) {
        return Optional.empty();
      }
    }
    return Optional.of(object);
  }
}
