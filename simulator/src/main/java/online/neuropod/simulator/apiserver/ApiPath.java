package online.neuropod.simulator.apiserver;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.ResourceType;
import online.neuropod.simulator.registry.ResourceTypes;

/**
 * What the path of a request names.
 *
 * @param namespace empty for all namespaces or cluster-wide kinds
 * @param name empty for a collection
 * @param subresource such as {@code status} or {@code log}, or empty
 */
record ApiPath(ResourceType type, String namespace, String name, String subresource) {
  private static final Set<String> OF_NAMESPACE_ITSELF = Set.of("status", "finalize");

  /** Reads a path below {@code /api} or {@code /apis}; empty when it names no kind. */
  static Optional<ApiPath> parse(String path) {
    List<String> all = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    if (all.size() >= 3 && all.getFirst().equals("api")) {
      return resource("", all.get(1), all.subList(2, all.size()));
    }
    if (all.size() >= 4 && all.getFirst().equals("apis")) {
      return resource(all.get(1), all.get(2), all.subList(3, all.size()));
    }
    return Optional.empty();
  }

  private static Optional<ApiPath> resource(String group, String version, List<String> parts) {
    boolean inNamespace =
        parts.getFirst().equals("namespaces")
            && parts.size() >= 3
            && !OF_NAMESPACE_ITSELF.contains(parts.get(2));
    String namespace = inNamespace ? parts.get(1) : "";
    List<String> rest = inNamespace ? parts.subList(2, parts.size()) : parts;
    if (rest.size() > 3) {
      return Optional.empty();
    }
    return ResourceTypes.find(group, version, rest.getFirst())
        .filter(type -> type.namespaced() || namespace.isEmpty())
        .map(type -> new ApiPath(type, namespace, part(rest, 1), part(rest, 2)))
        .filter(
            found -> found.name().isEmpty() || !namespace.isEmpty() || !found.type().namespaced());
  }

  ObjectKey key() {
    return new ObjectKey(type, namespace, name);
  }

  private static String part(List<String> parts, int index) {
    return parts.size() > index ? parts.get(index) : "";
  }
}
