package online.neuropod.simulator.controller;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.DeleteOptions;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import online.neuropod.simulator.registry.WriteOptions;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives namespaces their default service account, and empties those that are to go. */
public final class NamespaceController implements Controller {
  private static final String MANAGER = "kube-controller-manager";

  private final Registry registry;
  private final Pace pace;

  /** A controller of the namespaces of a registry. */
  public NamespaceController(Registry registry, Pace pace) {
    this.registry = registry;
    this.pace = pace;
  }

  @Override
  public String name() {
    return "namespaces";
  }

  @Override
  public void notice(Change change, Wakeups wakeups) {
    boolean created = change.before().isEmpty();
    if (change.key().type().equals(ResourceTypes.NAMESPACES)) {
      wakeups.wake(change.key(), created ? pace.millis(100) : Duration.ZERO);
    } else if (change.after().isEmpty()) {
      wakeups.wake(namespace(change.key().namespace()));
    }
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<ObjectNode> namespace = registry.find(key);
    if (namespace.isEmpty()) {
      return Optional.empty();
    }
    if (Json.has(namespace.get(), "metadata", "deletionTimestamp")) {
      return empty(key);
    }
    furnish(key.name());
    return Optional.empty();
  }

  private void furnish(String namespace) {
    if (registry
        .find(new ObjectKey(ResourceTypes.SERVICE_ACCOUNTS, namespace, "default"))
        .isEmpty()) {
      ObjectNode account = Json.object();
      account.putObject("metadata").put("name", "default");
      create(new ObjectKey(ResourceTypes.SERVICE_ACCOUNTS, namespace, "default"), account);
    }
    ObjectKey authority = new ObjectKey(ResourceTypes.CONFIG_MAPS, namespace, "kube-root-ca.crt");
    if (registry.find(authority).isEmpty()) {
      ObjectNode map = Json.object();
      map.putObject("metadata").put("name", authority.name());
      map.putObject("data").put("ca.crt", "");
      create(authority, map);
    }
  }

  private void create(ObjectKey key, ObjectNode object) {
    object.put("apiVersion", key.type().apiVersion()).put("kind", key.type().kind());
    registry
        .store()
        .exclusively(
            () ->
                // It may have been made, or the namespace may have gone, since the look above.
                registry.find(key).isPresent() || !isThere(key.namespace())
                    ? object
                    : registry.create(
                        key.type(), key.namespace(), object, WriteOptions.by(MANAGER)));
  }

  private boolean isThere(String namespace) {
    return registry
        .find(namespace(namespace))
        .filter(found -> !Json.has(found, "metadata", "deletionTimestamp"))
        .isPresent();
  }

  private Optional<Duration> empty(ObjectKey key) {
    List<ObjectKey> content = registry.store().keysIn(key.name());
    for (ObjectKey object : content) {
      registry
          .store()
          .exclusively(
              () ->
                  registry
                      .find(object)
                      .filter(found -> !Json.has(found, "metadata", "deletionTimestamp"))
                      .map(found -> registry.delete(object, DeleteOptions.plain())));
    }
    List<ObjectKey> left = registry.store().keysIn(key.name());
    if (left.isEmpty()) {
      finish(key);
      return Optional.empty();
    }
    report(key, left);
    return Optional.of(pace.millis(500));
  }

  private void finish(ObjectKey key) {
    registry.modify(
        key,
        Owner.component(MANAGER, "finalize"),
        namespace -> {
          Json.ensure(namespace, "spec").remove("finalizers");
          return namespace;
        });
  }

  private void report(ObjectKey key, List<ObjectKey> left) {
    Map<String, Long> counts =
        left.stream()
            .collect(
                Collectors.groupingBy(
                    object -> object.type().qualifiedPlural(), Collectors.counting()));
    List<String> told =
        counts.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + " has " + entry.getValue() + " resource instances")
            .toList();
    String message = "Some resources are remaining: " + String.join(", ", told);
    registry.modify(
        key,
        Owner.component(MANAGER, "status"),
        namespace -> {
          ArrayNode conditions = Json.ensureArray(Json.ensure(namespace, "status"), "conditions");
          ObjectNode condition =
              Json.objects(conditions).findFirst().orElseGet(conditions::addObject);
          if (!Json.text(condition, "message").equals(message)) {
            condition.put("type", "NamespaceContentRemaining").put("status", "True");
            condition.put("reason", "SomeResourcesRemain").put("message", message);
            condition.put("lastTransitionTime", Times.seconds(registry.clock().instant()));
          }
          return namespace;
        });
  }

  private static ObjectKey namespace(String name) {
    return new ObjectKey(ResourceTypes.NAMESPACES, "", name);
  }
}
