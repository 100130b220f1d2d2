package online.neuropod.simulator.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Quantity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Resource quotas: what objects use of them, and who is refused. */
public final class Quotas implements Admission {
  private static final Set<String> MUST_SPECIFY =
      Set.of("cpu", "memory", "requests.cpu", "requests.memory", "limits.cpu", "limits.memory");
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final ObjectStore store;

  /** Quotas over the objects of a store. */
  public Quotas(ObjectStore store) {
    this.store = store;
  }

  @Override
  public void validate(ResourceType type, ObjectNode object) {
    String namespace = Json.text(object, "metadata", "namespace");
    if (!type.namespaced()) {
      return;
    }
    for (ObjectNode quota : store.list(ResourceTypes.QUOTAS, namespace).objects()) {
      check(type, object, quota);
    }
  }

  private void check(ResourceType type, ObjectNode object, ObjectNode quota) {
    String name = Json.text(object, "metadata", "name");
    String quotaName = Json.text(quota, "metadata", "name");
    Map<String, String> hard = Json.map(quota, "spec", "hard");
    Map<String, Quantity> wanted = usage(type, object);
    if (type.equals(ResourceTypes.PODS)) {
      List<String> unspecified =
          hard.keySet().stream()
              .filter(key -> MUST_SPECIFY.contains(key) && !wanted.containsKey(key))
              .sorted()
              .toList();
      if (!unspecified.isEmpty()) {
        throw ApiFailure.forbidden(
            type,
            name,
            "failed quota: " + quotaName + ": must specify " + String.join(",", unspecified));
      }
    }
    Map<String, Quantity> used = used(Json.text(object, "metadata", "namespace"), hard.keySet());
    List<String> over = new ArrayList<>();
    new TreeMap<>(wanted)
        .forEach(
            (key, amount) -> {
              Quantity present = used.getOrDefault(key, Quantity.ZERO);
              if (hard.containsKey(key)
                  && present.plus(amount).exceeds(Quantity.of(hard.get(key)))) {
                over.add(key);
              }
            });
    if (!over.isEmpty()) {
      throw ApiFailure.forbidden(
          type,
          name,
          "exceeded quota: "
              + quotaName
              + ", requested: "
              + told(over, key -> wanted.getOrDefault(key, Quantity.ZERO).text())
              + ", used: "
              + told(over, key -> used.getOrDefault(key, Quantity.ZERO).text())
              + ", limited: "
              + told(over, key -> hard.getOrDefault(key, "0")));
    }
  }

  private static String told(List<String> keys, UnaryOperator<String> amount) {
    return String.join(",", keys.stream().map(key -> key + "=" + amount.apply(key)).toList());
  }

  /** What everything in a namespace uses of the limited resources. */
  public Map<String, Quantity> used(String namespace, Set<String> limited) {
    Map<String, Quantity> sum = new LinkedHashMap<>();
    limited.forEach(key -> sum.put(key, Quantity.ZERO));
    for (ResourceType type : ResourceTypes.stored()) {
      if (type.namespaced() && concerns(type, limited)) {
        for (ObjectNode object : store.list(type, namespace).objects()) {
          usage(type, object)
              .forEach((key, amount) -> sum.computeIfPresent(key, (k, old) -> old.plus(amount)));
        }
      }
    }
    return sum;
  }

  private static boolean concerns(ResourceType type, Set<String> limited) {
    return type.equals(ResourceTypes.PODS)
        || type.equals(ResourceTypes.CLAIMS)
        || type.equals(ResourceTypes.SERVICES)
        || limited.contains("count/" + type.qualifiedPlural())
        || limited.contains(type.plural());
  }

  private static Map<String, Quantity> usage(ResourceType type, JsonNode object) {
    Map<String, Quantity> usage = new LinkedHashMap<>();
    Quantity one = Quantity.of("1");
    usage.put("count/" + type.qualifiedPlural(), one);
    if (type.equals(ResourceTypes.PODS)) {
      if (!ENDED.contains(Json.text(object, "status", "phase"))) {
        podUsage(object, usage);
      }
    } else if (type.equals(ResourceTypes.CLAIMS)) {
      Quantity size = Quantity.of(Json.text(object, "spec", "resources", "requests", "storage"));
      String storageClass = Json.text(object, "spec", "storageClassName");
      usage.put("persistentvolumeclaims", one);
      usage.put("requests.storage", size);
      usage.put(storageClass + ".storageclass.storage.k8s.io/requests.storage", size);
      usage.put(storageClass + ".storageclass.storage.k8s.io/persistentvolumeclaims", one);
    } else {
      usage.put(type.plural(), one);
      String kind = Json.text(object, "spec", "type");
      if (type.equals(ResourceTypes.SERVICES)) {
        usage.put("services.loadbalancers", kind.equals("LoadBalancer") ? one : Quantity.ZERO);
        usage.put(
            "services.nodeports",
            Set.of("LoadBalancer", "NodePort").contains(kind)
                ? Quantity.of(Integer.toString(Json.items(object, "spec", "ports").size()))
                : Quantity.ZERO);
      }
    }
    return usage;
  }

  private static void podUsage(JsonNode pod, Map<String, Quantity> usage) {
    usage.put("pods", Quantity.of("1"));
    for (JsonNode container : Json.items(pod, "spec", "containers")) {
      for (String list : List.of("requests", "limits")) {
        Json.map(container, "resources", list)
            .forEach(
                (name, value) ->
                    usage.merge(list + "." + name, Quantity.of(value), Quantity::plus));
      }
    }
    Map.copyOf(usage)
        .forEach(
            (key, amount) -> {
              if (key.startsWith("requests.") && !key.contains("/")) {
                usage.put(key.substring("requests.".length()), amount);
              }
            });
  }
}
