package online.neuropod.simulator.registry;

import java.util.ArrayList;
import java.util.List;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Quantity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Limit ranges: defaults for containers that say nothing, and bounds for those that do. */
final class LimitRanger implements Admission {
  private final ObjectStore store;

  LimitRanger(ObjectStore store) {
    this.store = store;
  }

  @Override
  public void mutate(ResourceType type, ObjectNode pod) {
    if (!type.equals(ResourceTypes.PODS)) {
      return;
    }
    for (JsonNode limit : limits(pod, "Container")) {
      Json.objects(pod, "spec", "containers").forEach(container -> fill(container, limit));
    }
  }

  private static void fill(ObjectNode container, JsonNode limit) {
    ObjectNode limits = Json.ensure(container, "resources", "limits");
    ObjectNode requests = Json.ensure(container, "resources", "requests");
    // A request defaults to the container's own limit before the range's default applies.
    limits.forEachEntry((name, value) -> requests.putIfAbsent(name, value));
    limit.path("default").forEachEntry((name, value) -> limits.putIfAbsent(name, value));
    limit.path("defaultRequest").forEachEntry((name, value) -> requests.putIfAbsent(name, value));
  }

  @Override
  public void validate(ResourceType type, ObjectNode object) {
    List<String> faults = new ArrayList<>();
    if (type.equals(ResourceTypes.PODS)) {
      for (JsonNode limit : limits(object, "Container")) {
        Json.objects(object, "spec", "containers")
            .forEach(container -> check(limit, "Container", container.path("resources"), faults));
      }
    } else if (type.equals(ResourceTypes.CLAIMS)) {
      for (JsonNode limit : limits(object, "PersistentVolumeClaim")) {
        check(limit, "PersistentVolumeClaim", Json.at(object, "spec", "resources"), faults);
      }
    }
    if (!faults.isEmpty()) {
      throw ApiFailure.forbidden(
          type,
          Json.text(object, "metadata", "name"),
          faults.size() == 1 ? faults.getFirst() : faults.toString());
    }
  }

  private static void check(JsonNode limit, String scope, JsonNode resources, List<String> faults) {
    Json.map(limit, "max")
        .forEach(
            (name, most) -> {
              String list = scope.equals("Container") ? "limits" : "requests";
              String value = Json.text(resources, list, name);
              if (value.isEmpty() && scope.equals("Container")) {
                faults.add(
                    "maximum "
                        + name
                        + " usage per "
                        + scope
                        + " is "
                        + most
                        + ".  No limit is specified");
              } else if (Quantity.of(value).exceeds(Quantity.of(most))) {
                faults.add(
                    "maximum "
                        + name
                        + " usage per "
                        + scope
                        + " is "
                        + most
                        + ", but "
                        + (scope.equals("Container") ? "limit" : "request")
                        + " is "
                        + value);
              }
            });
    Json.map(limit, "min")
        .forEach(
            (name, least) -> {
              String value = Json.text(resources, "requests", name);
              if (value.isEmpty()) {
                faults.add(
                    "minimum "
                        + name
                        + " usage per "
                        + scope
                        + " is "
                        + least
                        + ".  No request is specified");
              } else if (Quantity.of(least).exceeds(Quantity.of(value))) {
                faults.add(
                    "minimum "
                        + name
                        + " usage per "
                        + scope
                        + " is "
                        + least
                        + ", but request is "
                        + value);
              }
            });
  }

  private List<JsonNode> limits(JsonNode object, String scope) {
    return store
        .list(ResourceTypes.LIMIT_RANGES, Json.text(object, "metadata", "namespace"))
        .objects()
        .stream()
        .flatMap(range -> Json.items(range, "spec", "limits").stream())
        .filter(limit -> Json.text(limit, "type").equals(scope))
        .toList();
  }
}
