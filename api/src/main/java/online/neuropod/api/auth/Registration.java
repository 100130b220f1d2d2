package online.neuropod.api.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import online.neuropod.api.security.Accounts;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;

/** Makes people known: who signs in for the first time gets an account and a wallet. */
public class Registration {
  private final UserStore users;
  private final WalletStore wallets;
  private final NoticeStore notices;
  private final Accounts accounts;
  private final ApiSettings settings;
  private final InstantSource clock = InstantSource.system();

  /** Writes into these stores. */
  public Registration(
      UserStore users,
      WalletStore wallets,
      NoticeStore notices,
      Accounts accounts,
      ApiSettings settings) {
    this.users = users;
    this.wallets = wallets;
    this.notices = notices;
    this.accounts = accounts;
    this.settings = settings;
  }

  /**
   * The person with an e-mail address, made now if there is none.
   *
   * @param role the role they are to have from now on; empty to leave it
   */
  User signIn(String email, Optional<Role> role) {
    String address = email.strip().toLowerCase(Locale.ROOT);
    User newcomer = newcomer(address, role);
    User user = users.findOrInsert(newcomer);
    if (user.id().equals(newcomer.id())) {
      tell(user);
    }
    if (role.isPresent() && user.role() != role.get()) {
      user = users.setRole(user.id(), role.get());
    }
    // At every sign-in, since the process may have ended between the account and its wallet.
    wallets.open(
        user.id(), user.role() == Role.ADMIN, settings.user().initialMicros(), clock.instant());
    accounts.forget(user.id());
    return user;
  }

  private void tell(User created) {
    notices.publish(
        new Notice(
            Kind.USER_CREATED + ":" + created.id(),
            Optional.empty(),
            Kind.USER_CREATED,
            Optional.empty(),
            Map.of("user", created.id()),
            created.createdAt()));
  }

  private User newcomer(String email, Optional<Role> role) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Role first = settings.adminEmails().contains(email) ? Role.ADMIN : Role.CLIENT;
    return new User(
        UUID.randomUUID().toString(),
        email,
        email.substring(0, email.indexOf('@')),
        role.orElse(first),
        false,
        1,
        0,
        now,
        Optional.empty());
  }
}
