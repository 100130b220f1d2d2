package online.neuropod.store.usage;

import java.time.Duration;
import java.time.Instant;

/** How finely the past is kept: the further back, the more coarsely. */
public enum Resolution {
  /** Every ten seconds of the last hour. */
  FINE(Duration.ofSeconds(10), Duration.ofHours(1)),
  /** Every minute of the last day. */
  MEDIUM(Duration.ofMinutes(1), Duration.ofDays(1)),
  /** Every ten minutes of the last thirty days. */
  COARSE(Duration.ofMinutes(10), Duration.ofDays(30));

  private final Duration step;
  private final Duration kept;

  Resolution(Duration step, Duration kept) {
    this.step = step;
    this.kept = kept;
  }

  /** The finest that reaches back as far as this; the coarsest if none does. */
  public static Resolution reaching(Duration back) {
    for (Resolution resolution : values()) {
      if (back.compareTo(resolution.kept) <= 0) {
        return resolution;
      }
    }
    return COARSE;
  }

  /** Between two points. */
  public Duration step() {
    return step;
  }

  /** How far it reaches back. */
  public Duration kept() {
    return kept;
  }

  /** The beginning of the step that holds {@code at}. */
  Instant slot(Instant at) {
    long seconds = step.toSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds);
  }
}
