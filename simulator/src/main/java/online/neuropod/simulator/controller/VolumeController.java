package online.neuropod.simulator.controller;

import java.time.Duration;
import java.util.List;
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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Provisions a volume for every claim whose class is there, grows it, and removes it with its
 * claim. A claim that pods use stays until they are gone. ReadWriteMany is provisioned only by
 * classes with the parameter {@code shared: "true"}.
 */
public final class VolumeController implements Controller {
  private static final String MANAGER = "kube-controller-manager";
  private static final String PROTECTION = "kubernetes.io/pvc-protection";
  private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
  private static final Set<String> SHARED = Set.of("ReadWriteMany", "ReadOnlyMany");

  private final Registry registry;
  private final Pace pace;
  private final EventRecorder events;

  /** A controller of the claims of a registry. */
  public VolumeController(Registry registry, Pace pace) {
    this.registry = registry;
    this.pace = pace;
    this.events = new EventRecorder(registry, "persistentvolume-controller");
  }

  @Override
  public String name() {
    return "volumes";
  }

  @Override
  public void notice(Change change, Wakeups wakeups) {
    if (change.key().type().equals(ResourceTypes.CLAIMS)) {
      wakeups.wake(change.key(), change.before().isEmpty() ? pace.millis(150) : Duration.ZERO);
      if (change.after().isEmpty()) {
        // The volume goes after its claim.
        Json.optionalText(change.latest(), "spec", "volumeName")
            .ifPresent(name -> wakeups.wake(new ObjectKey(ResourceTypes.VOLUMES, "", name)));
      }
    } else if (change.key().type().equals(ResourceTypes.VOLUMES)) {
      wakeups.wake(change.key());
    } else if (change.key().type().equals(ResourceTypes.PODS)) {
      claimsOf(change.latest()).forEach(wakeups::wake);
    } else if (change.key().type().equals(ResourceTypes.STORAGE_CLASSES)) {
      registry
          .store()
          .list(ResourceTypes.CLAIMS, "")
          .objects()
          .forEach(claim -> wakeups.wake(ObjectKey.of(ResourceTypes.CLAIMS, claim)));
    }
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<ObjectNode> found = registry.find(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode object = found.get();
    if (key.type().equals(ResourceTypes.VOLUMES)) {
      return reclaim(key, object);
    }
    if (Json.has(object, "metadata", "deletionTimestamp")) {
      release(key);
    } else if (Json.text(object, "status", "phase").equals("Bound")) {
      grow(key, object);
    } else {
      provision(key, object);
    }
    return Optional.empty();
  }

  private void provision(ObjectKey key, ObjectNode claim) {
    String className = Json.text(claim, "spec", "storageClassName");
    Optional<ObjectNode> storageClass =
        registry.find(new ObjectKey(ResourceTypes.STORAGE_CLASSES, "", className));
    if (storageClass.isEmpty()) {
      String why =
          className.isEmpty()
              ? "no persistent volumes available for this claim and no storage class is set"
              : "storageclass.storage.k8s.io \"" + className + "\" not found";
      events.record(
          claim,
          className.isEmpty() ? "Normal" : "Warning",
          className.isEmpty() ? "FailedBinding" : "ProvisioningFailed",
          why,
          "");
      return;
    }
    boolean waits =
        Json.text(storageClass.get(), "volumeBindingMode").equals("WaitForFirstConsumer")
            && !Json.has(claim, "metadata", "annotations", SELECTED_NODE);
    boolean shared = Json.texts(claim, "spec", "accessModes").stream().anyMatch(SHARED::contains);
    if (waits) {
      events.normal(
          claim, "WaitForFirstConsumer", "waiting for first consumer to be created before binding");
    } else if (shared && !Json.text(storageClass.get(), "parameters", "shared").equals("true")) {
      events.warning(
          claim,
          "ProvisioningFailed",
          "failed to provision volume with StorageClass \""
              + className
              + "\": only ReadWriteOnce and ReadWriteOncePod are supported");
    } else {
      bind(key, claim, storageClass.get());
    }
  }

  private void bind(ObjectKey key, ObjectNode claim, ObjectNode storageClass) {
    String name = "pvc-" + Json.text(claim, "metadata", "uid");
    ObjectKey volume = new ObjectKey(ResourceTypes.VOLUMES, "", name);
    if (registry.find(volume).isEmpty()) {
      registry.create(
          ResourceTypes.VOLUMES,
          "",
          volumeFor(name, key, claim, storageClass),
          WriteOptions.by(MANAGER));
      registry.modify(
          volume,
          Owner.component(MANAGER, "status"),
          next -> {
            Json.ensure(next, "status").put("phase", "Bound");
            return next;
          });
    }
    registry.modify(
        key,
        Owner.component(MANAGER, ""),
        next -> {
          Json.ensure(next, "spec").put("volumeName", name);
          ObjectNode annotations = Json.ensure(next, "metadata", "annotations");
          annotations.put("pv.kubernetes.io/bind-completed", "yes");
          annotations.put("pv.kubernetes.io/bound-by-controller", "yes");
          ObjectNode status = Json.ensure(next, "status");
          status.put("phase", "Bound");
          status.set("accessModes", next.path("spec").path("accessModes"));
          Json.ensure(status, "capacity")
              .put("storage", Json.text(next, "spec", "resources", "requests", "storage"));
          return next;
        });
    events.normal(claim, "ProvisioningSucceeded", "Successfully provisioned volume " + name);
  }

  private static ObjectNode volumeFor(
      String name, ObjectKey key, ObjectNode claim, ObjectNode storageClass) {
    ObjectNode volume = Json.object().put("apiVersion", "v1").put("kind", "PersistentVolume");
    volume.putObject("metadata").put("name", name);
    ObjectNode spec = volume.putObject("spec");
    spec.putObject("capacity")
        .put("storage", Json.text(claim, "spec", "resources", "requests", "storage"));
    spec.set("accessModes", claim.path("spec").path("accessModes"));
    spec.put(
        "persistentVolumeReclaimPolicy",
        Json.optionalText(storageClass, "reclaimPolicy").orElse("Delete"));
    spec.put("storageClassName", Json.text(claim, "spec", "storageClassName"));
    spec.put("volumeMode", "Filesystem");
    spec.putObject("claimRef")
        .put("apiVersion", "v1")
        .put("kind", "PersistentVolumeClaim")
        .put("namespace", key.namespace())
        .put("name", key.name())
        .put("uid", Json.text(claim, "metadata", "uid"));
    spec.putObject("csi").put("driver", "simulated.neuropod.online").put("volumeHandle", name);
    return volume;
  }

  private void grow(ObjectKey key, ObjectNode claim) {
    String wanted = Json.text(claim, "spec", "resources", "requests", "storage");
    if (Json.text(claim, "status", "capacity", "storage").equals(wanted)) {
      return;
    }
    registry.modify(
        new ObjectKey(ResourceTypes.VOLUMES, "", Json.text(claim, "spec", "volumeName")),
        Owner.component(MANAGER, ""),
        volume -> {
          Json.ensure(volume, "spec", "capacity").put("storage", wanted);
          return volume;
        });
    registry.modify(
        key,
        Owner.component(MANAGER, "status"),
        next -> {
          Json.ensure(next, "status", "capacity").put("storage", wanted);
          return next;
        });
    events.normal(
        claim, "FileSystemResizeSuccessful", "MountVolume.NodeExpandVolume succeeded for volume");
  }

  private void release(ObjectKey key) {
    boolean used =
        registry.store().list(ResourceTypes.PODS, key.namespace()).objects().stream()
            .filter(
                pod -> !Set.of("Succeeded", "Failed").contains(Json.text(pod, "status", "phase")))
            .anyMatch(pod -> claimsOf(pod).contains(key));
    if (!used) {
      registry.modify(
          key,
          Owner.component(MANAGER, ""),
          claim -> {
            ArrayNode finalizers = Json.ensureArray(Json.ensure(claim, "metadata"), "finalizers");
            finalizers.removeIf(finalizer -> finalizer.asString("").equals(PROTECTION));
            return claim;
          });
    }
  }

  private Optional<Duration> reclaim(ObjectKey key, ObjectNode volume) {
    ObjectKey claim =
        new ObjectKey(
            ResourceTypes.CLAIMS,
            Json.text(volume, "spec", "claimRef", "namespace"),
            Json.text(volume, "spec", "claimRef", "name"));
    String uid = Json.text(volume, "spec", "claimRef", "uid");
    boolean claimed =
        uid.isEmpty()
            || registry
                .find(claim)
                .filter(found -> Json.text(found, "metadata", "uid").equals(uid))
                .isPresent();
    if (claimed) {
      return Optional.empty();
    }
    if (Json.text(volume, "spec", "persistentVolumeReclaimPolicy").equals("Delete")) {
      registry.delete(key, DeleteOptions.plain());
    } else {
      registry.modify(
          key,
          Owner.component(MANAGER, "status"),
          next -> {
            Json.ensure(next, "status").put("phase", "Released");
            return next;
          });
    }
    return Optional.empty();
  }

  private static List<ObjectKey> claimsOf(ObjectNode pod) {
    String namespace = Json.text(pod, "metadata", "namespace");
    return Json.objects(pod, "spec", "volumes")
        .flatMap(volume -> Json.optionalText(volume, "persistentVolumeClaim", "claimName").stream())
        .map(name -> new ObjectKey(ResourceTypes.CLAIMS, namespace, name))
        .toList();
  }
}
