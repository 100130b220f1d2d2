package online.neuropod.domain.money;

/** The answer to a request to reserve a session. */
public sealed interface Reservation {
  /** The session may start. */
  record Granted() implements Reservation {}

  /** A newer session of the same slot is known: the request is late, and counts no more. */
  record Stale() implements Reservation {}

  /** The slot's session before this one is not closed yet. */
  record PreviousOpen(long session) implements Reservation {}

  /** The wallet is frozen. */
  record Frozen() implements Reservation {}

  /**
   * Too little money for the shortest time.
   *
   * @param requiredMicros what all that runs would cost in that time, with the new session
   * @param availableMicros what is there
   */
  record TooLittle(long requiredMicros, long availableMicros) implements Reservation {}
}
