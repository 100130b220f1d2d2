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
 * @param askedTo up to when a charge was asked for, whether it owed a whole micro-euro or not
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
    Optional<Instant> askedTo,
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
        Optional.empty(),
        0,
        Optional.empty(),
        false);
  }

  /** This meter, counting from {@code at}. */
  public Meter startedAt(Instant at) {
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        Optional.of(at),
        Optional.of(at),
        Optional.of(at),
        0,
        cap,
        closed);
  }

  /** This meter, charged up to {@code to} with {@code charged} in all. */
  public Meter chargedTo(Instant to, long charged) {
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        start,
        Optional.of(to),
        askedTo,
        charged,
        cap,
        closed);
  }

  /** This meter, of which a charge up to {@code to} was asked. */
  public Meter askedTo(Instant to) {
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        start,
        upTo,
        Optional.of(to),
        chargedMicros,
        cap,
        closed);
  }

  /** Whether a charge up to {@code to}, or later, was asked before. */
  public boolean wasAsked(Instant to) {
    return askedTo.filter(asked -> !asked.isBefore(to)).isPresent();
  }

  /** This meter, which owes nothing after {@code at}. */
  public Meter cappedAt(Instant at) {
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        start,
        upTo,
        askedTo,
        chargedMicros,
        Optional.of(at),
        closed);
  }

  /** This meter, over. */
  public Meter close() {
    return new Meter(
        session, rateMicrosPerHour, priceVersion, start, upTo, askedTo, chargedMicros, cap, true);
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
