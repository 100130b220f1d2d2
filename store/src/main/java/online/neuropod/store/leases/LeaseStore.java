package online.neuropod.store.leases;

import java.time.Duration;

/**
 * Agreements about who of several processes does what only one of them should. They save work:
 * since clocks differ, for a moment two may think that it is them, and what they do must bear that.
 */
public interface LeaseStore {
  /**
   * Takes a lease, or keeps it, unless another has it.
   *
   * @param name of the work
   * @param holder id of the asking process
   * @param lasts how long it is the holder's, should it not come again
   * @return whether it is the holder's now
   */
  boolean hold(String name, String holder, Duration lasts);

  /** Gives a lease back, if it is the holder's, so that another need not wait for its end. */
  void release(String name, String holder);
}
