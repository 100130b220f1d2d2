package online.neuropod.store;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.OptimisticLockingFailureException;

/**
 * Another writer was faster: the document is not any more what was read. Within the store it is
 * tried again; only when that fails for seconds does a caller see it, and may repeat the call.
 */
public final class LostRace extends OptimisticLockingFailureException {
  // Up to about 5 s. The jitter keeps writers that collided once from colliding again in step.
  private static final RetryTemplate AGAIN =
      new RetryTemplate(
          RetryPolicy.builder()
              .includes(LostRace.class)
              .maxRetries(60)
              .delay(Duration.ofMillis(4))
              .jitter(Duration.ofMillis(3))
              .multiplier(1.4)
              .maxDelay(Duration.ofMillis(100))
              .build());

  /** Names the document, for an operator. */
  public LostRace(String what) {
    super("another writer was faster: " + what);
  }

  /**
   * Runs {@code attempt} until it throws no {@code LostRace}, with short pauses, for about 5 s at
   * most. Blocks.
   *
   * @throws LostRace if it never succeeded
   */
  public static <T> T retried(Supplier<T> attempt) {
    return AGAIN.invoke(attempt);
  }
}
