package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What every object says of itself; {@code namespace} is empty where it is in none. */
record Metadata(
    String name, String namespace, String uid, Map<String, String> labels, Instant createdAt) {
  static Metadata of(HasMetadata object) {
    ObjectMeta meta = object.getMetadata();
    return new Metadata(
        meta.getName(),
        Optional.ofNullable(meta.getNamespace()).orElse(""),
        Optional.ofNullable(meta.getUid()).orElse(""),
        Map.copyOf(Optional.ofNullable(meta.getLabels()).orElse(Map.of())),
        Optional.ofNullable(meta.getCreationTimestamp()).map(Instant::parse).orElse(Instant.EPOCH));
  }

  /** Tells objects of one kind apart. */
  String key() {
    return namespace + "/" + name;
  }
}
