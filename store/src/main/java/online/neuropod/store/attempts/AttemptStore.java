package online.neuropod.store.attempts;

import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.user.Lockout.Attempts;

/** Sign-ins that failed, counted for each account and for each address of the network. */
public interface AttemptStore {
  /** What is known of a subject. */
  Optional<Attempts> find(String subject);

  /**
   * Writes attempts in the place of those that were read.
   *
   * @return false if another request has written since
   */
  boolean write(String subject, Optional<Attempts> read, Attempts now);

  /** One attempt has succeeded after all. */
  void takeBack(String subject);

  /** Forgets a subject. */
  void forget(String subject);

  /** Forgets subjects without an attempt since {@code before}. Returns how many. */
  long sweep(Instant before);
}
