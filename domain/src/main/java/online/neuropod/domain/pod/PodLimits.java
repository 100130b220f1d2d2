package online.neuropod.domain.pod;

import java.time.Duration;
import java.util.Optional;

/**
 * When a pod is to stop by itself.
 *
 * @param idleStop after how long without use; zero for never, empty for what the operator has set
 * @param lifetime after how long in one session; zero for never, empty for what the operator has
 *     set
 */
public record PodLimits(Optional<Duration> idleStop, Optional<Duration> lifetime) {
  /** The longest {@link #idleStop}: a week. */
  public static final int MAX_IDLE_MINUTES = 7 * 24 * 60;

  /** The longest {@link #lifetime}: a year. */
  public static final int MAX_LIFETIME_HOURS = 366 * 24;

  /** As the operator has set. */
  public static final PodLimits USUAL = new PodLimits(Optional.empty(), Optional.empty());

  public PodLimits {
    if (idleStop.filter(Duration::isNegative).isPresent()
        || lifetime.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("a pod ends after it has begun");
    }
  }

  /** What holds where the operator has set these; empty for never. */
  public PodLimits or(PodLimits usual) {
    return new PodLimits(
        idleStop.or(usual::idleStop).filter(Duration::isPositive),
        lifetime.or(usual::lifetime).filter(Duration::isPositive));
  }
}
