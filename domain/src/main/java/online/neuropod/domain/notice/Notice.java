package online.neuropod.domain.notice;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that somebody should know of. Its text is made in the reader's language by the API.
 *
 * @param id the same for the same event, so that it is told once
 * @param userId whom it is for; empty for the administrators
 * @param kind what happened
 * @param podId the pod it is about
 * @param details values by the names that {@link Kind} lists; never secrets
 * @param at when it happened
 */
public record Notice(
    String id,
    Optional<String> userId,
    Kind kind,
    Optional<String> podId,
    Map<String, String> details,
    Instant at) {
  public Notice {
    details = Map.copyOf(details);
  }

  /** What a notice is about. */
  public enum Kind {
    /**
     * The money ends soon. Details: {@code level}, the runway below which it warns, as an ISO 8601
     * duration; {@code available} in micro-euros; {@code runsOutAt}.
     */
    LOW_BALANCE,
    /**
     * A pod is idle and will be stopped. Details: {@code since} when it was last used, {@code
     * stopsAt}.
     */
    IDLE_WARNING,
    /** A pod has almost run for as long as it may. Details: {@code since}, {@code stopsAt}. */
    LIFETIME_WARNING,
    /**
     * The reconciler put entries into the ledger that a crash had left out. Details: {@code user},
     * {@code count}.
     */
    LEDGER_REPAIRED,
    /** The billing of a session was gone, and is started again. Details: {@code session}. */
    BILLING_RESTARTED,
    /** A pod ran without a meter, and gets one again. Details: {@code session}. */
    METER_RESTORED,
    /**
     * A pod ran without a meter and cannot have one, so it is stopped. Details: {@code session}.
     */
    UNMETERED_STOPPED,
    /** A meter ran without a pod, and is closed. Details: {@code session}. */
    METER_CLOSED,
    /**
     * Somebody changed a wallet by hand to what none can be; it is left as it is. Details: {@code
     * user}, {@code why} in English.
     */
    WALLET_BROKEN,
    /** Somebody has signed in for the first time. Details: {@code user}. */
    USER_CREATED,
    /** A person is suspended. Details: {@code user}, {@code by}. */
    USER_SUSPENDED,
    /** A person is not suspended any more. Details: {@code user}, {@code by}. */
    USER_RESTORED,
    /** Everything of a person but the ledger is gone. Details: {@code user}, {@code by}. */
    USER_DELETED,
    /** A workspace volume is gone, with what was on it. Details: {@code user}, {@code by}. */
    VOLUME_DELETED,
    /** A deploy failed. Details: {@code cause}, a {@code CauseCode}, and its details. */
    DEPLOY_FAILED,
    /** A server that NeuroPod needs does not answer. Details: {@code dependency}. */
    DEPENDENCY_DOWN,
    /** It answers again. Details: {@code dependency}, {@code seconds} that it did not. */
    DEPENDENCY_UP
  }
}
