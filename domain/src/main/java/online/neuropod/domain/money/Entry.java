package online.neuropod.domain.money;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of the ledger. Never edited.
 *
 * @param n place in the wallet's ledger, from 1 without gaps
 * @param kind what it is
 * @param amountMicros signed change of the balance
 * @param valueMicros what the time was worth, also where nothing is paid for it
 * @param balanceAfter the balance with it
 * @param slot pod id or {@link Wallet#VOLUME}; empty where it is about no meter
 * @param session of the meter; 0 where it is about none, {@link #NO_SEGMENT}
 * @param interval the time that is charged, refunded or written off
 * @param rateMicrosPerHour of the meter; 0 where it is about none
 * @param priceVersion of the meter; 0 where it is about none
 * @param reason of time: the code of what ended the session, if this entry is of its end; of a
 *     correction: why, in somebody's words
 * @param actor user id, {@code system} or {@code billing}
 * @param key unique where the same wish must not count twice, such as a top-up
 * @param at when it was written
 */
public record Entry(
    long n,
    Kind kind,
    long amountMicros,
    long valueMicros,
    long balanceAfter,
    Optional<String> slot,
    long session,
    Optional<Interval> interval,
    long rateMicrosPerHour,
    long priceVersion,
    Optional<String> reason,
    String actor,
    Optional<String> key,
    Instant at) {

  /**
   * The session of a charge of the volume for a time that is known to be used only when it is long
   * over, so that none of the volume's segments holds it.
   */
  public static final long NO_SEGMENT = 0;

  /** What an entry is about. */
  public enum Kind {
    /** The balance that a new person gets. */
    INITIAL,
    /** Time that was used. */
    CHARGE,
    /** Time that was charged before it turned out not to be used. */
    REFUND,
    /** Time that ran after the money had ended; costs nothing. */
    WRITE_OFF,
    /** Money given by an administrator. */
    TOP_UP,
    /** A correction by an administrator. */
    ADJUSTMENT
  }

  /** What happened at an end of an interval. */
  public enum Event {
    /** The container started; of the volume: the first pod's did. */
    STARTED,
    /** It was time to charge. */
    TICK,
    /** The money ended. */
    MONEY_ENDED,
    /** An administrator set the balance, or made the wallet unlimited or limited. */
    SETTLED,
    /** The volume grew, and costs more from here on. */
    GROWN,
    /** The container ended; of the volume: the last pod's did. */
    ENDED
  }

  /**
   * A time that is charged, given back or written off.
   *
   * @param from start, inclusive
   * @param opened what happened there
   * @param to end, exclusive, not before {@code from}
   * @param closed what happened there
   */
  public record Interval(Instant from, Event opened, Instant to, Event closed) {
    public Interval {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("an interval does not end before it starts");
      }
    }
  }
}
