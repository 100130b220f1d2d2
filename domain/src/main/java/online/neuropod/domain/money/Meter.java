package online.neuropod.domain.money;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What one pod, or the workspace volume, owes in one session.
 *
 * @param session number of the session; grows with each new one of the slot
 * @param rateMicrosPerHour fixed when the session was reserved
 * @param priceVersion the price list that says so
 * @param start since when it counts; empty while only reserved
 * @param upTo up to when it is charged; not before {@code start}
 * @param chargedMicros value charged since {@code start}
 * @param cap the moment at which the money ended: nothing after it is ever charged
 * @param closed whether the session is over
 */
public record Meter(
    long session,
    long rateMicrosPerHour,
    long priceVersion,
    Optional<Instant> start,
    Optional<Instant> upTo,
    long chargedMicros,
    Optional<Instant> cap,
    boolean closed) {
  public Meter {
    if (start.isPresent() != upTo.isPresent()) {
      throw new IllegalArgumentException("a started meter is charged up to a moment");
    }
  }

  /** A meter of a session whose container has not started. */
  public static Meter reserved(long session, long rate, long priceVersion) {
    return new Meter(
        session,
        rate,
        priceVersion,
        Optional.empty(),
        Optional.empty(),
        0,
        Optional.empty(),
        false);
  }

  /** This meter, counting from {@code at}. */
  public Meter startedAt(Instant at) {
    return new Meter(
        session, rateMicrosPerHour, priceVersion, Optional.of(at), Optional.of(at), 0, cap, closed);
  }

  /** This meter, charged up to {@code to} with {@code charged} in all. */
  public Meter chargedTo(Instant to, long charged) {
    return new Meter(
        session, rateMicrosPerHour, priceVersion, start, Optional.of(to), charged, cap, closed);
  }

  /** This meter, which owes nothing after {@code at}. */
  public Meter cappedAt(Instant at) {
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        start,
        upTo,
        chargedMicros,
        Optional.of(at),
        closed);
  }

  /** This meter, over. */
  public Meter close() {
    return new Meter(
        session, rateMicrosPerHour, priceVersion, start, upTo, chargedMicros, cap, true);
  }

  /** Whether time costs money now. */
  public boolean isRunning() {
    return start.isPresent() && !closed && cap.isEmpty();
  }

  /**
   * The whole value from the start to {@code at}; 0 before the start. Not limited by what is paid
   * or by a cap.
   */
  public long valueAt(Instant at) {
    return start
        .filter(at::isAfter)
        .map(begin -> Micros.cost(rateMicrosPerHour, Duration.between(begin, at)))
        .orElse(0L);
  }

  /** What is owed at {@code at} beyond what is charged; 0 when not running or charged beyond. */
  public long owedAt(Instant at) {
    return isRunning() ? Math.max(0, valueAt(at) - chargedMicros) : 0;
  }
}
