package online.neuropod.store.sessions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.user.Session;
import online.neuropod.domain.user.SignInWay;

/**
 * Who is signed in where. A session that has ended is not there any more: neither its access tokens
 * nor its refresh tokens are good from then on, in any process.
 */
public interface SessionStore {
  /**
   * Opens a session. Of a person with more than {@code most}, those end that were seen longest ago.
   */
  void open(Session session, int most);

  /** A session that is open at {@code now}. */
  Optional<Session> find(String id, Instant now);

  /** Which of these are open at {@code now}. */
  Set<String> open(Set<String> ids, Instant now);

  /** A person's sessions that are open at {@code now}, the one seen last first. */
  List<Session> list(String userId, Instant now);

  /**
   * Replaces a session by its refreshed self.
   *
   * @return false if it ended, or another request has refreshed it since {@code before} was read
   */
  boolean refresh(Session before, Session after);

  /** Notes that a session was used. */
  void seen(String id, Instant at);

  /**
   * Ends a session of a person.
   *
   * @return false if they have none of that id
   */
  boolean end(String userId, String id);

  /** Ends all sessions of a person, and returns how many. */
  long endAll(String userId);

  /** Ends those of a person that were opened in one way, and returns how many. */
  long endAll(String userId, SignInWay way);

  /** Removes those that ended by themselves before {@code now}. Returns how many. */
  long sweep(Instant now);
}
