package online.neuropod.api.auth;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Optional;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.security.Accounts;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.wallet.BalanceCommands;
import online.neuropod.domain.user.User;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What people say about themselves. */
@RestController
@OpenTo(Audience.SIGNED_IN)
@Tag(name = "auth")
public class ProfileController {
  private final UserStore users;
  private final WalletStore wallets;
  private final BalanceCommands balances;
  private final Accounts accounts;

  /** Writes into these. */
  public ProfileController(
      UserStore users, WalletStore wallets, BalanceCommands balances, Accounts accounts) {
    this.users = users;
    this.wallets = wallets;
    this.balances = balances;
    this.accounts = accounts;
  }

  /** Changes the person's own name, language and warning; what is left out stays. */
  @PutMapping("/api/auth/me")
  Answer<UserView> change(Viewer viewer, @RequestBody ProfileChange change) {
    var faults = new Faults();
    Optional<String> name = change.newName(faults);
    Optional<String> language = change.newLanguage(faults);
    Optional<Duration> threshold = change.threshold(faults);
    faults.refuseIfAny();
    User user = name.map(given -> users.rename(viewer.id(), given)).orElse(viewer.user());
    if (change.changesLanguage()) {
      user = users.speak(user.id(), language);
    }
    if (change.changesThreshold()) {
      balances.warnBelow(user, threshold);
    }
    accounts.forget(user.id());
    return Answer.of(UserView.of(user, wallets.find(user.id())));
  }
}
