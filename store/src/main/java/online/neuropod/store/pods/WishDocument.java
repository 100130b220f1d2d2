package online.neuropod.store.pods;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Wish;
import org.jspecify.annotations.Nullable;

/** {@link Wish} in a document. */
record WishDocument(
    String op,
    long seq,
    String by,
    Instant at,
    @Nullable ReasonDocument reason,
    @Nullable String trace) {
  static WishDocument of(Wish wish) {
    return new WishDocument(
        wish.op().wire(),
        wish.seq(),
        wish.by(),
        wish.at(),
        ReasonDocument.of(wish.reason()),
        wish.trace().orElse(null));
  }

  Wish toWish() {
    return new Wish(
        Operation.valueOf(op.toUpperCase(Locale.ROOT)),
        seq,
        by,
        at,
        ReasonDocument.read(reason),
        Optional.ofNullable(trace));
  }
}
