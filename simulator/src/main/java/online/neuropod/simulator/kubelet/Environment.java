package online.neuropod.simulator.kubelet;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceType;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

/** Resolves the variables of a container. */
final class Environment {
  private final Registry registry;
  private final ObjectNode pod;
  private final Map<String, String> variables = new HashMap<>();
  private Optional<String> problem = Optional.empty();

  private Environment(Registry registry, ObjectNode pod) {
    this.registry = registry;
    this.pod = pod;
  }

  static Environment of(Registry registry, ObjectNode pod, ObjectNode container) {
    Environment environment = new Environment(registry, pod);
    Json.objects(container, "envFrom").forEach(environment::addAll);
    Json.objects(container, "env").forEach(environment::add);
    return environment;
  }

  Map<String, String> variables() {
    return Map.copyOf(variables);
  }

  /** What is missing, in the kubelet's words. */
  Optional<String> problem() {
    return problem;
  }

  private void addAll(ObjectNode source) {
    from(source, "secretRef", ResourceTypes.SECRETS, true);
    from(source, "configMapRef", ResourceTypes.CONFIG_MAPS, false);
  }

  private void from(ObjectNode source, String field, ResourceType type, boolean encoded) {
    if (Json.has(source, field)) {
      String prefix = Json.text(source, "prefix");
      object(type, Json.text(source, field, "name"), Json.flag(source, field, "optional"))
          .ifPresent(
              found ->
                  Json.map(found, "data")
                      .forEach(
                          (key, value) ->
                              variables.put(prefix + key, encoded ? decode(value) : value)));
    }
  }

  private void add(ObjectNode variable) {
    String name = Json.text(variable, "name");
    if (Json.has(variable, "valueFrom", "secretKeyRef")) {
      key(variable, "secretKeyRef", ResourceTypes.SECRETS)
          .ifPresent(value -> variables.put(name, decode(value)));
    } else if (Json.has(variable, "valueFrom", "configMapKeyRef")) {
      key(variable, "configMapKeyRef", ResourceTypes.CONFIG_MAPS)
          .ifPresent(value -> variables.put(name, value));
    } else if (Json.has(variable, "valueFrom", "fieldRef")) {
      String path = Json.text(variable, "valueFrom", "fieldRef", "fieldPath");
      variables.put(name, Json.text(pod, path.split("\\.")));
    } else {
      variables.put(name, Json.text(variable, "value"));
    }
  }

  private Optional<String> key(ObjectNode variable, String field, ResourceType type) {
    String name = Json.text(variable, "valueFrom", field, "name");
    String key = Json.text(variable, "valueFrom", field, "key");
    boolean optional = Json.flag(variable, "valueFrom", field, "optional");
    Optional<ObjectNode> object = object(type, name, optional);
    Optional<String> value = object.flatMap(found -> Json.optionalText(found, "data", key));
    if (object.isPresent() && value.isEmpty() && !optional) {
      problem =
          Optional.of(
              "couldn't find key "
                  + key
                  + " in "
                  + type.kind()
                  + " "
                  + Json.text(pod, "metadata", "namespace")
                  + "/"
                  + name);
    }
    return value;
  }

  private Optional<ObjectNode> object(ResourceType type, String name, boolean optional) {
    Optional<ObjectNode> found =
        registry.find(new ObjectKey(type, Json.text(pod, "metadata", "namespace"), name));
    if (found.isEmpty() && !optional) {
      problem = Optional.of(type.singular() + " \"" + name + "\" not found");
    }
    return found;
  }

  private static String decode(String value) {
    try {
      return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return value;
    }
  }
}
