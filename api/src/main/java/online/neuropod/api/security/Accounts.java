package online.neuropod.api.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import online.neuropod.domain.user.Session;
import online.neuropod.domain.user.User;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.users.UserStore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Whom a token stands for. Asks the store at most every two seconds for each person and session, so
 * that a suspension, a change of rights or the end of a session acts within seconds in every
 * process, although the token is still good.
 */
public final class Accounts {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final Duration SEEN = Duration.ofMinutes(5);
  private static final int MAX_KNOWN = 10_000;

  private final UserStore users;
  private final SessionStore sessions;
  private final InstantSource clock;
  private final Map<String, Known<User>> known = new ConcurrentHashMap<>();
  private final Map<String, Known<Session>> open = new ConcurrentHashMap<>();

  private record Known<T>(Optional<T> what, Instant at) {}

  /** What a token is worth. */
  public sealed interface Standing {
    /** It stands for this person, in this session. */
    record Good(User user, String sessionId) implements Standing {}

    /** The person is suspended. */
    record Suspended() implements Standing {}

    /** Nobody has it any more, its session has ended, or rights changed since it was made. */
    record Invalid() implements Standing {}
  }

  /** Asks these stores. */
  public Accounts(UserStore users, SessionStore sessions, InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.clock = clock;
  }

  /** What a token is worth now; blocks for the store when the last answer is two seconds old. */
  public Standing standing(Jwt token) {
    Optional<User> user = Optional.ofNullable(token.getSubject()).flatMap(this::find);
    String sessionId = AccessTokens.session(token);
    if (user.isEmpty() || sessionId == null) {
      return new Standing.Invalid();
    }
    return standing(user.get(), token.getClaim(AccessTokens.VERSION), sessionId);
  }

  /** Whether somebody who was let in would be let in now. */
  public boolean isPresent(Viewer viewer) {
    return find(viewer.id())
        .filter(
            user ->
                standing(user, viewer.user().version(), viewer.sessionId())
                    instanceof Standing.Good)
        .isPresent();
  }

  private Standing standing(User user, @Nullable Object version, String sessionId) {
    if (user.leaving()) {
      return new Standing.Invalid();
    }
    // Before the version, which a suspension raises: who is suspended is to know why they are out.
    if (user.suspended()) {
      return new Standing.Suspended();
    }
    return Objects.equals(version, user.version()) && isOpen(sessionId, user.id())
        ? new Standing.Good(user, sessionId)
        : new Standing.Invalid();
  }

  private boolean isOpen(String sessionId, String userId) {
    Instant now = clock.instant();
    return recent(open, sessionId, now, () -> seen(sessionId, now))
        .filter(session -> session.userId().equals(userId) && session.isOpenAt(now))
        .isPresent();
  }

  /** The session; notes now and then that somebody is there. */
  private Optional<Session> seen(String sessionId, Instant now) {
    Optional<Session> session = sessions.find(sessionId, now);
    session
        .filter(known -> known.seenAt().plus(SEEN).isBefore(now))
        .ifPresent(known -> sessions.seen(sessionId, now));
    return session;
  }

  /** A person as the store knew them at most two seconds ago. */
  public Optional<User> find(String userId) {
    return recent(known, userId, clock.instant(), () -> users.find(userId));
  }

  private static <T> Optional<T> recent(
      Map<String, Known<T>> cache, String id, Instant now, Supplier<Optional<T>> ask) {
    Known<T> last = cache.get(id);
    if (last != null && now.isBefore(last.at().plus(FRESH))) {
      return last.what();
    }
    if (cache.size() >= MAX_KNOWN) {
      cache.clear();
    }
    Optional<T> answer = ask.get();
    cache.put(id, new Known<>(answer, now));
    return answer;
  }

  /** Forgets a person, who was just changed by this process. */
  public void forget(String userId) {
    known.remove(userId);
  }

  /** Forgets a session, which was just ended by this process. */
  public void forgetSession(String sessionId) {
    open.remove(sessionId);
  }
}
