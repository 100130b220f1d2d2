package online.neuropod.api.wallet;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.audit.AuditTrail;
import online.neuropod.api.pods.Delivery;
import online.neuropod.api.pods.FeedSignal;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.money.Adjustment;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.store.wallets.WalletStore.Changed;
import online.neuropod.store.wallets.WalletStore.Page;

/**
 * Changes wallets as people will it: writes, warns if the money ends soon with it, and tells the
 * billing of what runs and all who look on.
 */
public class BalanceCommands {
  private static final int PAGE = 200;

  private final WalletStore wallets;
  private final UserStore users;
  private final Delivery delivery;
  private final FeedSignal feed;
  private final ApiSettings settings;
  private final InstantSource clock = InstantSource.system();

  /** Works with these. */
  public BalanceCommands(
      WalletStore wallets,
      UserStore users,
      Delivery delivery,
      FeedSignal feed,
      ApiSettings settings) {
    this.wallets = wallets;
    this.users = users;
    this.delivery = delivery;
    this.feed = feed;
    this.settings = settings;
  }

  /**
   * Corrects a balance.
   *
   * @param id of the request: what was done under it is not done again
   * @throws Refusal if the request makes no sense, or the wallet forbids it; nothing is written
   *     then
   */
  WalletView correct(Viewer admin, BalanceChange change, String id, AuditTrail trail) {
    BalanceOrder order = BalanceOrder.read(change, users);
    note(trail, order);
    open(order.owner());
    String key = "balance:" + id;
    Instant now = clock.instant();
    Optional<Changed<Adjustment>> changed =
        wallets.changeOnce(
            order.owner().id(),
            key,
            now,
            draft -> {
              Adjustment answer =
                  draft.adjust(order.operation(), order.micros(), order.reason(), admin.id(), key);
              if (answer instanceof Adjustment.Done) {
                watch(draft, now);
              }
              return answer;
            });
    changed.ifPresent(
        done -> {
          refuseUnlessDone(done.answer(), order, admin.language());
          tell(done.wallet());
        });
    Wallet wallet =
        changed
            .map(Changed::wallet)
            .or(() -> wallets.find(order.owner().id()))
            .orElseThrow(() -> Refusal.of(FailureCode.USER_NOT_FOUND));
    return WalletView.of(wallet, now);
  }

  /** The balances before and after stand in the ledger. */
  private static void note(AuditTrail trail, BalanceOrder order) {
    trail.subject("userId", order.owner().id());
    trail.detail("operation", order.operation().name().toLowerCase(Locale.ROOT));
    trail.detail("amount", Micros.toEuros(order.micros()).toPlainString());
    trail.detail("reason", order.reason());
  }

  /** The process that made an account may have ended before it made the wallet. */
  private void open(User owner) {
    if (wallets.find(owner.id()).isEmpty()) {
      wallets.open(
          owner.id(), owner.role() == Role.ADMIN, settings.user().initialMicros(), clock.instant());
    }
  }

  private static void refuseUnlessDone(Adjustment answer, BalanceOrder order, Language language) {
    switch (answer) {
      case Adjustment.Done _ -> {}
      case Adjustment.Unlimited _ -> throw Refusal.of(FailureCode.WALLET_UNLIMITED);
      case Adjustment.TooMuch lacking ->
          throw Refusal.of(
              FailureCode.INSUFFICIENT_FUNDS,
              Map.of(
                  "required", Texts.needed(language, Micros.toEuros(order.micros())),
                  "available", Texts.held(language, Micros.toEuros(lacking.availableMicros()))));
      case Adjustment.TooLarge _ ->
          throw Refusal.of(List.of(new Refusal.Fault("amount", "balanceTooLarge", Map.of())));
    }
  }

  /**
   * Sets the runway below which a person wants to be warned.
   *
   * @param own positive; empty for none
   */
  public Wallet warnBelow(User owner, Optional<Duration> own) {
    open(owner);
    return change(owner.id(), draft -> draft.warnBelow(own));
  }

  /** Makes a person's wallet unlimited or limited, as their role has it. */
  public void suitRole(User owner) {
    open(owner);
    boolean unlimited = owner.role() == Role.ADMIN;
    if (wallets.find(owner.id()).filter(wallet -> wallet.unlimited() != unlimited).isPresent()) {
      change(owner.id(), draft -> draft.makeUnlimited(unlimited));
    }
  }

  /** Makes the wallets of administrators unlimited, and those of clients limited. */
  Fixed fixAll() {
    int changed = 0;
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      Page page = wallets.page(after.get(), PAGE);
      Set<String> owners = page.wallets().stream().map(Wallet::userId).collect(Collectors.toSet());
      Map<String, Role> roles =
          users.findAll(owners).stream().collect(Collectors.toMap(User::id, User::role));
      for (Wallet wallet : page.wallets()) {
        Role role = roles.get(wallet.userId());
        boolean unlimited = role == Role.ADMIN;
        if (role != null && wallet.unlimited() != unlimited) {
          change(wallet.userId(), draft -> draft.makeUnlimited(unlimited));
          changed++;
        }
      }
      after = page.next();
    }
    return new Fixed(changed);
  }

  /**
   * What was mended.
   *
   * @param changed how many wallets
   */
  @Schema(name = "FixedBalances")
  public record Fixed(int changed) {}

  private Wallet change(String userId, Consumer<WalletDraft> rule) {
    Instant now = clock.instant();
    Wallet wallet =
        wallets
            .change(
                userId,
                now,
                draft -> {
                  rule.accept(draft);
                  watch(draft, now);
                  return true;
                })
            .wallet();
    tell(wallet);
    return wallet;
  }

  private void watch(WalletDraft draft, Instant now) {
    draft.watchRunway(now, settings.alerts().runway());
  }

  private void tell(Wallet wallet) {
    delivery.wakeBilling(wallet);
    feed.wake();
  }
}
