package online.neuropod.simulator.edge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.ObjectStore;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the backend for a host and path. An exact host goes before a wildcard, a longer path before
 * a shorter one, and of two equal routes the older wins.
 */
final class RouteTable {
  private static final Comparator<Route> BEST =
      Comparator.comparingInt((Route route) -> route.wildcard() ? 1 : 0)
          .thenComparingInt(route -> -route.pathLength())
          .thenComparing(Route::created)
          .thenComparing(Route::name);

  private final ObjectStore store;

  RouteTable(ObjectStore store) {
    this.store = store;
  }

  /** One way that fits. */
  private record Route(
      boolean wildcard, int pathLength, String created, String name, Backend backend) {}

  Optional<Backend> find(String host, String path) {
    List<Route> routes = new ArrayList<>();
    store.list(ResourceTypes.INGRESSES, "").objects().stream()
        .filter(this::isServed)
        .forEach(ingress -> ingressRoutes(ingress, host, path).forEach(routes::add));
    store.list(ResourceTypes.HTTP_ROUTES, "").objects().stream()
        .filter(this::hasGateway)
        .forEach(route -> httpRoutes(route, host, path).forEach(routes::add));
    return routes.stream().min(BEST).map(Route::backend);
  }

  private boolean isServed(ObjectNode ingress) {
    String name = Json.text(ingress, "spec", "ingressClassName");
    return store.get(new ObjectKey(ResourceTypes.INGRESS_CLASSES, "", name)).isPresent();
  }

  private boolean hasGateway(ObjectNode route) {
    String own = Json.text(route, "metadata", "namespace");
    return Json.objects(route, "spec", "parentRefs")
        .anyMatch(
            parent ->
                store
                    .get(
                        new ObjectKey(
                            ResourceTypes.GATEWAYS,
                            Json.optionalText(parent, "namespace").orElse(own),
                            Json.text(parent, "name")))
                    .isPresent());
  }

  private static Stream<Route> ingressRoutes(ObjectNode ingress, String host, String path) {
    return Json.objects(ingress, "spec", "rules")
        .filter(rule -> hostFits(Json.text(rule, "host"), host))
        .flatMap(
            rule ->
                Json.objects(rule, "http", "paths")
                    .filter(
                        entry ->
                            pathFits(Json.text(entry, "path"), Json.text(entry, "pathType"), path))
                    .map(
                        entry ->
                            route(
                                ingress,
                                Json.text(rule, "host"),
                                Json.text(entry, "path"),
                                ingressBackend(ingress, entry))));
  }

  private static Backend ingressBackend(ObjectNode ingress, JsonNode entry) {
    JsonNode service = Json.at(entry, "backend", "service");
    JsonNode port =
        Json.has(service, "port", "number")
            ? Json.at(service, "port", "number")
            : Json.at(service, "port", "name");
    return new Backend(
        Json.text(ingress, "metadata", "namespace"), Json.text(service, "name"), port);
  }

  private static Stream<Route> httpRoutes(ObjectNode route, String host, String path) {
    List<String> hosts = Json.texts(route, "spec", "hostnames");
    Optional<String> fitting =
        hosts.isEmpty()
            ? Optional.of("")
            : hosts.stream().filter(pattern -> hostFits(pattern, host)).findFirst();
    return fitting.stream()
        .flatMap(
            pattern ->
                Json.objects(route, "spec", "rules")
                    .flatMap(rule -> ruleRoutes(route, rule, pattern, path)));
  }

  private static Stream<Route> ruleRoutes(
      ObjectNode route, ObjectNode rule, String pattern, String path) {
    return Json.objects(rule, "matches")
        .filter(
            match ->
                pathFits(
                    Json.optionalText(match, "path", "value").orElse("/"),
                    Json.text(match, "path", "type"),
                    path))
        .flatMap(
            match ->
                Json.objects(rule, "backendRefs")
                    .limit(1)
                    .map(
                        backend ->
                            route(
                                route,
                                pattern,
                                Json.text(match, "path", "value"),
                                new Backend(
                                    Json.optionalText(backend, "namespace")
                                        .orElse(Json.text(route, "metadata", "namespace")),
                                    Json.text(backend, "name"),
                                    backend.path("port")))));
  }

  private static Route route(ObjectNode object, String pattern, String path, Backend backend) {
    return new Route(
        pattern.isEmpty() || pattern.startsWith("*."),
        path.length(),
        Json.text(object, "metadata", "creationTimestamp"),
        Json.text(object, "metadata", "namespace") + "/" + Json.text(object, "metadata", "name"),
        backend);
  }

  private static boolean hostFits(String pattern, String host) {
    if (pattern.startsWith("*.")) {
      int dot = host.indexOf('.');
      return dot > 0 && host.substring(dot + 1).equalsIgnoreCase(pattern.substring(2));
    }
    return pattern.isEmpty() || pattern.equalsIgnoreCase(host);
  }

  private static boolean pathFits(String wanted, String type, String path) {
    if (type.equals("Exact")) {
      return path.equals(wanted);
    }
    String prefix = wanted.endsWith("/") ? wanted : wanted + "/";
    return wanted.isEmpty()
        || path.equals(wanted)
        || (path + "/").startsWith(prefix)
        || path.startsWith(prefix);
  }
}
