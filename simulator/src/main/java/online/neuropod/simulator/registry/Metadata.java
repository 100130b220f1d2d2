package online.neuropod.simulator.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The part that all objects have. */
final class Metadata {
  private static final String SUFFIX_ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final List<String> SERVER_SET =
      List.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "selfLink");
  private static final int ANNOTATIONS_MOST = 256 * 1024;

  private Metadata() {}

  /** Names a new object, and sets what only the server sets. */
  static void stamp(ObjectNode object, String namespace, Instant now) {
    ObjectNode metadata = Json.ensure(object, "metadata");
    metadata.remove(SERVER_SET);
    if (Json.text(metadata, "name").isEmpty() && Json.has(metadata, "generateName")) {
      metadata.put("name", Json.text(metadata, "generateName") + suffix());
    }
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", Times.seconds(now));
    dropEmpty(metadata);
  }

  /** Restores in an update what its sender cannot change. */
  static void keep(ObjectNode next, ObjectNode current) {
    ObjectNode metadata = Json.ensure(next, "metadata");
    for (String field : SERVER_SET) {
      if (Json.has(current, "metadata", field)) {
        metadata.set(field, current.path("metadata").path(field));
      } else {
        metadata.remove(field);
      }
    }
    metadata.set("name", current.path("metadata").path("name"));
    if (Json.has(current, "metadata", "namespace")) {
      metadata.set("namespace", current.path("metadata").path("namespace"));
    }
    dropEmpty(metadata);
  }

  /** An empty list or map reads as absent; without this it would count as a change. */
  private static void dropEmpty(ObjectNode metadata) {
    for (String field : List.of("labels", "annotations", "finalizers", "ownerReferences")) {
      if (metadata.has(field) && metadata.path(field).isEmpty()) {
        metadata.remove(field);
      }
    }
  }

  static void validate(ObjectNode object, Strategy strategy, Faults faults) {
    JsonNode metadata = object.path("metadata");
    String name = Json.text(metadata, "name");
    if (name.isEmpty()) {
      faults.required("metadata.name", "name or generateName is required");
    } else {
      strategy.nameFault(name).ifPresent(fault -> faults.invalid("metadata.name", name, fault));
    }
    Json.map(metadata, "labels")
        .forEach(
            (key, value) -> {
              Names.qualified(key)
                  .ifPresent(fault -> faults.invalid("metadata.labels", key, fault));
              Names.labelValue(value)
                  .ifPresent(fault -> faults.invalid("metadata.labels", value, fault));
            });
    Json.map(metadata, "annotations")
        .keySet()
        .forEach(
            key ->
                Names.qualified(key)
                    .ifPresent(fault -> faults.invalid("metadata.annotations", key, fault)));
    int size = Json.write(metadata.path("annotations")).length();
    if (size > ANNOTATIONS_MOST) {
      faults.invalid("metadata.annotations", size, "Too long: may not be more than 262144 bytes");
    }
    for (String finalizer : Json.texts(metadata, "finalizers")) {
      finalizerFault(finalizer)
          .ifPresent(fault -> faults.invalid("metadata.finalizers", finalizer, fault));
    }
  }

  private static Optional<String> finalizerFault(String finalizer) {
    boolean standard = finalizer.equals("foregroundDeletion") || finalizer.equals("orphan");
    if (standard || finalizer.contains("/")) {
      return Names.qualified(finalizer);
    }
    return Optional.of("name is neither a standard finalizer name nor is it fully qualified");
  }

  /** An object on its way out takes no new finalizers. */
  static void validateUpdate(ObjectNode next, ObjectNode current, Faults faults) {
    if (!isDeleting(current)) {
      return;
    }
    List<String> added = new ArrayList<>(finalizers(next));
    added.removeAll(finalizers(current));
    if (!added.isEmpty()) {
      faults.forbidden(
          "metadata.finalizers",
          "no new finalizers can be added if the object is being deleted, found new finalizers "
              + added);
    }
  }

  static boolean isDeleting(JsonNode object) {
    return Json.has(object, "metadata", "deletionTimestamp");
  }

  static List<String> finalizers(JsonNode object) {
    return Json.texts(object, "metadata", "finalizers");
  }

  static String uid(JsonNode object) {
    return Json.text(object, "metadata", "uid");
  }

  static String version(JsonNode object) {
    return Json.text(object, "metadata", "resourceVersion");
  }

  private static String suffix() {
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      suffix.append(
          SUFFIX_ALPHABET.charAt(ThreadLocalRandom.current().nextInt(SUFFIX_ALPHABET.length())));
    }
    return suffix.toString();
  }
}
