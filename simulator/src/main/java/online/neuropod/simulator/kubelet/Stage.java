package online.neuropod.simulator.kubelet;

import java.time.Instant;

/** Where a container stands. */
sealed interface Stage {
  /** Nothing has begun: volumes are being mounted. */
  record New() implements Stage {}

  /**
   * The image is on its way.
   *
   * @param failures attempts before this one that failed
   */
  record Pulling(Instant since, Instant until, int failures) implements Stage {}

  /**
   * The image cannot be had.
   *
   * @param backingOff whether this is the pause between two attempts, rather than a fresh failure
   * @param until when the next step comes
   */
  record PullFailed(int failures, boolean backingOff, String reason, String message, Instant until)
      implements Stage {}

  /** The image is there, the container is being made. */
  record Creating(Instant until) implements Stage {}

  /** Something that the container needs is not there. */
  record Misconfigured(String reason, String message, Instant until) implements Stage {}

  /** It runs. */
  record Running(Instant startedAt, Program program) implements Stage {}

  /** It ended; whether it starts again is to be seen. */
  record Ended(Termination end) implements Stage {}

  /** It ended, and starts again after a pause. */
  record BackingOff(Termination end, Instant until, long seconds) implements Stage {}
}
