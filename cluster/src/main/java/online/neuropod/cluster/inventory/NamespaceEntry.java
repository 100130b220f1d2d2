package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.Namespace;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A namespace.
 *
 * @param name unique in the cluster
 * @param uid unlike the name never used again
 * @param labels of its metadata
 * @param phase {@code Active} or {@code Terminating}
 * @param createdAt when it was made
 */
public record NamespaceEntry(
    String name, String uid, Map<String, String> labels, String phase, Instant createdAt) {
  static NamespaceEntry of(Namespace namespace) {
    Metadata metadata = Metadata.of(namespace);
    return new NamespaceEntry(
        metadata.name(),
        metadata.uid(),
        metadata.labels(),
        Optional.ofNullable(namespace.getStatus())
            .map(status -> status.getPhase())
            .orElse("Active"),
        metadata.createdAt());
  }
}
