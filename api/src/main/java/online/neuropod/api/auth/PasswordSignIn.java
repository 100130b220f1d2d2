package online.neuropod.api.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.auth.Sessions.Held;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.user.Session.Client;
import online.neuropod.domain.user.SignInWay;
import online.neuropod.domain.user.User;
import online.neuropod.store.credentials.CredentialStore;
import online.neuropod.store.credentials.CredentialStore.Password;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.users.UserStore;

/**
 * Sign-in by address and password. Nobody has proved that the address is theirs, so that such a
 * registration makes no administrator, and yields to Google's word. The password is written before
 * the account: a process that ends between the two leaves something with which the person signs in,
 * or registers again, and not an address that nobody can use.
 */
class PasswordSignIn {
  private final Registration registration;
  private final Passwords passwords;
  private final CredentialStore credentials;
  private final UserStore users;
  private final SessionStore sessionStore;
  private final Sessions sessions;
  private final ApiSettings settings;
  private final InstantSource clock = InstantSource.system();

  /** Signs in with these. */
  PasswordSignIn(
      Registration registration,
      Passwords passwords,
      CredentialStore credentials,
      UserStore users,
      SessionStore sessionStore,
      Sessions sessions,
      ApiSettings settings) {
    this.registration = registration;
    this.passwords = passwords;
    this.credentials = credentials;
    this.users = users;
    this.sessionStore = sessionStore;
    this.sessions = sessions;
    this.settings = settings;
  }

  /**
   * Signs a person in.
   *
   * @throws Refusal if the address is not known or the password is not its, which takes the same
   *     time; if the person is suspended; or if too many sign in at this moment
   */
  Held signIn(String email, String typed, Client client) {
    Optional<Password> known = credentials.password(email);
    boolean right = passwords.matches(typed, known.map(Password::hash));
    Password password = known.filter(_ -> right).orElseThrow(PasswordSignIn::wrong);
    return open(password, account(password, Optional.empty()), client);
  }

  private User account(Password password, Optional<String> name) {
    User user = registration.complete(password.userId(), password.email(), name);
    if (!user.id().equals(password.userId())) {
      // Another account has the address: the password is left over from a process that ended.
      credentials.remove(password);
      throw wrong();
    }
    return user;
  }

  private Held open(Password password, User user, Client client) {
    Held held = sessions.open(user, SignInWay.PASSWORD, client);
    // Google may have said meanwhile whose address it is: that removes the password first, and ends
    // the sessions then.
    if (!credentials.password(password.email()).equals(Optional.of(password))) {
      sessions.end(user.id(), held.session().id());
      throw wrong();
    }
    return held;
  }

  private static Refusal wrong() {
    return Refusal.of(FailureCode.INVALID_CREDENTIALS);
  }

  /**
   * Registers a person and signs them in.
   *
   * @param setupSecret the operator's, for the address of an administrator
   * @throws Refusal if the address cannot be registered: somebody has it, or it is an
   *     administrator's
   */
  Held register(
      String email,
      String typed,
      Optional<String> name,
      Optional<String> setupSecret,
      Client client) {
    // Before it is known whether the address is free: both take the same time.
    String hash = passwords.hash(typed);
    if (settings.adminEmails().contains(email)) {
      return setUp(email, hash, name, setupSecret, client);
    }
    if (users.findByEmail(email).isPresent()) {
      throw unavailable();
    }
    var fresh = new Password(email, UUID.randomUUID().toString(), hash, false, now());
    if (!credentials.add(fresh) && !takeOver(fresh)) {
      throw unavailable();
    }
    try {
      return open(fresh, account(fresh, name), client);
    } catch (Refusal refused) {
      throw refused.code() == FailureCode.INVALID_CREDENTIALS ? unavailable() : refused;
    }
  }

  /** Takes the place of a password whose account was never made, or is gone. */
  private boolean takeOver(Password fresh) {
    return credentials
        .password(fresh.email())
        .filter(left -> users.find(left.userId()).filter(user -> !user.leaving()).isEmpty())
        .filter(left -> credentials.replace(left, fresh))
        .isPresent();
  }

  /** The operator knows the secret, and may therefore say who is administrator, also again. */
  private Held setUp(
      String email,
      String hash,
      Optional<String> name,
      Optional<String> setupSecret,
      Client client) {
    if (!isSetupSecret(setupSecret)) {
      throw unavailable();
    }
    String userId =
        users.findByEmail(email).map(User::id).orElseGet(() -> UUID.randomUUID().toString());
    var password = new Password(email, userId, hash, true, now());
    credentials.set(password);
    sessionStore.endAll(userId);
    return open(password, registration.promote(account(password, name)), client);
  }

  private boolean isSetupSecret(Optional<String> given) {
    String secret = settings.auth().setupSecret();
    return !secret.isEmpty()
        && MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8),
            given.orElse("").getBytes(StandardCharsets.UTF_8));
  }

  private static Refusal unavailable() {
    return Refusal.of(FailureCode.EMAIL_UNAVAILABLE);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
