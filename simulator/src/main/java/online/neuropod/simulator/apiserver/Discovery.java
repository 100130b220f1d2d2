package online.neuropod.simulator.apiserver;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ResourceType;
import online.neuropod.simulator.registry.ResourceType.Trait;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells clients which groups, versions and kinds there are. */
final class Discovery {
  /** The Kubernetes version whose behaviour is simulated. */
  private static final String VERSION = "v1.35.4+simulated";

  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private Discovery() {}

  static Optional<ObjectNode> answer(String path) {
    List<String> parts = Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    return switch (String.join("/", parts)) {
      case "version" -> Optional.of(version());
      case "api" -> Optional.of(coreVersions());
      case "api/v1" -> Optional.of(resources("", "v1"));
      case "apis" -> Optional.of(groups());
      default -> group(parts);
    };
  }

  private static Optional<ObjectNode> group(List<String> parts) {
    if (parts.isEmpty() || !parts.getFirst().equals("apis") || parts.size() > 3) {
      return Optional.empty();
    }
    Optional<String> version = versionOf(parts.get(1));
    if (parts.size() == 2) {
      return version.map(found -> group(parts.get(1), found));
    }
    return version.filter(parts.get(2)::equals).map(found -> resources(parts.get(1), found));
  }

  private static Optional<String> versionOf(String group) {
    return ResourceTypes.all().stream()
        .filter(type -> !group.isEmpty() && type.group().equals(group))
        .map(ResourceType::version)
        .findFirst();
  }

  private static ObjectNode version() {
    return Json.object()
        .put("major", "1")
        .put("minor", "35")
        .put("gitVersion", VERSION)
        .put("gitCommit", "0000000000000000000000000000000000000000")
        .put("gitTreeState", "clean")
        .put("buildDate", "2026-01-01T00:00:00Z")
        .put("goVersion", "none")
        .put("compiler", "none")
        .put("platform", "simulated/none");
  }

  private static ObjectNode coreVersions() {
    ObjectNode versions = Json.object().put("kind", "APIVersions");
    versions.set("versions", Json.array(List.of("v1")));
    versions.putArray("serverAddressByClientCIDRs");
    return versions;
  }

  private static ObjectNode groups() {
    ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    Set<String> names = new LinkedHashSet<>();
    ResourceTypes.all().stream()
        .map(ResourceType::group)
        .filter(group -> !group.isEmpty())
        .forEach(names::add);
    names.forEach(name -> groups.add(group(name, versionOf(name).orElseThrow())));
    return list;
  }

  private static ObjectNode group(String name, String version) {
    ObjectNode group =
        Json.object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
    ObjectNode preferred =
        Json.object().put("groupVersion", name + "/" + version).put("version", version);
    group.putArray("versions").add(preferred);
    group.set("preferredVersion", preferred.deepCopy());
    return group;
  }

  private static ObjectNode resources(String group, String version) {
    ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = list.putArray("resources");
    ResourceTypes.all().stream()
        .filter(type -> type.group().equals(group) && type.version().equals(version))
        .forEach(type -> describe(type, resources));
    return list;
  }

  private static void describe(ResourceType type, ArrayNode resources) {
    List<String> verbs =
        type.is(Trait.COMPUTED)
            ? List.of("get", "list")
            : type.is(Trait.REVIEW) ? List.of("create") : VERBS;
    entry(resources, type, type.plural(), verbs)
        .put("singularName", type.singular())
        .set("shortNames", Json.array(type.shortNames()));
    if (type.is(Trait.STATUS)) {
      entry(resources, type, type.plural() + "/status", List.of("get", "patch", "update"));
    }
    if (type.equals(ResourceTypes.PODS)) {
      entry(resources, type, "pods/log", List.of("get"));
    }
  }

  private static ObjectNode entry(
      ArrayNode resources, ResourceType type, String name, List<String> verbs) {
    ObjectNode entry = resources.addObject();
    entry.put("name", name).put("singularName", "").put("namespaced", type.namespaced());
    entry.put("kind", type.kind()).set("verbs", Json.array(verbs));
    return entry;
  }
}
