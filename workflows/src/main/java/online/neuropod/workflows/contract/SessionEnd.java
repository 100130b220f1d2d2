package online.neuropod.workflows.contract;

import java.time.Instant;
import java.util.Optional;

/**
 * How a session ended.
 *
 * @param startedAt the container's start, for the case that nobody recorded it; empty if it never
 *     started
 * @param endedAt the container's real end
 * @param cause what ended it, for the receipt: the name of a {@link
 *     online.neuropod.domain.pod.CauseCode}, or a constant of this class
 */
public record SessionEnd(Optional<Instant> startedAt, Instant endedAt, Optional<String> cause) {
  /** Somebody stopped the pod. */
  public static final String STOPPED = "STOPPED";

  /** Somebody deleted the pod. */
  public static final String DELETED = "DELETED";

  /** The pod was started again before its last session was closed. */
  public static final String REPLACED = "REPLACED";

  /** The reconciler found the session open although nothing of it runs. */
  public static final String RECONCILED = "RECONCILED";
}
