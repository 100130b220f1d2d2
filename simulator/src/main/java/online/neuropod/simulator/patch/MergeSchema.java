package online.neuropod.simulator.patch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * How the lists and objects of a kind are merged, after the {@code x-kubernetes-*} marks of the
 * Kubernetes API. A list that is not named here is replaced as a whole, an object is merged field
 * by field.
 */
public final class MergeSchema {
  private static final Map<String, List<String>> COMMON =
      Map.of("metadata.ownerReferences", List.of("uid"), "status.conditions", List.of("type"));
  private static final Map<String, List<String>> POD_SPEC = podSpec();
  private static final Map<String, List<String>> SERVICE =
      Map.of("spec.ports", List.of("port", "protocol"));
  private static final Map<String, List<String>> NODE = Map.of("status.addresses", List.of("type"));
  private static final Map<String, List<String>> SERVICE_ACCOUNT =
      Map.of("secrets", List.of("name"));
  private static final Map<String, Object> DEFAULTS = Map.of("protocol", "TCP");
  private static final Set<String> ATOMIC_OBJECTS =
      Set.of(
          "secretKeyRef",
          "configMapKeyRef",
          "fieldRef",
          "resourceFieldRef",
          "nodeSelector",
          "labelSelector",
          "podSelector",
          "namespaceSelector",
          "nodeSelectorTerms",
          "involvedObject",
          "targetRef",
          "claimRef",
          "resource",
          "dataSource");

  private final Map<String, List<String>> keyed;
  private final boolean service;

  private MergeSchema(Map<String, List<String>> keyed, boolean service) {
    this.keyed = keyed;
    this.service = service;
  }

  /** The schema of a kind. */
  public static MergeSchema of(String kind) {
    Map<String, List<String>> keyed = new HashMap<>(COMMON);
    switch (kind) {
      case "Pod" -> keyed.putAll(POD_SPEC);
      case "Deployment" ->
          POD_SPEC.forEach((path, keys) -> keyed.put("spec.template." + path, keys));
      case "Service" -> keyed.putAll(SERVICE);
      case "Node" -> keyed.putAll(NODE);
      case "ServiceAccount" -> keyed.putAll(SERVICE_ACCOUNT);
      case "HTTPRoute", "Gateway", "GatewayClass" -> keyed.remove("status.conditions");
      default -> {}
    }
    return new MergeSchema(Map.copyOf(keyed), kind.equals("Service"));
  }

  /** The keys that tell the items of a list apart, if the list at the path is merged by item. */
  Optional<List<String>> keys(String path) {
    return Optional.ofNullable(keyed.get(path));
  }

  /** Whether the list at a path is a set of primitives. */
  boolean isSet(String path) {
    return path.equals("metadata.finalizers");
  }

  /** Whether the object at a path is replaced as a whole. */
  boolean isAtomic(String path) {
    return ATOMIC_OBJECTS.contains(path.substring(path.lastIndexOf('.') + 1))
        || (service && path.equals("spec.selector"));
  }

  /** The key values of a list item as one JSON object, with defaults for those left out. */
  static JsonNode keyOf(JsonNode item, List<String> keys) {
    var key = Json.object();
    keys.stream()
        .sorted()
        .forEach(
            name -> {
              if (Json.has(item, name)) {
                key.set(name, item.path(name));
              } else if (DEFAULTS.containsKey(name)) {
                key.put(name, DEFAULTS.get(name).toString());
              }
            });
    return key;
  }

  /** The path of a field of the object at another path. */
  static String child(String path, String field) {
    return path.isEmpty() ? field : path + "." + field;
  }

  private static Map<String, List<String>> podSpec() {
    Map<String, List<String>> keyed = new HashMap<>();
    for (String containers : List.of("containers", "initContainers", "ephemeralContainers")) {
      String path = "spec." + containers;
      keyed.put(path, List.of("name"));
      keyed.put(path + ".ports", List.of("containerPort", "protocol"));
      keyed.put(path + ".env", List.of("name"));
      keyed.put(path + ".volumeMounts", List.of("mountPath"));
      keyed.put(path + ".volumeDevices", List.of("devicePath"));
      keyed.put(path + ".resources.claims", List.of("name"));
    }
    keyed.put("spec.volumes", List.of("name"));
    keyed.put("spec.imagePullSecrets", List.of("name"));
    keyed.put("spec.hostAliases", List.of("ip"));
    keyed.put("spec.schedulingGates", List.of("name"));
    keyed.put("spec.topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable"));
    keyed.put("status.podIPs", List.of("ip"));
    return Map.copyOf(keyed);
  }
}
