package online.neuropod.domain.pod;

import java.time.Instant;
import java.util.Optional;

/**
 * What somebody wants a pod to be. Wishes of one pod are numbered; a higher number replaces every
 * lower one.
 *
 * @param op the wished operation
 * @param seq 1 for the create, then one more with each wish; the session number of a {@link
 *     Operation#RUN}
 * @param by id of the person, or {@code system} or {@code billing}
 * @param at when it was accepted
 * @param reason why the system wishes it, shown as the pod's reason once the wish is true
 * @param trace W3C {@code traceparent} of the request that wished it, so that a later delivery
 *     belongs to the same trace
 */
public record Wish(
    Operation op,
    long seq,
    String by,
    Instant at,
    Optional<StatusReason> reason,
    Optional<String> trace) {
  /** The wisher when the money ran out. */
  public static final String BY_BILLING = "billing";

  /** The wisher when the cluster changed by itself. */
  public static final String BY_SYSTEM = "system";

  public Wish {
    if (seq < 1) {
      throw new IllegalArgumentException("a wish is numbered from 1: " + seq);
    }
  }

  /** A wish that belongs to no trace. */
  public Wish(Operation op, long seq, String by, Instant at, Optional<StatusReason> reason) {
    this(op, seq, by, at, reason, Optional.empty());
  }
}
