package online.neuropod.simulator.scheduler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Quantity;
import online.neuropod.simulator.registry.Selector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a pod can run on a node, and if not, why, in the scheduler's words. */
final class NodeFit {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final List<ObjectNode> pods;

  /**
   * Looks at nodes with what runs on them.
   *
   * @param pods all pods of the cluster
   */
  NodeFit(List<ObjectNode> pods) {
    this.pods = pods;
  }

  /** Every reason why the pod cannot run on the node; none when it can. */
  List<String> obstacles(ObjectNode pod, ObjectNode node) {
    if (Json.flag(node, "spec", "unschedulable")) {
      return List.of("node(s) were unschedulable");
    }
    for (JsonNode taint : Json.items(node, "spec", "taints")) {
      boolean repels = !Json.text(taint, "effect").equals("PreferNoSchedule");
      if (repels && !tolerates(pod, taint)) {
        return List.of("node(s) had untolerated taint(s)");
      }
    }
    if (!affine(pod, node)) {
      return List.of("node(s) didn't match Pod's node affinity/selector");
    }
    return shortages(pod, node);
  }

  /** Whether the pod would fit if the node were empty. */
  boolean couldEverRun(ObjectNode pod, ObjectNode node) {
    return new NodeFit(List.of()).obstacles(pod, node).isEmpty();
  }

  private List<String> shortages(ObjectNode pod, ObjectNode node) {
    Map<String, Quantity> free = free(node);
    List<String> missing = new ArrayList<>();
    if (!free.getOrDefault("pods", Quantity.ZERO).exceeds(Quantity.ZERO)) {
      missing.add("Too many pods");
    }
    requests(pod)
        .forEach(
            (name, amount) -> {
              boolean asked = amount.exceeds(Quantity.ZERO);
              if (asked && amount.exceeds(free.getOrDefault(name, Quantity.ZERO))) {
                missing.add("Insufficient " + name);
              }
            });
    return missing;
  }

  /** What of a node nobody has requested yet. */
  Map<String, Quantity> free(ObjectNode node) {
    Map<String, Quantity> free = new LinkedHashMap<>();
    Json.map(node, "status", "allocatable")
        .forEach((name, value) -> free.put(name, Quantity.of(value)));
    String name = Json.text(node, "metadata", "name");
    pods.stream()
        .filter(pod -> Json.text(pod, "spec", "nodeName").equals(name))
        .filter(pod -> !ENDED.contains(Json.text(pod, "status", "phase")))
        .forEach(
            pod -> {
              free.computeIfPresent("pods", (key, left) -> left.minus(Quantity.of("1")));
              requests(pod)
                  .forEach(
                      (key, used) -> free.computeIfPresent(key, (k, left) -> left.minus(used)));
            });
    return free;
  }

  private static Map<String, Quantity> requests(JsonNode pod) {
    Map<String, Quantity> sum = new LinkedHashMap<>();
    for (JsonNode container : Json.items(pod, "spec", "containers")) {
      Json.map(container, "resources", "requests")
          .forEach((name, value) -> sum.merge(name, Quantity.of(value), Quantity::plus));
    }
    return sum;
  }

  private static boolean tolerates(ObjectNode pod, JsonNode taint) {
    String key = Json.text(taint, "key");
    return Json.objects(pod, "spec", "tolerations")
        .anyMatch(
            toleration -> {
              String effect = Json.text(toleration, "effect");
              String wanted = Json.text(toleration, "key");
              boolean exists = Json.text(toleration, "operator").equals("Exists");
              boolean value =
                  exists || Json.text(toleration, "value").equals(Json.text(taint, "value"));
              return (effect.isEmpty() || effect.equals(Json.text(taint, "effect")))
                  && ((wanted.isEmpty() && exists) || wanted.equals(key))
                  && value;
            });
  }

  private static boolean affine(ObjectNode pod, ObjectNode node) {
    Map<String, String> labels = Json.map(node, "metadata", "labels");
    if (!labels.entrySet().containsAll(Json.map(pod, "spec", "nodeSelector").entrySet())) {
      return false;
    }
    JsonNode required =
        Json.at(
            pod,
            "spec",
            "affinity",
            "nodeAffinity",
            "requiredDuringSchedulingIgnoredDuringExecution");
    if (required.isMissingNode() || required.isNull()) {
      return true;
    }
    Map<String, String> fields = Map.of("metadata.name", Json.text(node, "metadata", "name"));
    return Json.objects(required, "nodeSelectorTerms")
        .anyMatch(
            term ->
                !(Json.items(term, "matchExpressions").isEmpty()
                        && Json.items(term, "matchFields").isEmpty())
                    && Json.objects(term, "matchExpressions")
                        .allMatch(expression -> Selector.matches(expression, labels))
                    && Json.objects(term, "matchFields")
                        .allMatch(expression -> Selector.matches(expression, fields)));
  }
}
