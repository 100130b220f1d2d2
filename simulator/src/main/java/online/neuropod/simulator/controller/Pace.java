package online.neuropod.simulator.controller;

import java.time.Duration;

/**
 * How fast things happen.
 *
 * @param factor 1 is as on a real cluster, 10 is ten times as fast; positive
 */
public record Pace(double factor) {
  public Pace {
    if (!(factor > 0) || Double.isInfinite(factor)) {
      throw new IllegalArgumentException("A pace is a positive number, not " + factor);
    }
  }

  /** How long something really takes that takes so long on a real cluster. */
  public Duration of(Duration usual) {
    return Duration.ofNanos(Math.round(usual.toNanos() / factor));
  }

  /** How long something really takes that takes so many milliseconds on a real cluster. */
  public Duration millis(long usual) {
    return of(Duration.ofMillis(usual));
  }
}
