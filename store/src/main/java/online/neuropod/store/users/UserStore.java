package online.neuropod.store.users;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import online.neuropod.domain.user.Account;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.Suspension;
import online.neuropod.domain.user.User;

/**
 * People. E-mail addresses are unique, in lower case. Who is leaving is found by id alone. Writes
 * of administrators say which version they saw, and lose against a faster one.
 */
public interface UserStore {
  /** Inserts the user, or returns the one who has the e-mail address already. */
  User findOrInsert(User user);

  /** By id. */
  Optional<User> find(String userId);

  /** By e-mail address, in whatever case. */
  Optional<User> findByEmail(String email);

  /** Several at once. */
  List<User> findAll(Set<String> userIds);

  /** Users whose e-mail address contains a text, in whatever case. */
  List<User> searchByEmail(String part);

  /** How many have a role. */
  long count(online.neuropod.domain.user.Role role);

  /** Sets the role and raises the version where it changes. */
  User setRole(String userId, Role role);

  /** Sets the name that others read. */
  User rename(String userId, String name);

  /** Sets the language in which to speak to a person; empty for what their browser asks for. */
  User speak(String userId, Optional<String> language);

  /** Records the real size of the workspace volume; it never shrinks. */
  void workspaceGrownTo(String userId, int gb);

  /** There is no workspace volume any more. */
  void workspaceGone(String userId);

  /**
   * Which people.
   *
   * @param text part of the address or the name, in whatever case
   * @param role only these
   * @param suspended only those who are, or who are not
   */
  record Search(Optional<String> text, Optional<Role> role, Optional<Boolean> suspended) {}

  /** People who are not leaving, by address. */
  List<Account> search(Search which);

  /** A person as administrators see them, by id; also one who is leaving. */
  Optional<Account> account(String userId);

  /**
   * Suspends a person, or ends that; raises the version. What follows from it is to be done then,
   * until {@link #settled}.
   *
   * @param seen the version that the writer saw
   * @param suspension empty to end it
   * @return the account as written; empty if the person is leaving, or not of that version any more
   */
  Optional<Account> suspend(String userId, long seen, Optional<Suspension> suspension, Instant at);

  /** Changes the role; as {@link #suspend}. */
  Optional<Account> changeRole(String userId, long seen, Role role);

  /**
   * Takes address and name off, so that they are free, and lets nobody in as this person any more.
   * Repeating it changes nothing.
   */
  void leave(String userId, Instant at);

  /** What follows from this version is done. */
  void settled(String userId, long version);

  /** Those of whom something was said before {@code before}, and not all of it is done. */
  List<Account> unsettled(Instant before);

  /** How many run the platform, and can at this moment. */
  long actingAdministrators();

  /**
   * Does something that no other process does at the same moment: for a rule about several people.
   * Waits up to 5 s for its turn, which ends by itself after 10 s.
   *
   * @throws online.neuropod.store.LostRace if it never came
   */
  <T> T inTurn(Supplier<T> work);
}
