package online.neuropod.activities;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.activities.rounds.Round;
import online.neuropod.domain.money.Wallet;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.workflows.contract.MaintenanceActivities;

/** {@link MaintenanceActivities} on the stores and on Temporal. */
public final class MaintenanceActivitiesImpl implements MaintenanceActivities {
  /** As many wallets take well under a second, where each has a billing workflow to ask for. */
  private static final int PAGE = 100;

  /** After the loss of all workflows, each takes a call or two to Temporal. */
  private static final int AT_ONCE = 8;

  /** A wallet that a crashed writer left is looked at by some rounds after the crash. */
  private static final Duration RECENT = Duration.ofMinutes(10);

  /** How long notices are kept. */
  private static final Duration KEPT = Duration.ofDays(90);

  private final WalletStore wallets;
  private final NoticeStore notices;
  private final SessionRepairs sessions;
  private final Repairs repairs;
  private final Duration pause;
  private final InstantSource clock;

  /**
   * Works with these.
   *
   * @param pause between two rounds
   */
  public MaintenanceActivitiesImpl(
      WalletStore wallets,
      NoticeStore notices,
      SessionRepairs sessions,
      Repairs repairs,
      Duration pause,
      InstantSource clock) {
    this.wallets = wallets;
    this.notices = notices;
    this.sessions = sessions;
    this.repairs = repairs;
    this.pause = pause;
    this.clock = clock;
  }

  @Override
  public Reconciled reconcileWallets(WalletPage page) {
    Instant now = clock.instant();
    String after = page.after().orElse("");
    if (page.all() && page.after().isEmpty()) {
      notices.forgetBefore(now.minus(KEPT));
    }
    List<Wallet> part =
        page.all() ? wallets.page(after, PAGE) : wallets.pageInUse(after, now.minus(RECENT), PAGE);
    var mended = new AtomicInteger();
    // One that cannot be mended must not keep the others from it.
    Round.over(
        part,
        AT_ONCE,
        "reconciling",
        wallet -> "userId=" + wallet.userId(),
        wallet ->
            mended.addAndGet(completeLedger(wallet) + sessions.mend(wallet, now, page.all())));
    Optional<String> next =
        part.size() < PAGE ? Optional.empty() : Optional.of(part.getLast().userId());
    return new Reconciled(next, mended.get());
  }

  private int completeLedger(Wallet wallet) {
    if (wallet.pending().isEmpty()) {
      return 0;
    }
    int lacking = wallets.repair(wallet.userId());
    if (lacking > 0) {
      repairs.ledger(wallet, lacking);
    }
    return lacking;
  }

  @Override
  public int reconcilePods() {
    return sessions.mendPods();
  }

  @Override
  public Duration pauseBetweenRounds() {
    return pause;
  }
}
