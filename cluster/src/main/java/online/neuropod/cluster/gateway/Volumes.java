package online.neuropod.cluster.gateway;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.storage.StorageClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import online.neuropod.cluster.PodCluster.Volume;
import online.neuropod.cluster.model.PodIdentity;
import online.neuropod.cluster.model.VolumeFactory;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The users' workspace volumes. */
final class Volumes {
  private static final Logger LOG = LoggerFactory.getLogger(Volumes.class);

  /** A provisioner that works is done by then. */
  private static final Duration PROVISIONING = Duration.ofSeconds(5);

  private final KubernetesGateway gateway;
  private final KubernetesClient client;
  private final VolumeFactory factory;
  private final InstantSource clock;

  /** Whether a class binds with the first Pod; that of a class cannot change. */
  private final ConcurrentMap<String, Boolean> bindsLate = new ConcurrentHashMap<>();

  Volumes(KubernetesGateway gateway, VolumeFactory factory, InstantSource clock) {
    this.gateway = gateway;
    this.client = gateway.client();
    this.factory = factory;
    this.clock = clock;
  }

  /** Makes the volume, or grows it to {@code gb}; one that is larger stays as it is. */
  Volume prepare(PodIdentity pod, int gb) {
    PersistentVolumeClaim there =
        client.persistentVolumeClaims().inNamespace(pod.namespace()).withName(pod.volume()).get();
    if (there == null) {
      return describe(make(pod, gb));
    }
    if (there.getMetadata().getDeletionTimestamp() != null) {
      // What is applied to it would go with it: once it is gone, a new one is made.
      return new Volume(false, 0, pending("the volume of before is being removed"));
    }
    return describe(VolumeFactory.gb(there) < gb ? grow(pod, gb, there) : there);
  }

  // Two pods of one person make it at the same moment: the slower one's apply is a change of size.
  private PersistentVolumeClaim make(PodIdentity pod, int gb) {
    try {
      return gateway.apply(factory.claim(pod, gb));
    } catch (KubernetesClientException e) {
      PersistentVolumeClaim others =
          client.persistentVolumeClaims().inNamespace(pod.namespace()).withName(pod.volume()).get();
      if (others == null
          || (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN && e.getCode() != 422)) {
        throw e;
      }
      return others;
    }
  }

  // Kubernetes refuses to grow what is not bound or whose class cannot; the smaller one serves.
  private PersistentVolumeClaim grow(PodIdentity pod, int gb, PersistentVolumeClaim there) {
    try {
      return gateway.apply(factory.claim(pod, gb));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN && e.getCode() != 422) {
        throw e;
      }
      LOG.atInfo()
          .addKeyValue("podId", pod.podId())
          .addKeyValue("volume", pod.volume())
          .addKeyValue("gb", gb)
          .log("the workspace cannot grow: {}", e.getMessage());
      return there;
    }
  }

  private Volume describe(PersistentVolumeClaim claim) {
    int gb = VolumeFactory.gb(claim);
    String phase = claim.getStatus() == null ? "" : claim.getStatus().getPhase();
    if ("Bound".equals(phase)) {
      return new Volume(true, gb, Optional.empty());
    }
    if ("Lost".equals(phase)) {
      return new Volume(false, gb, pending("its volume is lost"));
    }
    String storageClass = claim.getSpec().getStorageClassName();
    if (storageClass == null || storageClass.isEmpty()) {
      return new Volume(false, gb, pending("no default StorageClass"));
    }
    return bindsLate.computeIfAbsent(storageClass, this::readBindsLate)
        ? new Volume(true, gb, Optional.empty())
        : new Volume(false, gb, why(claim));
  }

  private boolean readBindsLate(String name) {
    StorageClass storageClass = client.storage().v1().storageClasses().withName(name).get();
    return storageClass != null
        && "WaitForFirstConsumer".equals(storageClass.getVolumeBindingMode());
  }

  private Optional<StatusReason> why(PersistentVolumeClaim claim) {
    Instant created = Instant.parse(claim.getMetadata().getCreationTimestamp());
    if (created.plus(PROVISIONING).isAfter(clock.instant())) {
      return Optional.empty();
    }
    return client
        .v1()
        .events()
        .inNamespace(claim.getMetadata().getNamespace())
        .withField("involvedObject.uid", claim.getMetadata().getUid())
        .withField("type", "Warning")
        .list()
        .getItems()
        .stream()
        .map(Event::getMessage)
        .reduce((_, newer) -> newer)
        .flatMap(Volumes::pending)
        .or(() -> pending("waits for its provisioner"));
  }

  private static Optional<StatusReason> pending(String detail) {
    return Optional.of(StatusReason.of(CauseCode.VOLUME_PENDING, "detail", detail));
  }
}
