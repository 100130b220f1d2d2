package online.neuropod.domain.money;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A wallet's warnings before its money ends.
 *
 * @param own a level that the person set, beside the installation's
 * @param warned the level that the runway is at or below, and was warned of
 * @param n number of the last warning
 * @param ownSetAt when the person was last warned because they set a level above the runway
 * @param pending warnings of the last change, perhaps not told yet
 */
public record RunwayAlerts(
    Optional<Duration> own,
    Optional<Duration> warned,
    long n,
    Optional<Instant> ownSetAt,
    List<LowBalance> pending) {
  /** Of a new wallet. */
  public static final RunwayAlerts NONE =
      new RunwayAlerts(Optional.empty(), Optional.empty(), 0, Optional.empty(), List.of());

  /**
   * Whoever sets a level above the runway is warned at once, but not more often: levels that are
   * set up and down would be a flood.
   */
  private static final Duration PAUSE = Duration.ofHours(1);

  public RunwayAlerts {
    if (own.isPresent() && !own.get().isPositive()) {
      throw new IllegalArgumentException("a warning comes before the end");
    }
    pending = List.copyOf(pending);
  }

  /** The same, all told. */
  RunwayAlerts withoutPending() {
    return new RunwayAlerts(own, warned, n, ownSetAt, List.of());
  }

  /** The same with another level of the person's own. */
  RunwayAlerts withOwn(Optional<Duration> level) {
    return new RunwayAlerts(level, warned, n, ownSetAt, pending);
  }

  /**
   * The same where no warning is due: a level that was warned of can be again once the runway is
   * not near it any more.
   *
   * @param near the shortest level that the runway is below or near
   */
  RunwayAlerts rearmed(Optional<Duration> near) {
    Optional<Duration> left = warned.flatMap(last -> near.map(level -> longer(last, level)));
    return new RunwayAlerts(own, left, n, ownSetAt, pending);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** The same with one more warning. */
  RunwayAlerts with(LowBalance warning) {
    var more = new ArrayList<>(pending);
    more.add(warning);
    return new RunwayAlerts(own, Optional.of(warning.level()), warning.n(), ownSetAt, more);
  }

  /** Whether a warning is due of a level that the person has just set above the runway. */
  boolean maySayOfOwn(Instant now) {
    return ownSetAt.filter(last -> Duration.between(last, now).compareTo(PAUSE) < 0).isEmpty();
  }

  /** The same, of whose own level is warned at {@code now} because it was set. */
  RunwayAlerts sayingOfOwn(Instant now) {
    return new RunwayAlerts(own, warned, n, Optional.of(now), pending);
  }

  /** The same, where the runway is at or below {@code level}, of which nobody needs to be told. */
  RunwayAlerts passing(Duration level) {
    return new RunwayAlerts(own, Optional.of(level), n, ownSetAt, pending);
  }
}
