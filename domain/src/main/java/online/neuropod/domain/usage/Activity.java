package online.neuropod.domain.usage;

import java.time.Instant;
import java.util.Optional;

/**
 * How a pod was used in its present session, as far as it matters for its end.
 *
 * @param session that it is about
 * @param sampledAt the newest sample that counts
 * @param activeAt when it was last not idle, or what it does was not known
 * @param kept what kept it alive then
 */
public record Activity(long session, Instant sampledAt, Instant activeAt, Kept kept) {
  /**
   * What keeps a pod alive.
   *
   * @param why in which way
   * @param signal which; empty where it is none
   * @param value of the signal: percent, or bytes a second
   */
  public record Kept(Why why, Optional<Signal> signal, Optional<Double> value) {
    /** In which way. */
    public enum Why {
      /** It has just started. */
      STARTED,
      /** A signal is at its threshold or above. */
      BUSY,
      /** A signal is not known: who is not known to be idle is not stopped. */
      UNKNOWN,
      /** It was not measured for a while. */
      GAP
    }

    static Kept by(Why why) {
      return new Kept(why, Optional.empty(), Optional.empty());
    }
  }

  /** A session that begins at {@code at}. */
  public static Activity begun(long session, Instant at) {
    return new Activity(session, at, at, Kept.by(Kept.Why.STARTED));
  }

  /**
   * What is known after one more sample. One that is no newer than the last changes nothing, so
   * that two who sample at once do no harm.
   */
  public Activity after(Sample sample, boolean hasGpu, IdleRule rule) {
    if (!sample.at().isAfter(sampledAt)) {
      return this;
    }
    Optional<Kept> keeps =
        rule.isGap(sampledAt, sample.at())
            ? Optional.of(Kept.by(Kept.Why.GAP))
            : rule.keeps(sample, hasGpu);
    return keeps
        .map(kept -> new Activity(session, sample.at(), sample.at(), kept))
        .orElseGet(() -> new Activity(session, sample.at(), activeAt, kept));
  }
}
