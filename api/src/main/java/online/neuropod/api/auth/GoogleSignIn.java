package online.neuropod.api.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.auth.Sessions.Held;
import online.neuropod.domain.user.Session.Client;
import online.neuropod.domain.user.SignInWay;
import online.neuropod.domain.user.User;
import online.neuropod.store.LostRace;
import online.neuropod.store.credentials.CredentialStore;
import online.neuropod.store.credentials.CredentialStore.Password;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.users.UserStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs in whom Google vouches for. They are known by Google's id, and at the first time by their
 * address. Whoever had registered that address with a password has never proved to own it: the
 * account is the owner's from now on, and that password and its sessions are worth nothing.
 */
class GoogleSignIn {
  private static final Logger LOG = LoggerFactory.getLogger(GoogleSignIn.class);

  private final Registration registration;
  private final CredentialStore credentials;
  private final UserStore users;
  private final SessionStore sessionStore;
  private final Sessions sessions;
  private final InstantSource clock = InstantSource.system();

  /** Signs in with these. */
  GoogleSignIn(
      Registration registration,
      CredentialStore credentials,
      UserStore users,
      SessionStore sessionStore,
      Sessions sessions) {
    this.registration = registration;
    this.credentials = credentials;
    this.users = users;
    this.sessionStore = sessionStore;
    this.sessions = sessions;
  }

  /**
   * Signs a person in.
   *
   * @throws Refusal if another account at Google has the same address here, or the person is
   *     suspended
   */
  Held signIn(GoogleIdentity identity, Client client) {
    User user = LostRace.retried(() -> account(identity));
    dropUnprovedClaims(user);
    return sessions.open(registration.verified(user), SignInWay.GOOGLE, client);
  }

  private User account(GoogleIdentity identity) {
    Optional<String> linked = credentials.googleUser(identity.subject());
    String userId = linked.orElseGet(() -> owner(identity));
    if (linked.isEmpty() && !credentials.addGoogle(identity.subject(), userId, now())) {
      throw new LostRace("account at Google");
    }
    return linked.flatMap(users::find).orElseGet(() -> complete(identity, userId));
  }

  /** Whose the account at Google becomes. */
  private String owner(GoogleIdentity identity) {
    Optional<String> known = users.findByEmail(identity.email()).map(User::id);
    if (known
        .flatMap(credentials::googleSubject)
        .filter(other -> !other.equals(identity.subject()))
        .isPresent()) {
      // Addresses are given to other people in time, and their accounts must not be.
      throw Refusal.of(FailureCode.EMAIL_UNAVAILABLE);
    }
    return known.orElseGet(() -> UUID.randomUUID().toString());
  }

  /** The account, also where a process ended before it was made. */
  private User complete(GoogleIdentity identity, String userId) {
    User user = registration.complete(userId, identity.email(), identity.name());
    if (!user.id().equals(userId)) {
      // Somebody has registered the address meanwhile: begin anew, and find them.
      credentials.removeGoogle(identity.subject(), userId);
      throw new LostRace("address at Google");
    }
    return user;
  }

  /** At every sign-in, since a process may have ended before it was done. */
  private void dropUnprovedClaims(User user) {
    Optional<Password> password = credentials.password(user.email());
    if (password.filter(Password::verified).isPresent()) {
      return;
    }
    password.ifPresent(credentials::remove);
    // After the password, so that nobody signs in by it any more.
    long ended = sessionStore.endAll(user.id(), SignInWay.PASSWORD);
    if (password.isPresent() || ended > 0) {
      LOG.info(
          "userId={} has proved the address: its password and {} sessions are dropped",
          user.id(),
          ended);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
