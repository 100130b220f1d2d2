package online.neuropod.store.wallets;

import java.util.Objects;
import online.neuropod.domain.money.NegativeBalance;

/**
 * A wallet, or an entry of its ledger, that somebody changed by hand to what none can be. Nothing
 * is done with it until somebody mends it, and nothing else is kept waiting by it.
 */
public final class SenselessWallet extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String userId;
  private final String reason;

  SenselessWallet(String userId, RuntimeException why) {
    super("the wallet of " + userId + " makes no sense", why);
    this.userId = userId;
    this.reason = Objects.requireNonNullElse(why.getMessage(), why.toString());
  }

  /** Whose it is. */
  public String userId() {
    return userId;
  }

  /** What is wrong with it, in English words, for an operator. */
  public String reason() {
    return reason;
  }

  /** Whether all that is wrong is a balance below zero. */
  boolean isNegative() {
    return getCause() instanceof NegativeBalance;
  }
}
