package online.neuropod.api.auth;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.security.AccessTokens;
import online.neuropod.api.security.Accounts;
import online.neuropod.api.security.RefreshTokens;
import online.neuropod.api.security.RefreshTokens.Shown;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.user.RefreshChain;
import online.neuropod.domain.user.Session;
import online.neuropod.domain.user.Session.Client;
import online.neuropod.domain.user.SignInWay;
import online.neuropod.domain.user.User;
import online.neuropod.store.LostRace;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.users.UserStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.Jwt;

/** Opens sessions, keeps them going, and ends them. */
class Sessions {
  private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);

  private final SessionStore store;
  private final UserStore users;
  private final Accounts accounts;
  private final AccessTokens accessTokens;
  private final RefreshTokens refreshTokens;
  private final ApiSettings.Auth settings;
  private final InstantSource clock = InstantSource.system();

  /** Keeps them in this store. */
  Sessions(
      SessionStore store,
      UserStore users,
      Accounts accounts,
      AccessTokens accessTokens,
      RefreshTokens refreshTokens,
      ApiSettings.Auth settings) {
    this.store = store;
    this.users = users;
    this.accounts = accounts;
    this.accessTokens = accessTokens;
    this.refreshTokens = refreshTokens;
    this.settings = settings;
  }

  /**
   * A session that a person holds now.
   *
   * @param user who
   * @param access the token for requests
   * @param refresh the token for the next ones
   * @param session what it is
   */
  record Held(User user, Jwt access, String refresh, Session session) {
    /** How long the refresh token is good. */
    Duration lasts() {
      return Duration.between(session.seenAt(), session.expiresAt());
    }
  }

  private Held held(User user, Session session) {
    Jwt access = accessTokens.issue(user, session.id(), clock.instant());
    return new Held(user, access, refreshTokens.newest(session), session);
  }

  /**
   * Opens a session for a person who has shown who they are.
   *
   * @throws Refusal if the person is suspended, or gone since
   */
  Held open(User user, SignInWay way, Client client) {
    requireWelcome(user);
    Instant now = now();
    var session =
        new Session(
            UUID.randomUUID().toString(),
            user.id(),
            way,
            client,
            now,
            now,
            expiry(now, now),
            RefreshChain.first());
    store.open(session, settings.maxSessions());
    accounts.forget(user.id());
    // Who suspends or deletes a person writes that first and ends the sessions then: read again
    // after the session is there, so that none stays behind.
    return held(stillWelcome(session), session);
  }

  private User stillWelcome(Session session) {
    Optional<User> user = users.find(session.userId()).filter(known -> !known.leaving());
    if (user.isEmpty() || user.get().suspended()) {
      end(session.userId(), session.id());
    }
    return requireWelcome(user.orElseThrow(() -> Refusal.of(FailureCode.UNAUTHENTICATED)));
  }

  private static User requireWelcome(User user) {
    if (user.suspended()) {
      throw Refusal.of(FailureCode.ACCOUNT_SUSPENDED);
    }
    return user;
  }

  /**
   * Gives a session its next tokens.
   *
   * @return empty if the token is none, is not good any more, or was used before: then its session
   *     ends, since somebody else may have a copy
   * @throws Refusal if the person is suspended
   */
  Optional<Held> refresh(String token, Client client) {
    return refreshTokens
        .read(token)
        .flatMap(shown -> LostRace.retried(() -> tryRefresh(shown, client)));
  }

  private Optional<Held> tryRefresh(Shown shown, Client client) {
    Instant now = now();
    Optional<Session> found = store.find(shown.sessionId(), now);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Session session = found.get();
    return switch (session.tokens().worth(shown.number(), now, settings.refreshGrace())) {
      case NEWEST -> Optional.of(next(session, client, now));
      case TWIN -> Optional.of(held(stillWelcome(session), session));
      case REUSED -> {
        LOG.warn(
            "session {} ends: a refresh token was used again, userId={}",
            session.id(),
            session.userId());
        end(session.userId(), session.id());
        yield Optional.empty();
      }
    };
  }

  private Held next(Session session, Client client, Instant now) {
    User user = stillWelcome(session);
    RefreshChain chain = session.tokens().next(now, settings.refreshGrace());
    Session after = session.refreshed(chain, client, now, expiry(session.openedAt(), now));
    if (!store.refresh(session, after)) {
      throw new LostRace("session " + session.id());
    }
    return held(user, after);
  }

  private Instant expiry(Instant opened, Instant now) {
    Instant idle = now.plus(settings.sessionIdle());
    Instant longest = opened.plus(settings.sessionLongest());
    return idle.isBefore(longest) ? idle : longest;
  }

  /** Ends the session of an access token. */
  void endOf(Jwt accessToken) {
    String userId = accessToken.getSubject();
    String sessionId = AccessTokens.session(accessToken);
    if (userId != null && sessionId != null) {
      end(userId, sessionId);
    }
  }

  /** Ends the session of a refresh token, whether the token is still good or not. */
  void endOf(String refreshToken) {
    refreshTokens
        .read(refreshToken)
        .flatMap(shown -> store.find(shown.sessionId(), now()))
        .ifPresent(session -> end(session.userId(), session.id()));
  }

  /**
   * Ends a session.
   *
   * @return false if the person has none of that id
   */
  boolean end(String userId, String sessionId) {
    boolean ended = store.end(userId, sessionId);
    accounts.forgetSession(sessionId);
    return ended;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
