package online.neuropod.domain.money;

/** A wallet that cannot be: nobody can owe. */
public final class NegativeBalance extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** Of a wallet with this balance. */
  NegativeBalance(long balanceMicros) {
    super("a balance is never below zero: " + balanceMicros);
  }
}
