package online.neuropod.simulator.controller;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.DeleteOptions;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceType;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Deletes objects whose owners are all gone, and takes off the finalizers by which an owner waits
 * for its dependents ({@code foregroundDeletion}) or lets them go ({@code orphan}).
 */
public final class GarbageCollector implements Controller {
  private static final Owner OWNER = Owner.component("kube-controller-manager", "");
  private static final String FOREGROUND = "foregroundDeletion";
  private static final String ORPHAN = "orphan";

  private final Registry registry;

  /** A collector for the objects of a registry. */
  public GarbageCollector(Registry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "garbage";
  }

  @Override
  public void notice(Change change, Wakeups wakeups) {
    ObjectNode object = change.latest();
    boolean owned = !Json.items(object, "metadata", "ownerReferences").isEmpty();
    boolean waits = !Json.items(object, "metadata", "finalizers").isEmpty();
    if (change.key().type().equals(ResourceTypes.EVENTS)) {
      return;
    }
    if (change.after().isPresent() && (owned || waits)) {
      wakeups.wake(change.key());
    } else if (change.after().isEmpty()) {
      dependents(object).forEach(wakeups::wake);
      ownersOf(change.key(), object).forEach(wakeups::wake);
    }
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    return registry
        .store()
        .exclusively(
            () -> {
              registry.find(key).ifPresent(object -> collect(key, object));
              return Optional.empty();
            });
  }

  private void collect(ObjectKey key, ObjectNode object) {
    List<String> finalizers = Json.texts(object, "metadata", "finalizers");
    if (Json.has(object, "metadata", "deletionTimestamp")) {
      if (finalizers.contains(ORPHAN)) {
        dependents(object).forEach(dependent -> disown(dependent, object));
        takeOff(key, ORPHAN);
      } else if (finalizers.contains(FOREGROUND)) {
        List<ObjectKey> left = dependents(object);
        left.forEach(this::deleteOnce);
        if (dependents(object).isEmpty()) {
          takeOff(key, FOREGROUND);
        }
      }
      return;
    }
    List<JsonNode> owners = Json.items(object, "metadata", "ownerReferences");
    if (!owners.isEmpty() && owners.stream().noneMatch(owner -> exists(key, owner))) {
      deleteOnce(key);
    }
  }

  private void deleteOnce(ObjectKey key) {
    registry
        .find(key)
        .filter(found -> !Json.has(found, "metadata", "deletionTimestamp"))
        .ifPresent(found -> registry.delete(key, DeleteOptions.plain()));
  }

  private boolean exists(ObjectKey dependent, JsonNode reference) {
    return ownerKey(dependent, reference)
        .map(
            key ->
                registry
                    .find(key)
                    .filter(
                        owner ->
                            Json.text(owner, "metadata", "uid").equals(Json.text(reference, "uid")))
                    .isPresent())
        // An owner of a kind that is not known here may well exist.
        .orElse(true);
  }

  private static Optional<ObjectKey> ownerKey(ObjectKey dependent, JsonNode reference) {
    return ResourceTypes.stored().stream()
        .filter(type -> isReferred(type, reference))
        .map(
            type ->
                new ObjectKey(
                    type,
                    type.namespaced() ? dependent.namespace() : "",
                    Json.text(reference, "name")))
        .findFirst();
  }

  private static boolean isReferred(ResourceType type, JsonNode reference) {
    return type.kind().equals(Json.text(reference, "kind"))
        && type.apiVersion().equals(Json.text(reference, "apiVersion"));
  }

  private static List<ObjectKey> ownersOf(ObjectKey key, ObjectNode object) {
    return Json.items(object, "metadata", "ownerReferences").stream()
        .flatMap(reference -> ownerKey(key, reference).stream())
        .toList();
  }

  private List<ObjectKey> dependents(ObjectNode owner) {
    String uid = Json.text(owner, "metadata", "uid");
    List<ObjectKey> found = new ArrayList<>();
    for (ResourceType type : ResourceTypes.stored()) {
      for (ObjectNode object :
          registry.store().list(type, Json.text(owner, "metadata", "namespace")).objects()) {
        if (uids(object).contains(uid)) {
          found.add(ObjectKey.of(type, object));
        }
      }
    }
    return found;
  }

  private static Set<String> uids(ObjectNode object) {
    return Json.items(object, "metadata", "ownerReferences").stream()
        .map(reference -> Json.text(reference, "uid"))
        .collect(Collectors.toSet());
  }

  private void disown(ObjectKey dependent, ObjectNode owner) {
    String uid = Json.text(owner, "metadata", "uid");
    registry.modify(
        dependent,
        OWNER,
        object -> {
          ArrayNode references =
              Json.ensureArray(Json.ensure(object, "metadata"), "ownerReferences");
          references.removeIf(reference -> Json.text(reference, "uid").equals(uid));
          return object;
        });
  }

  private void takeOff(ObjectKey key, String finalizer) {
    registry.modify(
        key,
        OWNER,
        object -> {
          ArrayNode finalizers = Json.ensureArray(Json.ensure(object, "metadata"), "finalizers");
          finalizers.removeIf(found -> found.asString("").equals(finalizer));
          return object;
        });
  }
}
