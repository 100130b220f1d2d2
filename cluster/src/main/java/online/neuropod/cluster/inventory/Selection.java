package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import java.util.Optional;

/**
 * Which part of a list; the server decides what it means.
 *
 * @param namespace empty for all; nothing to kinds that are in none
 * @param labelSelector such as {@code app=web,tier!=test}
 * @param limit the most entries, at least 1
 * @param continueToken of the part before
 */
public record Selection(
    Optional<String> namespace,
    Optional<String> labelSelector,
    int limit,
    Optional<String> continueToken) {
  public Selection {
    if (limit < 1) {
      throw new IllegalArgumentException("a part of a list has at least one entry: " + limit);
    }
  }

  /** The first {@code limit} of everything. */
  public static Selection first(int limit) {
    return new Selection(Optional.empty(), Optional.empty(), limit, Optional.empty());
  }

  ListOptions options() {
    return new ListOptionsBuilder()
        .withLabelSelector(labelSelector.orElse(null))
        .withLimit((long) limit)
        .withContinue(continueToken.orElse(null))
        .build();
  }
}
