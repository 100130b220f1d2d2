package online.neuropod.api.security;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import online.neuropod.domain.user.User;
import online.neuropod.store.users.UserStore;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Whom a token stands for. Asks the store at most every two seconds for each person, so that a
 * suspension acts within seconds although the token is still good.
 */
public final class Accounts {
  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final int MAX_KNOWN = 10_000;

  private final UserStore users;
  private final InstantSource clock;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  private record Known(Optional<User> user, Instant at) {}

  /** What a token is worth. */
  public sealed interface Standing {
    /** It stands for this person. */
    record Good(User user) implements Standing {}

    /** The person is suspended. */
    record Suspended() implements Standing {}

    /** Nobody has it any more, or rights changed since it was made. */
    record Invalid() implements Standing {}
  }

  /** Asks this store. */
  public Accounts(UserStore users, InstantSource clock) {
    this.users = users;
    this.clock = clock;
  }

  /** What a token is worth now; blocks for the store when the last answer is two seconds old. */
  public Standing standing(Jwt token) {
    Optional<User> user = Optional.ofNullable(token.getSubject()).flatMap(this::find);
    if (user.isEmpty() || user.get().leaving()) {
      return new Standing.Invalid();
    }
    // Before the version, which a suspension raises: who is suspended is to know why they are out.
    if (user.get().suspended()) {
      return new Standing.Suspended();
    }
    return isOfVersion(token, user.get()) ? new Standing.Good(user.get()) : new Standing.Invalid();
  }

  private static boolean isOfVersion(Jwt token, User user) {
    return Objects.equals(token.getClaim(AccessTokens.VERSION), user.version());
  }

  /** A person as the store knew them at most two seconds ago. */
  public Optional<User> find(String userId) {
    Instant now = clock.instant();
    Known last = known.get(userId);
    if (last != null && now.isBefore(last.at().plus(FRESH))) {
      return last.user();
    }
    if (known.size() >= MAX_KNOWN) {
      known.clear();
    }
    Optional<User> user = users.find(userId);
    known.put(userId, new Known(user, now));
    return user;
  }

  /** Forgets a person, who was just changed by this process. */
  public void forget(String userId) {
    known.remove(userId);
  }
}
