package online.neuropod.domain.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.pod.PodLimits;

/**
 * When a pod is to stop by itself, and when its owner is to be warned of it.
 *
 * <p>A pod is stopped only if its owner was warned of that very end, for as long as is set before
 * it: where nobody could warn in time, the end moves.
 *
 * @param limits what holds for the pod, the operator's included
 * @param idleWarning how long before the end of an idle pod its owner is warned; at most half of
 *     the time that it may be idle
 * @param lifetimeWarning how long before the end of its lifetime; at most half of that
 */
public record AutoStop(PodLimits limits, Duration idleWarning, Duration lifetimeWarning) {

  /** Why a pod ends. */
  public enum Cause {
    /** Nobody uses it. */
    IDLE,
    /** It has run as long as it may. */
    LIFETIME
  }

  /**
   * An end to come.
   *
   * @param cause why
   * @param at when
   * @param warnAt when its owner is to be warned
   * @param since since when the time counts: tells an end from an earlier one that was put off
   */
  public record End(Cause cause, Instant at, Instant warnAt, Instant since) {}

  /**
   * A warning that was given.
   *
   * @param cause of the end
   * @param since as of the {@link End}
   * @param at when it was given
   */
  public record Warning(Cause cause, Instant since, Instant at) {
    /** Whether it was given of this end. */
    public boolean isOf(End end) {
      return cause == end.cause() && since.equals(end.since());
    }
  }

  /** What is to be done now. */
  public sealed interface Step {
    /** Nothing. */
    record Rest() implements Step {}

    /**
     * Warn, and remember it.
     *
     * @param end of what
     * @param at when the end will be, if nothing is done against it
     */
    record Warn(End end, Instant at) implements Step {}

    /**
     * Stop the pod.
     *
     * @param end which has come
     */
    record Stop(End end) implements Step {}
  }

  /** The end of a pod that nobody uses from now on; empty if it has none. */
  public Optional<End> idleEnd(Activity activity, Optional<Extension> extension) {
    Instant since =
        of(extension, activity.session())
            .map(Extension::at)
            .filter(activity.activeAt()::isBefore)
            .orElse(activity.activeAt());
    return limits
        .idleStop()
        .map(time -> end(Cause.IDLE, since, since.plus(time), time, idleWarning));
  }

  /** The end of a pod whose container started at {@code startedAt}; empty if it has none. */
  public Optional<End> lifetimeEnd(long session, Instant startedAt, Optional<Extension> extension) {
    Optional<Instant> until =
        of(extension, session).flatMap(Extension::lifetimeUntil).filter(startedAt::isBefore);
    return limits
        .lifetime()
        .map(
            time -> {
              Instant usual = startedAt.plus(time);
              Instant at = until.filter(usual::isBefore).orElse(usual);
              return end(Cause.LIFETIME, at.minus(time), at, time, lifetimeWarning);
            });
  }

  private static Optional<Extension> of(Optional<Extension> extension, long session) {
    return extension.filter(given -> given.session() == session);
  }

  private static End end(Cause cause, Instant since, Instant at, Duration time, Duration warning) {
    return new End(cause, at, at.minus(warningOf(time, warning)), since);
  }

  private static Duration warningOf(Duration time, Duration warning) {
    Duration half = time.dividedBy(2);
    return warning.compareTo(half) < 0 ? warning : half;
  }

  /** What is to be done about {@code end} at {@code now}. */
  public Step step(End end, Optional<Warning> warned, Instant now) {
    if (now.isBefore(end.warnAt())) {
      return new Step.Rest();
    }
    Duration ahead = Duration.between(end.warnAt(), end.at());
    Optional<Instant> warnedAt = warned.filter(given -> given.isOf(end)).map(Warning::at);
    if (warnedAt.isEmpty()) {
      return new Step.Warn(end, later(end.at(), now.plus(ahead)));
    }
    Instant due = later(end.at(), warnedAt.get().plus(ahead));
    return now.isBefore(due) ? new Step.Rest() : new Step.Stop(end);
  }

  /** When a pod really ends that is at {@code end} and may have been warned late. */
  public static Instant due(End end, Optional<Warning> warned) {
    Duration ahead = Duration.between(end.warnAt(), end.at());
    return warned
        .filter(given -> given.isOf(end))
        .map(given -> later(end.at(), given.at().plus(ahead)))
        .orElse(end.at());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /**
   * What a person asks for who wants to keep the pod: it counts as used now, and its lifetime lasts
   * {@code by} longer than it would.
   */
  public Extension extended(
      long session, Instant startedAt, Optional<Extension> before, Duration by, Instant now) {
    Optional<Instant> until =
        lifetimeEnd(session, startedAt, before).map(end -> later(end.at(), now).plus(by));
    return new Extension(session, now, until);
  }
}
