package online.neuropod.simulator.kubelet;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceType;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether the volumes of a pod can be mounted on its node. */
final class Mounts {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final Registry registry;

  Mounts(Registry registry) {
    this.registry = registry;
  }

  /** Something in the way. */
  record Problem(String reason, String message) {}

  /** What keeps the pod from starting, if anything does. */
  Optional<Problem> problem(ObjectNode pod) {
    List<String> mounted =
        Json.objects(pod, "spec", "containers")
            .flatMap(container -> Json.objects(container, "volumeMounts"))
            .map(mount -> Json.text(mount, "name"))
            .toList();
    for (JsonNode volume : Json.items(pod, "spec", "volumes")) {
      if (!mounted.contains(Json.text(volume, "name"))) {
        continue;
      }
      Optional<Problem> found =
          source(pod, volume, "secret", "secretName", ResourceTypes.SECRETS)
              .or(() -> source(pod, volume, "configMap", "name", ResourceTypes.CONFIG_MAPS))
              .or(() -> claim(pod, volume));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<Problem> source(
      ObjectNode pod, JsonNode volume, String field, String nameField, ResourceType type) {
    if (!Json.has(volume, field) || Json.flag(volume, field, "optional")) {
      return Optional.empty();
    }
    String name = Json.text(volume, field, nameField);
    ObjectKey key = new ObjectKey(type, Json.text(pod, "metadata", "namespace"), name);
    return registry.find(key).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "FailedMount",
                "MountVolume.SetUp failed for volume \""
                    + Json.text(volume, "name")
                    + "\" : "
                    + type.singular()
                    + " \""
                    + name
                    + "\" not found"));
  }

  private Optional<Problem> claim(ObjectNode pod, JsonNode volume) {
    Optional<String> name = Json.optionalText(volume, "persistentVolumeClaim", "claimName");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    String namespace = Json.text(pod, "metadata", "namespace");
    Optional<ObjectNode> claim =
        registry
            .find(new ObjectKey(ResourceTypes.CLAIMS, namespace, name.get()))
            .filter(found -> Json.text(found, "status", "phase").equals("Bound"));
    if (claim.isEmpty()) {
      return Optional.of(
          new Problem(
              "FailedMount",
              "Unable to attach or mount volumes: unmounted volumes=["
                  + Json.text(volume, "name")
                  + "]: error processing PVC "
                  + namespace
                  + "/"
                  + name.get()
                  + ": PVC is not bound"));
    }
    List<String> modes = Json.texts(claim.get(), "spec", "accessModes");
    return modes.contains("ReadWriteMany") || modes.contains("ReadOnlyMany")
        ? Optional.empty()
        : elsewhere(pod, name.get(), Json.text(claim.get(), "spec", "volumeName"));
  }

  /** A volume for one node at a time that another node holds. */
  private Optional<Problem> elsewhere(ObjectNode pod, String claim, String volume) {
    String node = Json.text(pod, "spec", "nodeName");
    List<String> holders =
        registry
            .store()
            .list(ResourceTypes.PODS, Json.text(pod, "metadata", "namespace"))
            .objects()
            .stream()
            .filter(other -> !ENDED.contains(Json.text(other, "status", "phase")))
            .filter(other -> !Json.text(other, "status", "podIP").isEmpty())
            .filter(other -> !Json.text(other, "spec", "nodeName").equals(node))
            .filter(other -> uses(other, claim))
            .map(other -> Json.text(other, "metadata", "name"))
            .toList();
    return holders.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "FailedAttachVolume",
                "Multi-Attach error for volume \""
                    + volume
                    + "\" Volume is already used by pod(s) "
                    + String.join(", ", holders)));
  }

  private static boolean uses(ObjectNode pod, String claim) {
    return Json.objects(pod, "spec", "volumes")
        .anyMatch(volume -> Json.text(volume, "persistentVolumeClaim", "claimName").equals(claim));
  }
}
