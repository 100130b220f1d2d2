package online.neuropod.simulator.controller;

import java.time.Duration;
import java.util.Optional;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.ObjectKey;

/** A part of the cluster that brings objects to the state they should have. */
public interface Controller {
  /** Its name in threads and logs. */
  String name();

  /**
   * Decides which objects a change concerns. Called under the lock of the store for every change,
   * and once for every object at the start: it must not wait.
   */
  void notice(Change change, Wakeups wakeups);

  /**
   * Does for one object what is to be done now.
   *
   * @return when to look at it again, if nothing happens before
   */
  Optional<Duration> reconcile(ObjectKey key);

  /** Wakes objects to be reconciled. */
  interface Wakeups {
    /** After some time, or earlier if it is to be woken earlier anyway. */
    void wake(ObjectKey key, Duration after);

    /** Now. */
    default void wake(ObjectKey key) {
      wake(key, Duration.ZERO);
    }
  }
}
