package online.neuropod.store.budgets;

import java.time.Instant;

/**
 * How much of their requests a minute people and addresses have left, counted over all processes. A
 * budget refills evenly, and is full after a minute without a request.
 */
public interface RequestBudgets {
  /**
   * Takes requests that were let through already.
   *
   * @param key whose budget
   * @param requests how many, at least 1
   * @param perMinute size of the budget, at least 1
   * @return how many are left; negative when the processes together let more through
   */
  long spend(String key, long requests, long perMinute, Instant now);

  /** Forgets budgets that are full again at {@code now}. Returns how many. */
  long sweep(Instant now);
}
