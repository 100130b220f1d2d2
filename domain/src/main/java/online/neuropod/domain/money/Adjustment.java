package online.neuropod.domain.money;

/** The answer to a correction of a balance. */
public sealed interface Adjustment {
  /** What is done to the balance. */
  enum Operation {
    /** What can be spent becomes the amount. */
    SET,
    /** The amount comes on top. */
    ADD,
    /** The amount goes. */
    SUBTRACT
  }

  /** It is done. */
  record Done() implements Adjustment {}

  /**
   * More was to be taken than is there.
   *
   * @param availableMicros what is there
   */
  record TooMuch(long availableMicros) implements Adjustment {}

  /** The balance would be too large to be counted. */
  record TooLarge() implements Adjustment {}

  /** The wallet is unlimited: it has no balance. */
  record Unlimited() implements Adjustment {}
}
