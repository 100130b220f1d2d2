package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPBackendRef;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTPRoute of the Gateway API.
 *
 * @param name within its namespace
 * @param namespace where it is
 * @param uid unlike the name never used again
 * @param labels of its metadata
 * @param hosts that it answers for
 * @param gateways that it hangs on, each {@code namespace/name}
 * @param accepted whether every gateway has taken it
 * @param rules what leads where
 * @param createdAt when it was made
 */
public record HttpRouteEntry(
    String name,
    String namespace,
    String uid,
    Map<String, String> labels,
    List<String> hosts,
    List<String> gateways,
    boolean accepted,
    List<RouteRule> rules,
    Instant createdAt) {

  /**
   * A rule of a route.
   *
   * @param paths that it is for; empty for all
   * @param backends where it leads
   */
  public record RouteRule(List<String> paths, List<Backend> backends) {
    static RouteRule of(HTTPRouteRule rule) {
      return new RouteRule(
          rule.getMatches().stream()
              .flatMap(match -> Optional.ofNullable(match.getPath()).stream())
              .flatMap(path -> Optional.ofNullable(path.getValue()).stream())
              .toList(),
          rule.getBackendRefs().stream().map(RouteRule::backend).toList());
    }

    private static Backend backend(HTTPBackendRef backend) {
      return new Backend(
          Optional.ofNullable(backend.getKind()).orElse("Service"),
          backend.getName(),
          Optional.ofNullable(backend.getPort()).map(String::valueOf));
    }
  }

  static HttpRouteEntry of(HTTPRoute route) {
    Metadata metadata = Metadata.of(route);
    return new HttpRouteEntry(
        metadata.name(),
        metadata.namespace(),
        metadata.uid(),
        metadata.labels(),
        List.copyOf(route.getSpec().getHostnames()),
        route.getSpec().getParentRefs().stream()
            .map(parent -> gateway(parent, metadata.namespace()))
            .toList(),
        accepted(route),
        route.getSpec().getRules().stream().map(RouteRule::of).toList(),
        metadata.createdAt());
  }

  private static String gateway(ParentReference parent, String own) {
    return Optional.ofNullable(parent.getNamespace()).orElse(own) + "/" + parent.getName();
  }

  private static boolean accepted(HTTPRoute route) {
    if (route.getStatus() == null || route.getStatus().getParents().isEmpty()) {
      return false;
    }
    return route.getStatus().getParents().stream()
        .allMatch(
            parent ->
                parent.getConditions().stream()
                    .anyMatch(
                        condition ->
                            "Accepted".equals(condition.getType())
                                && "True".equals(condition.getStatus())));
  }
}
