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
 * @param session of the meter; 0 where it is about none
 * @param interval the time that is charged, refunded or written off
 * @param rateMicrosPerHour of the meter
 * @param priceVersion of the meter
 * @param reason why, in words or as a code
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

  /**
   * From, inclusive, to, exclusive.
   *
   * @param from start
   * @param to end, not before {@code from}
   */
  public record Interval(Instant from, Instant to) {
    public Interval {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("an interval does not end before it starts");
      }
    }
  }
}
