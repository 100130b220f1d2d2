package online.neuropod.cluster.model;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import online.neuropod.cluster.ClusterSettings.Storage;

/** The claim of a user's workspace volume. */
public final class VolumeFactory {
  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

  private final Storage storage;

  /** Factory of claims by {@code storage}. */
  public VolumeFactory(Storage storage) {
    this.storage = storage;
  }

  /** The claim with {@code gb} GiB; no pod's label, since it outlives every pod. */
  public PersistentVolumeClaim claim(PodIdentity pod, int gb) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(pod.volume())
        .withNamespace(pod.namespace())
        .withLabels(pod.ownerLabels())
        .endMetadata()
        .withNewSpec()
        .withAccessModes(storage.accessMode())
        .withStorageClassName(storage.storageClass().orElse(null))
        .withNewResources()
        .addToRequests("storage", Quantity.parse(gb + "Gi"))
        .endResources()
        .endSpec()
        .build();
  }

  /** The size that {@code claim} asks for, in whole GiB, rounded up. */
  public static int gb(PersistentVolumeClaim claim) {
    return Optional.ofNullable(claim.getSpec().getResources().getRequests().get("storage"))
        .map(Quantity::getNumericalAmount)
        .map(bytes -> bytes.divide(GIB, 0, RoundingMode.CEILING).intValueExact())
        .orElse(0);
  }
}
