package online.neuropod.simulator.edge;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import online.neuropod.simulator.controller.Controller;
import online.neuropod.simulator.controller.Pace;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells in the status of Ingresses, HTTPRoutes and Gateways that the edge serves them. */
public final class RouteController implements Controller {
  private static final String CONTROLLER = "simulated.neuropod.online/edge";
  private static final Owner OWNER = Owner.component("simulated-edge", "status");

  private final Registry registry;
  private final Pace pace;

  /** A controller of the routes of a registry. */
  public RouteController(Registry registry, Pace pace) {
    this.registry = registry;
    this.pace = pace;
  }

  @Override
  public String name() {
    return "routes";
  }

  @Override
  public void notice(Change change, Wakeups wakeups) {
    if (List.of(ResourceTypes.INGRESSES, ResourceTypes.HTTP_ROUTES, ResourceTypes.GATEWAYS)
        .contains(change.key().type())) {
      wakeups.wake(change.key(), pace.millis(200));
    }
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    registry.modify(
        key,
        OWNER,
        object -> {
          switch (key.type().kind()) {
            case "Ingress" -> ingress(object);
            case "HTTPRoute" -> route(object);
            default -> conditions(Json.ensure(object, "status"), object, "Accepted", "Programmed");
          }
          return object;
        });
    return Optional.empty();
  }

  private void ingress(ObjectNode ingress) {
    ObjectKey ingressClass =
        new ObjectKey(
            ResourceTypes.INGRESS_CLASSES, "", Json.text(ingress, "spec", "ingressClassName"));
    if (registry.find(ingressClass).isPresent()) {
      ArrayNode addresses = Json.ensure(ingress, "status", "loadBalancer").putArray("ingress");
      addresses.addObject().put("ip", "127.0.0.1");
    }
  }

  private void route(ObjectNode route) {
    String own = Json.text(route, "metadata", "namespace");
    ArrayNode before = Json.array();
    Json.items(route, "status", "parents").forEach(before::add);
    ArrayNode parents = Json.ensure(route, "status").putArray("parents");
    for (JsonNode reference : Json.items(route, "spec", "parentRefs")) {
      ObjectKey gateway =
          new ObjectKey(
              ResourceTypes.GATEWAYS,
              Json.optionalText(reference, "namespace").orElse(own),
              Json.text(reference, "name"));
      if (registry.find(gateway).isPresent()) {
        ObjectNode parent =
            Json.objects(before)
                .filter(found -> found.path("parentRef").equals(reference))
                .findFirst()
                .orElseGet(Json::object);
        parent.put("controllerName", CONTROLLER).set("parentRef", reference);
        conditions(parent, route, "Accepted", "ResolvedRefs");
        parents.add(parent);
      }
    }
  }

  private void conditions(ObjectNode holder, ObjectNode object, String... types) {
    ArrayNode conditions = Json.ensureArray(holder, "conditions");
    for (String type : types) {
      ObjectNode condition =
          Json.objects(conditions)
              .filter(found -> Json.text(found, "type").equals(type))
              .findFirst()
              .orElseGet(
                  () ->
                      conditions
                          .addObject()
                          .put("type", type)
                          .put("lastTransitionTime", Times.seconds(registry.clock().instant())));
      condition.put("status", "True").put("reason", type).put("message", "simulated");
      condition.put("observedGeneration", Json.number(object, 1, "metadata", "generation"));
    }
  }
}
