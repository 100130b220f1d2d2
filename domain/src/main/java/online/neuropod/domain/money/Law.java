package online.neuropod.domain.money;

/** What holds of all money at any moment, whatever crashed. */
public enum Law {
  /** The entries of a wallet are numbered from 1 without gaps, up to the wallet's own number. */
  NUMBERS("entries are numbered without gaps"),
  /** Each entry's balance is the one before with its amount; the last is the wallet's. */
  CHAIN("balances chain, and the last one is the wallet's"),
  /** No balance is below zero. */
  NOT_NEGATIVE("no balance is below zero"),
  /** A charge takes its value, a refund gives it back, and a write-off costs nothing. */
  AMOUNTS("amounts are what their kind says"),
  /** The intervals of a session follow each other without gap or overlap. */
  INTERVALS("intervals follow each other"),
  /** Of a meter's sessions none begins before the one before has ended. */
  SESSIONS("sessions of a meter do not overlap"),
  /** Charged, less what was given back, and written off, is rate × time to the micro-euro. */
  EXACT("charged and written off is rate × time"),
  /** Nothing is charged after the money has ended. */
  CAP("nothing is charged after the end of the money"),
  /** A meter says what its entries say. */
  METER("meters agree with their entries"),
  /** A pod that runs has an open meter, and a meter that runs has a pod. */
  PODS("running pods and open meters belong together"),
  /** There is no ledger without a wallet. */
  OWNER("every ledger has a wallet"),
  /** What is kept of a wallet and its entries makes sense at all. */
  READABLE("wallets and entries can be read");

  private final String words;

  Law(String words) {
    this.words = words;
  }

  /** The law in English words, for an operator. */
  public String words() {
    return words;
  }
}
