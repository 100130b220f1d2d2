package online.neuropod.api.pods;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import online.neuropod.store.pods.Timeline;

/**
 * How long the phases of pods have taken of late, reckoned again every minute that somebody asks.
 */
final class UsualDurations {
  /** Some hundred deploys. */
  private static final int STEPS = 2_000;

  private static final Duration LASTS = Duration.ofMinutes(1);

  private final Timeline timeline;
  private final InstantSource clock;
  private Map<String, Duration> newest = Map.of();
  private Instant reckonedAt = Instant.EPOCH;

  UsualDurations(Timeline timeline, InstantSource clock) {
    this.timeline = timeline;
    this.clock = clock;
  }

  /** By phase; one of which too little is known is missing. */
  synchronized Map<String, Duration> get() {
    Instant now = clock.instant();
    if (!now.isBefore(reckonedAt.plus(LASTS))) {
      newest = PhaseDurations.medians(timeline.latest(STEPS));
      reckonedAt = now;
    }
    return newest;
  }
}
