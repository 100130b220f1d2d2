package online.neuropod.api.live;

import java.time.Duration;
import java.time.Instant;

/**
 * How many frames one client may still send: so many a second, and twice as many at once after a
 * pause. For one thread at a time.
 */
final class FrameBudget {
  private static final Duration MOST = Duration.ofSeconds(2);

  private final Duration cost;
  private Duration left = MOST;
  private Instant counted;

  FrameBudget(int perSecond, Instant now) {
    this.cost = Duration.ofSeconds(1).dividedBy(perSecond);
    this.counted = now;
  }

  /** Takes one frame's share; false when nothing is left. */
  boolean take(Instant now) {
    Duration passed = Duration.between(counted, now);
    counted = now;
    // A clock that was set back gives nothing, and takes nothing away.
    if (passed.isPositive()) {
      Duration more = left.plus(passed);
      left = more.compareTo(MOST) < 0 ? more : MOST;
    }
    if (left.compareTo(cost) < 0) {
      return false;
    }
    left = left.minus(cost);
    return true;
  }
}
