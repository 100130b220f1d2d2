package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.ListMeta;
import java.util.List;
import java.util.Optional;

/**
 * A part of a list.
 *
 * @param items in the order of the server, if nothing else is said
 * @param continueToken for the next part; empty with the last
 * @param remaining entries after this part; empty where the server does not say
 * @param gap why there is nothing at all, where that has another reason than that there is nothing
 */
public record Listed<T>(
    List<T> items, Optional<String> continueToken, Optional<Long> remaining, Optional<Gap> gap) {
  public Listed {
    items = List.copyOf(items);
  }

  static <T> Listed<T> of(List<T> items, ListMeta part) {
    Optional<String> next =
        Optional.ofNullable(part.getContinue()).filter(token -> !token.isEmpty());
    Optional<Long> remaining =
        next.isEmpty() ? Optional.of(0L) : Optional.ofNullable(part.getRemainingItemCount());
    return new Listed<>(items, next, remaining, Optional.empty());
  }

  static <T> Listed<T> nothing(Gap why) {
    return new Listed<>(List.of(), Optional.empty(), Optional.of(0L), Optional.of(why));
  }
}
