package online.neuropod.simulator.apiserver;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ApiFailure;
import online.neuropod.simulator.registry.Listing;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.ObjectStore;
import online.neuropod.simulator.registry.ResourceType;
import online.neuropod.simulator.registry.ResourceType.Trait;
import online.neuropod.simulator.registry.ResourceTypes;
import online.neuropod.simulator.registry.Selector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers lists, whole or page by page. */
final class Lists {
  private final ObjectStore store;
  private final UsageSource usage;

  Lists(ObjectStore store, UsageSource usage) {
    this.store = store;
    this.usage = usage;
  }

  ObjectNode list(ApiRequest request) {
    ResourceType type = request.path().type();
    Listing all = objects(request);
    Selector selector = request.selector();
    List<ObjectNode> chosen = all.objects().stream().filter(selector).toList();
    Optional<Page> page = Page.read(request.parameter("continue"));
    page.filter(found -> !store.remembers(found.version()))
        .ifPresent(
            found -> {
              throw ApiFailure.expired(
                  "The provided continue parameter is too old to display a consistent list result."
                      + " You can start a new list without the continue parameter.");
            });
    List<ObjectNode> rest =
        chosen.stream()
            .filter(
                object -> page.isEmpty() || Page.place(object).compareTo(page.get().after()) > 0)
            .toList();
    int limit = (int) Math.min(request.number("limit").orElse(0), Integer.MAX_VALUE);
    boolean cut = limit > 0 && rest.size() > limit;
    List<ObjectNode> shown = cut ? rest.subList(0, limit) : rest;
    ObjectNode answer = envelope(type, page.map(Page::version).orElse(all.version()), shown);
    if (cut) {
      ObjectNode metadata = Json.ensure(answer, "metadata");
      metadata.put("continue", new Page(all.version(), Page.place(shown.getLast())).write());
      metadata.put("remainingItemCount", rest.size() - limit);
    }
    return answer;
  }

  private Listing objects(ApiRequest request) {
    ResourceType type = request.path().type();
    if (type.equals(ResourceTypes.POD_METRICS)) {
      Listing pods = store.list(ResourceTypes.PODS, request.path().namespace());
      return measured(pods, pods.objects().stream().map(usage::ofPod).toList());
    }
    if (type.equals(ResourceTypes.NODE_METRICS)) {
      Listing nodes = store.list(ResourceTypes.NODES, "");
      return measured(nodes, nodes.objects().stream().map(usage::ofNode).toList());
    }
    return store.list(type, request.path().namespace());
  }

  private static Listing measured(Listing source, List<Optional<ObjectNode>> measured) {
    return new Listing(source.version(), measured.stream().flatMap(Optional::stream).toList());
  }

  /** A list object; items of built-in kinds go without kind and apiVersion, as in real answers. */
  static ObjectNode envelope(ResourceType type, long version, List<ObjectNode> objects) {
    ObjectNode list = Json.object();
    list.put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(version));
    ArrayNode items = list.putArray("items");
    for (ObjectNode object : objects) {
      items.add(type.is(Trait.CUSTOM) ? object : bare(object));
    }
    return list;
  }

  private static JsonNode bare(ObjectNode object) {
    ObjectNode bare = Json.object();
    object.forEachEntry(
        (name, value) -> {
          if (!name.equals("kind") && !name.equals("apiVersion")) {
            bare.set(name, value);
          }
        });
    return bare;
  }

  /** Where a list goes on. */
  private record Page(long version, String after) {
    static String place(ObjectNode object) {
      return Json.text(object, "metadata", "namespace")
          + "/"
          + Json.text(object, "metadata", "name");
    }

    static Optional<Page> read(String token) {
      if (token.isEmpty()) {
        return Optional.empty();
      }
      try {
        String[] parts =
            new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 2);
        return Optional.of(new Page(Long.parseLong(parts[0]), parts[1]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException broken) {
        throw ApiFailure.badRequest("continue key is not valid: " + token);
      }
    }

    String write() {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString((version + " " + after).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The measurement of one pod or node. */
  ObjectNode measurement(ApiPath path) {
    ResourceType source =
        path.type().equals(ResourceTypes.POD_METRICS) ? ResourceTypes.PODS : ResourceTypes.NODES;
    return store
        .get(new ObjectKey(source, path.namespace(), path.name()))
        .flatMap(
            object ->
                source.equals(ResourceTypes.PODS) ? usage.ofPod(object) : usage.ofNode(object))
        .orElseThrow(() -> ApiFailure.notFound(path.type(), path.name()));
  }

  /** What a kubelet answers to {@code stats/summary}. */
  ObjectNode summary(String node) {
    return store
        .get(new ObjectKey(ResourceTypes.NODES, "", node))
        .map(usage::summary)
        .orElseThrow(() -> ApiFailure.notFound(ResourceTypes.NODES, node));
  }
}
