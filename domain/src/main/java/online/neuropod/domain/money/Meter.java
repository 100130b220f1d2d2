package online.neuropod.domain.money;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import online.neuropod.domain.money.Entry.Event;

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
 * @param opened the event at {@code upTo}, with which the time that is not charged yet began
 * @param notBefore from when on it may count: another meter of the slot has counted the time before
 * @param unused of the volume: times before its segment that nobody has paid, as far as they are
 *     remembered, oldest first; that from {@code notBefore} to {@code start} is not among them
 * @param past how it was paid before the wallet became unlimited, or limited again; oldest first
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
    Event opened,
    Optional<Instant> notBefore,
    List<Unused> unused,
    List<Terms> past,
    Optional<Instant> cap,
    boolean closed) {
  /** As many times in which nobody used the volume are remembered. */
  private static final int REMEMBERED = 16;

  public Meter {
    if (start.isPresent() != upTo.isPresent()) {
      throw new IllegalArgumentException("a started meter is charged up to a moment");
    }
    if (session < 1 || rateMicrosPerHour < 0 || chargedMicros < 0) {
      throw new IllegalArgumentException(
          "no meter has session "
              + session
              + ", rate "
              + rateMicrosPerHour
              + " and charged "
              + chargedMicros);
    }
    if (start.isPresent() && upTo.filter(start.get()::isAfter).isPresent()) {
      throw new IllegalArgumentException("a meter is not charged up to before its start");
    }
    unused = List.copyOf(unused);
    past = List.copyOf(past);
  }

  /**
   * How a time that has passed was paid.
   *
   * @param until when that ended
   * @param chargedMicros value charged by then, since the meter's start
   * @param free whether the wallet was unlimited then
   */
  public record Terms(Instant until, long chargedMicros, boolean free) {}

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
        Event.STARTED,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        false);
  }

  /** This meter, counting from {@code at}. */
  public Meter startedAt(Instant at) {
    Optional<Instant> begin = Optional.of(at);
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        begin,
        begin,
        begin,
        0,
        Event.STARTED,
        notBefore,
        unused,
        past,
        cap,
        closed);
  }

  /**
   * A time in which nobody is known to have used the volume.
   *
   * @param from start, inclusive
   * @param to end, exclusive, after {@code from}
   * @param rateMicrosPerHour what it costs, should it turn out to have been used
   */
  public record Unused(Instant from, Instant to, long rateMicrosPerHour) {
    public Unused {
      if (!to.isAfter(from)) {
        throw new IllegalArgumentException("a time ends after it starts");
      }
    }

    /** What lies within {@code begin} and {@code end}, if anything does. */
    Optional<Unused> within(Instant begin, Instant end) {
      Instant first = begin.isAfter(from) ? begin : from;
      Instant last = end.isBefore(to) ? end : to;
      return last.isAfter(first)
          ? Optional.of(new Unused(first, last, rateMicrosPerHour))
          : Optional.empty();
    }

    long value() {
      return Micros.cost(rateMicrosPerHour, Duration.between(from, to));
    }

    private Stream<Unused> without(Unused used) {
      return Stream.of(within(Instant.MIN, used.from()), within(used.to(), Instant.MAX))
          .flatMap(Optional::stream);
    }
  }

  /** This meter, which may count from {@code at} on, and not before. */
  public Meter countingFrom(Instant at) {
    return counting(at, unused);
  }

  /**
   * This meter of the volume, whose segment follows that of {@code last}.
   *
   * @param counted up to where the time is counted
   */
  Meter following(Meter last, Instant counted) {
    return counting(counted, last.allUnused());
  }

  private Meter counting(Instant at, List<Unused> before) {
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        start,
        upTo,
        askedTo,
        chargedMicros,
        opened,
        Optional.of(at),
        before.subList(Math.max(0, before.size() - REMEMBERED), before.size()),
        past,
        cap,
        closed);
  }

  /** Of the volume: all times before the end of its segment that nobody has paid. */
  List<Unused> allUnused() {
    Stream<Unused> newest =
        start.flatMap(begin -> notBefore.flatMap(free -> between(free, begin))).stream();
    return Stream.concat(unused.stream(), newest).toList();
  }

  private Optional<Unused> between(Instant from, Instant to) {
    return to.isAfter(from)
        ? Optional.of(new Unused(from, to, rateMicrosPerHour))
        : Optional.empty();
  }

  /** This meter of the volume, of which a time before its segment was used after all. */
  Meter usedBefore(Unused used) {
    List<Unused> left = allUnused().stream().flatMap(free -> free.without(used)).toList();
    return counting(start.orElseThrow(), left);
  }

  /**
   * This meter, which turns out to have begun earlier.
   *
   * @param at before {@code start}
   * @param chargedBefore what of the time up to {@code start} is charged now
   */
  public Meter begunAt(Instant at, long chargedBefore) {
    Optional<Instant> begin = Optional.of(at);
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        begin,
        upTo.equals(start) ? begin : upTo,
        askedTo,
        chargedMicros + chargedBefore,
        opened,
        notBefore,
        unused,
        past.stream()
            .map(
                terms ->
                    new Terms(terms.until(), terms.chargedMicros() + chargedBefore, terms.free()))
            .toList(),
        cap,
        closed);
  }

  /** This meter, charged up to {@code to}, where {@code event} was, with {@code charged} in all. */
  public Meter chargedTo(Instant to, Event event, long charged) {
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        start,
        Optional.of(to),
        askedTo,
        charged,
        event,
        notBefore,
        unused,
        past,
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
        opened,
        notBefore,
        unused,
        past,
        cap,
        closed);
  }

  /** Whether a charge up to {@code to}, or later, was asked before. */
  public boolean wasAsked(Instant to) {
    return askedTo.filter(asked -> !asked.isBefore(to)).isPresent();
  }

  /**
   * This meter, of which all that is charged so far was paid in one way, and all after it is not.
   *
   * @param free whether it was for nothing
   */
  public Meter paidSoFar(boolean free) {
    var terms = new Terms(upTo.orElseThrow(), chargedMicros, free);
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        start,
        upTo,
        askedTo,
        chargedMicros,
        opened,
        notBefore,
        unused,
        Stream.concat(past.stream(), Stream.of(terms)).toList(),
        cap,
        closed);
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
        opened,
        notBefore,
        unused,
        past,
        Optional.of(at),
        closed);
  }

  /** This meter, over. */
  public Meter close() {
    return new Meter(
        session,
        rateMicrosPerHour,
        priceVersion,
        start,
        upTo,
        askedTo,
        chargedMicros,
        opened,
        notBefore,
        unused,
        past,
        cap,
        true);
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
