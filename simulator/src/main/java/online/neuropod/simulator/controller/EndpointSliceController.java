package online.neuropod.simulator.controller;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.DeleteOptions;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import online.neuropod.simulator.registry.WriteOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps one EndpointSlice per Service with the pods it selects. */
public final class EndpointSliceController implements Controller {
  private static final String MANAGER = "endpointslice-controller.k8s.io";
  private static final String SERVICE = "kubernetes.io/service-name";
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final Registry registry;
  private final Pace pace;

  /** A controller of the services of a registry. */
  public EndpointSliceController(Registry registry, Pace pace) {
    this.registry = registry;
    this.pace = pace;
  }

  @Override
  public String name() {
    return "endpoints";
  }

  @Override
  public void notice(Change change, Wakeups wakeups) {
    if (change.key().type().equals(ResourceTypes.SERVICES)) {
      wakeups.wake(change.key(), pace.millis(50));
    } else if (change.key().type().equals(ResourceTypes.PODS)) {
      registry.store().list(ResourceTypes.SERVICES, change.key().namespace()).objects().stream()
          .filter(
              service ->
                  change.before().filter(pod -> selects(service, pod)).isPresent()
                      || change.after().filter(pod -> selects(service, pod)).isPresent())
          .forEach(
              service ->
                  wakeups.wake(ObjectKey.of(ResourceTypes.SERVICES, service), pace.millis(50)));
    }
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    registry
        .store()
        .exclusively(
            () -> {
              write(key);
              return Optional.empty();
            });
    return Optional.empty();
  }

  private void write(ObjectKey key) {
    Optional<ObjectKey> present = slice(key);
    Optional<ObjectNode> service =
        registry
            .find(key)
            .filter(found -> !Json.has(found, "metadata", "deletionTimestamp"))
            .filter(found -> !Json.map(found, "spec", "selector").isEmpty());
    if (service.isEmpty()) {
      present.ifPresent(slice -> registry.delete(slice, DeleteOptions.plain()));
      return;
    }
    ObjectNode wanted = sliceFor(key, service.get());
    if (present.isPresent()) {
      registry.modify(
          present.get(),
          Owner.component(MANAGER, ""),
          next -> {
            next.set("endpoints", wanted.path("endpoints"));
            next.set("ports", wanted.path("ports"));
            return next;
          });
    } else if (namespaceTakesObjects(key.namespace())) {
      registry.create(
          ResourceTypes.ENDPOINT_SLICES, key.namespace(), wanted, WriteOptions.by(MANAGER));
    }
  }

  private boolean namespaceTakesObjects(String namespace) {
    return registry
        .find(new ObjectKey(ResourceTypes.NAMESPACES, "", namespace))
        .filter(found -> !Json.has(found, "metadata", "deletionTimestamp"))
        .isPresent();
  }

  private Optional<ObjectKey> slice(ObjectKey service) {
    return registry
        .store()
        .list(ResourceTypes.ENDPOINT_SLICES, service.namespace())
        .objects()
        .stream()
        .filter(
            slice ->
                Json.text(slice, "metadata", "labels", SERVICE).equals(service.name())
                    && Json.text(
                            slice, "metadata", "labels", "endpointslice.kubernetes.io/managed-by")
                        .equals(MANAGER))
        .map(slice -> ObjectKey.of(ResourceTypes.ENDPOINT_SLICES, slice))
        .findFirst();
  }

  private ObjectNode sliceFor(ObjectKey key, ObjectNode service) {
    ObjectNode slice =
        Json.object().put("apiVersion", "discovery.k8s.io/v1").put("kind", "EndpointSlice");
    ObjectNode metadata = slice.putObject("metadata").put("generateName", key.name() + "-");
    ObjectNode labels = metadata.putObject("labels");
    Json.map(service, "metadata", "labels").forEach(labels::put);
    labels.put(SERVICE, key.name()).put("endpointslice.kubernetes.io/managed-by", MANAGER);
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", "v1")
        .put("kind", "Service")
        .put("name", key.name())
        .put("uid", Json.text(service, "metadata", "uid"))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    slice.put("addressType", "IPv4");
    List<ObjectNode> pods =
        registry.store().list(ResourceTypes.PODS, key.namespace()).objects().stream()
            .filter(pod -> selects(service, pod) && hasAddress(pod))
            .toList();
    ArrayNode endpoints = slice.putArray("endpoints");
    pods.forEach(pod -> endpoints.add(endpoint(pod)));
    slice.set("ports", ports(service, pods));
    return slice;
  }

  private static boolean hasAddress(ObjectNode pod) {
    return !Json.text(pod, "status", "podIP").isEmpty()
        && !ENDED.contains(Json.text(pod, "status", "phase"));
  }

  private static ObjectNode endpoint(ObjectNode pod) {
    boolean terminating = Json.has(pod, "metadata", "deletionTimestamp");
    boolean ready = PodConditions.holds(pod, "Ready");
    ObjectNode endpoint = Json.object();
    endpoint.set("addresses", Json.array(List.of(Json.text(pod, "status", "podIP"))));
    endpoint
        .putObject("conditions")
        .put("ready", ready && !terminating)
        .put("serving", ready)
        .put("terminating", terminating);
    endpoint.put("nodeName", Json.text(pod, "spec", "nodeName"));
    endpoint
        .putObject("targetRef")
        .put("kind", "Pod")
        .put("namespace", Json.text(pod, "metadata", "namespace"))
        .put("name", Json.text(pod, "metadata", "name"))
        .put("uid", Json.text(pod, "metadata", "uid"));
    return endpoint;
  }

  private static ArrayNode ports(ObjectNode service, List<ObjectNode> pods) {
    ArrayNode ports = Json.array();
    Json.objects(service, "spec", "ports")
        .forEach(
            port -> {
              JsonNode target = port.path("targetPort");
              Optional<Long> number =
                  target.isNumber()
                      ? Optional.of(target.asLong(0))
                      : pods.stream()
                          .flatMap(pod -> named(pod, target.asString("")).stream())
                          .findFirst();
              number.ifPresent(
                  found ->
                      ports
                          .addObject()
                          .put("name", Json.text(port, "name"))
                          .put("port", found)
                          .put("protocol", Json.text(port, "protocol")));
            });
    return ports;
  }

  private static Optional<Long> named(ObjectNode pod, String name) {
    return Json.objects(pod, "spec", "containers")
        .flatMap(container -> Json.objects(container, "ports"))
        .filter(port -> Json.text(port, "name").equals(name))
        .map(port -> Json.number(port, 0, "containerPort"))
        .findFirst();
  }

  private static boolean selects(ObjectNode service, ObjectNode pod) {
    Map<String, String> selector = Json.map(service, "spec", "selector");
    return !selector.isEmpty()
        && Json.map(pod, "metadata", "labels").entrySet().containsAll(selector.entrySet());
  }
}
