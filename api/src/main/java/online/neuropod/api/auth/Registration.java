package online.neuropod.api.auth;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import online.neuropod.api.security.Accounts;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.api.wallet.BalanceCommands;
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
  private final BalanceCommands balances;
  private final Accounts accounts;
  private final ApiSettings settings;
  private final InstantSource clock = InstantSource.system();

  /** Writes into these stores. */
  public Registration(
      UserStore users,
      WalletStore wallets,
      NoticeStore notices,
      BalanceCommands balances,
      Accounts accounts,
      ApiSettings settings) {
    this.users = users;
    this.wallets = wallets;
    this.notices = notices;
    this.balances = balances;
    this.accounts = accounts;
    this.settings = settings;
  }

  /**
   * The person with an e-mail address, whom the operator's configuration lets be whoever they say;
   * made now if there is none.
   *
   * @param role the role they are to have from now on; empty to leave it
   */
  User signIn(String email, Optional<Role> role) {
    Role first = settings.adminEmails().contains(email) ? Role.ADMIN : Role.CLIENT;
    User user =
        known(newcomer(UUID.randomUUID().toString(), email, Optional.empty(), role.orElse(first)));
    if (role.isPresent() && user.role() != role.get()) {
      user = users.setRole(user.id(), role.get());
    }
    return withWallet(user);
  }

  /**
   * The person with an e-mail address, made now with this id if there is none. An address that
   * nobody has proved to own makes no administrator.
   */
  User complete(String userId, String email, Optional<String> name) {
    return withWallet(known(newcomer(userId, email, name, Role.CLIENT)));
  }

  /** The person whose address was proved; an administrator if the operator names the address. */
  User verified(User user) {
    return settings.adminEmails().contains(user.email()) ? promote(user) : user;
  }

  /** Makes a person an administrator. */
  User promote(User user) {
    User admin = user.role() == Role.ADMIN ? user : users.setRole(user.id(), Role.ADMIN);
    accounts.forget(user.id());
    // Also of who is one already, since the process may have ended between the two.
    balances.suitRole(admin);
    return admin;
  }

  /** At every sign-in, since the process may have ended between the account and its wallet. */
  private User withWallet(User user) {
    wallets.open(
        user.id(), user.role() == Role.ADMIN, settings.user().initialMicros(), clock.instant());
    accounts.forget(user.id());
    return user;
  }

  /** The person who has the address, who is this one if nobody had it. */
  private User known(User newcomer) {
    User user = users.findOrInsert(newcomer);
    if (user.id().equals(newcomer.id())) {
      tell(user);
    }
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

  private User newcomer(String id, String email, Optional<String> name, Role role) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return new User(
        id,
        email,
        name.orElseGet(() -> email.substring(0, email.indexOf('@'))),
        role,
        false,
        1,
        0,
        now,
        Optional.empty());
  }
}
