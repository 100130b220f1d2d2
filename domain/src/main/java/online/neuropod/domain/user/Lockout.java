package online.neuropod.domain.user;

import java.time.Duration;
import java.time.Instant;

/**
 * How long sign-ins must wait after some have failed: the first few cost nothing, then each doubles
 * the wait. An attempt counts as failed from its begin until it is known to have succeeded, so that
 * many at once get no further than one after the other.
 *
 * @param free how many may fail without a wait
 * @param first the wait after these
 * @param longest the wait is never longer
 */
public record Lockout(int free, Duration first, Duration longest) {
  /** For one account, whether there is such a person or not. */
  public static final Lockout ACCOUNT =
      new Lockout(5, Duration.ofSeconds(30), Duration.ofMinutes(15));

  /** For one address of the network, behind which many people may be. */
  public static final Lockout ADDRESS =
      new Lockout(30, Duration.ofSeconds(30), Duration.ofMinutes(15));

  /** After so long without an attempt those of before are forgotten. */
  public static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  /**
   * Attempts that failed, or are not yet known not to.
   *
   * @param count how many
   * @param last when the last one began
   */
  public record Attempts(int count, Instant last) {
    /** The same with one more. */
    public Attempts another(Instant now) {
      return new Attempts(isForgotten(now) ? 1 : count + 1, now);
    }

    private boolean isForgotten(Instant now) {
      return last.plus(FORGOTTEN_AFTER).isBefore(now);
    }
  }

  /** How long to wait at {@code now}; zero or negative for not at all. */
  public Duration wait(Attempts attempts, Instant now) {
    if (attempts.count() < free || attempts.isForgotten(now)) {
      return Duration.ZERO;
    }
    return Duration.between(now, attempts.last().plus(pause(attempts.count() - free)));
  }

  private Duration pause(int beyond) {
    Duration pause = first;
    for (int i = 0; i < beyond && pause.compareTo(longest) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
