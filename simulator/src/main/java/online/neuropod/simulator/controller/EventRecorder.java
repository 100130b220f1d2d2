package online.neuropod.simulator.controller;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.ApiFailure;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import online.neuropod.simulator.registry.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes Event objects. The same event again counts up instead of making another one. */
public final class EventRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(EventRecorder.class);
  private static final int REMEMBERED = 4_096;

  private final Registry registry;
  private final String component;
  private final Map<String, ObjectKey> recent =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ObjectKey> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** A recorder in the name of a component, such as {@code kubelet}. */
  public EventRecorder(Registry registry, String component) {
    this.registry = registry;
    this.component = component;
  }

  /** Notes something ordinary. */
  public void normal(ObjectNode about, String reason, String message) {
    record(about, "Normal", reason, message, "");
  }

  /** Notes something that somebody should look at. */
  public void warning(ObjectNode about, String reason, String message) {
    record(about, "Warning", reason, message, "");
  }

  /** Notes something about a container. */
  public synchronized void record(
      ObjectNode about, String type, String reason, String message, String fieldPath) {
    String identity =
        Json.text(about, "metadata", "uid") + " " + reason + " " + fieldPath + " " + message;
    String now = Times.seconds(registry.clock().instant());
    Optional<ObjectNode> counted =
        Optional.ofNullable(recent.get(identity))
            .flatMap(
                key ->
                    registry.modify(
                        key,
                        Owner.component(component, ""),
                        event -> {
                          event.put("count", Json.number(event, 1, "count") + 1);
                          event.put("lastTimestamp", now);
                          return event;
                        }));
    if (counted.isEmpty()) {
      create(about, type, reason, message, fieldPath, now)
          .ifPresent(event -> recent.put(identity, ObjectKey.of(ResourceTypes.EVENTS, event)));
    }
  }

  private Optional<ObjectNode> create(
      ObjectNode about, String type, String reason, String message, String fieldPath, String now) {
    String namespace = Json.optionalText(about, "metadata", "namespace").orElse("default");
    ObjectNode event = Json.object().put("apiVersion", "v1").put("kind", "Event");
    event
        .putObject("metadata")
        .put(
            "name",
            Json.text(about, "metadata", "name") + "." + Long.toHexString(System.nanoTime()));
    ObjectNode involved = event.putObject("involvedObject");
    involved.put("kind", Json.text(about, "kind")).put("namespace", namespace);
    involved.put("name", Json.text(about, "metadata", "name"));
    involved.put("uid", Json.text(about, "metadata", "uid"));
    involved.put("apiVersion", Json.text(about, "apiVersion"));
    involved.put("resourceVersion", Json.text(about, "metadata", "resourceVersion"));
    if (!fieldPath.isEmpty()) {
      involved.put("fieldPath", fieldPath);
    }
    event.put("reason", reason).put("message", message).put("type", type).put("count", 1);
    event.put("firstTimestamp", now).put("lastTimestamp", now).putNull("eventTime");
    event.putObject("source").put("component", component);
    Json.optionalText(about, "spec", "nodeName")
        .filter(node -> component.equals("kubelet"))
        .ifPresent(node -> Json.ensure(event, "source").put("host", node));
    event.put("reportingComponent", component).put("reportingInstance", "");
    try {
      return Optional.of(
          registry.create(ResourceTypes.EVENTS, namespace, event, WriteOptions.by(component)));
    } catch (ApiFailure refused) {
      // Events are a courtesy; a namespace on its way out takes none.
      LOG.debug("Event {} on {} not written: {}", reason, namespace, refused.getMessage());
      return Optional.empty();
    }
  }
}
