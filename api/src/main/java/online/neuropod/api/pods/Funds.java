package online.neuropod.api.pods;

import java.time.InstantSource;
import java.util.Map;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Reservation;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.wallets.WalletStore;

/**
 * Asks before anything is written whether the owner can pay, by the rule that the workflow will
 * reserve by.
 */
public class Funds {
  private final WalletStore wallets;
  private final ApiSettings settings;
  private final InstantSource clock = InstantSource.system();

  /** Asks this store. */
  public Funds(WalletStore wallets, ApiSettings settings) {
    this.wallets = wallets;
    this.settings = settings;
  }

  /**
   * Refuses what the owner cannot pay for the shortest time.
   *
   * @param volumeGb what the pod asks; the workspace counts at its real size, if that is larger
   * @throws Refusal if the money does not suffice or the wallet is frozen
   */
  void require(User owner, PodRate rate, int volumeGb, Language language) {
    Wallet wallet =
        wallets
            .find(owner.id())
            .orElseGet(() -> Wallet.empty(owner.id(), owner.role() == Role.ADMIN));
    long volume = rate.volumeMicrosPerHour(Math.max(volumeGb, owner.workspaceGb()));
    new WalletDraft(wallet, clock.instant())
        .refusal(rate.podMicrosPerHour(), volume, settings.billing().minimumRunway())
        .ifPresent(
            refused -> {
              throw refusal(refused, language);
            });
  }

  private static Refusal refusal(Reservation refused, Language language) {
    if (refused instanceof Reservation.TooLittle lacking) {
      return Refusal.of(
          FailureCode.INSUFFICIENT_FUNDS,
          Map.of(
              "required", Texts.needed(language, Micros.toEuros(lacking.requiredMicros())),
              "available", Texts.held(language, Micros.toEuros(lacking.availableMicros()))));
    }
    return Refusal.of(FailureCode.WALLET_FROZEN);
  }
}
