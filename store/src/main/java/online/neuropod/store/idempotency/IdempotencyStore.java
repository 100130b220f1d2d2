package online.neuropod.store.idempotency;

import java.time.Instant;

/**
 * Requests that carried an Idempotency-Key, with their answers, so that a repeated one gets the
 * first answer again.
 */
public interface IdempotencyStore {
  /** What is known of a key. */
  sealed interface Claim {
    /**
     * Nobody has answered it yet: the caller does.
     *
     * @param subjectId id to be given to what the request creates; the same at every try, so that a
     *     crash before the answer creates nothing twice
     */
    record Open(String subjectId) implements Claim {}

    /** It was answered. */
    record Answered(int status, String body) implements Claim {}

    /** It was used with another request. */
    record OtherRequest() implements Claim {}
  }

  /**
   * Claims a key of a user for a request with this hash; {@code subjectId} is used if nobody
   * claimed it before.
   */
  Claim claim(String userId, String key, String requestHash, String subjectId, Instant now);

  /** Keeps the answer. */
  void answer(String userId, String key, int status, String body);

  /** Gives a key free whose request was refused before anything was written. */
  void release(String userId, String key);

  /** Removes all claims of a user. Returns how many. */
  long forget(String userId);

  /** Removes claims older than {@code before}. Returns how many. */
  long sweep(Instant before);
}
