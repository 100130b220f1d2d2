package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A claim of a volume.
 *
 * @param name within its namespace
 * @param namespace where it is
 * @param uid unlike the name never used again
 * @param labels of its metadata
 * @param phase {@code Pending}, {@code Bound} or {@code Lost}
 * @param volume name of the PersistentVolume behind it
 * @param storageClass that makes it
 * @param accessModes such as {@code ReadWriteOnce}
 * @param requestedBytes what is wanted
 * @param capacityBytes what there is
 * @param createdAt when it was made
 */
public record VolumeEntry(
    String name,
    String namespace,
    String uid,
    Map<String, String> labels,
    String phase,
    Optional<String> volume,
    Optional<String> storageClass,
    List<String> accessModes,
    long requestedBytes,
    Optional<Long> capacityBytes,
    Instant createdAt) {
  static VolumeEntry of(PersistentVolumeClaim claim) {
    Metadata metadata = Metadata.of(claim);
    return new VolumeEntry(
        metadata.name(),
        metadata.namespace(),
        metadata.uid(),
        metadata.labels(),
        Optional.ofNullable(claim.getStatus()).map(status -> status.getPhase()).orElse("Pending"),
        Optional.ofNullable(claim.getSpec().getVolumeName()).filter(name -> !name.isEmpty()),
        Optional.ofNullable(claim.getSpec().getStorageClassName()),
        List.copyOf(claim.getSpec().getAccessModes()),
        Optional.ofNullable(claim.getSpec().getResources())
            .map(resources -> storage(resources.getRequests()).orElse(0L))
            .orElse(0L),
        Optional.ofNullable(claim.getStatus()).flatMap(status -> storage(status.getCapacity())),
        metadata.createdAt());
  }

  private static Optional<Long> storage(Map<String, Quantity> amounts) {
    return Optional.ofNullable(amounts.get("storage")).map(Amounts::whole);
  }
}
