package online.neuropod.activities;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import online.neuropod.activities.rounds.Round;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Wallet;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.wallets.SenselessWallet;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.store.wallets.WalletStore.Page;
import online.neuropod.workflows.contract.MaintenanceActivities;

/** {@link MaintenanceActivities} on the stores and on Temporal. */
public final class MaintenanceActivitiesImpl implements MaintenanceActivities {
  /** As many wallets take well under a second, where each has a billing workflow to ask for. */
  private static final int PAGE = 100;

  /** After the loss of all workflows, each takes a call or two to Temporal. */
  private static final int AT_ONCE = 16;

  /** After as long nothing more is begun, so that an activity never takes too long. */
  private static final Duration ENOUGH = Duration.ofSeconds(3);

  /** No pod's id: what is looked at first in each wallet. */
  private static final String LEDGER = "";

  /** A wallet that a crashed writer left is looked at by some rounds after the crash. */
  private static final Duration RECENT = Duration.ofMinutes(10);

  /** How long notices are kept. */
  private static final Duration KEPT = Duration.ofDays(90);

  private final WalletStore wallets;
  private final NoticeStore notices;
  private final SessionRepairs sessions;
  private final RemovedPods removedPods;
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
      RemovedPods removedPods,
      Repairs repairs,
      Duration pause,
      InstantSource clock) {
    this.wallets = wallets;
    this.notices = notices;
    this.sessions = sessions;
    this.removedPods = removedPods;
    this.repairs = repairs;
    this.pause = pause;
    this.clock = clock;
  }

  @Override
  public Reconciled reconcileWallets(WalletPage page) {
    Instant begin = clock.instant();
    if (page.all() && page.after().isEmpty()) {
      notices.forgetBefore(begin.minus(KEPT));
    }
    var work = new ArrayList<>(leftOf(page));
    Page part = read(page, begin);
    part.senseless().forEach(repairs::broken);
    part.wallets().forEach(wallet -> work.addAll(work(wallet)));
    var mended = new AtomicInteger();
    // One that cannot be mended must not keep the others from it.
    int tried =
        Round.over(
            work,
            AT_ONCE,
            () -> clock.instant().isAfter(begin.plus(ENOUGH)),
            "reconciling",
            Work::name,
            each -> mended.addAndGet(mend(each, begin, page.all())));
    if (tried < work.size()) {
      Work last = work.get(tried - 1);
      return new Reconciled(
          Optional.of(last.wallet().userId()), Optional.of(last.podId()), mended.get());
    }
    return new Reconciled(part.next(), Optional.empty(), mended.get());
  }

  private Page read(WalletPage page, Instant now) {
    String after = page.after().orElse("");
    return page.all()
        ? wallets.page(after, PAGE)
        : wallets.pageInUse(after, now.minus(RECENT), PAGE);
  }

  /**
   * Something to look at.
   *
   * @param podId of an open session; empty for the ledger
   */
  private record Work(Wallet wallet, String podId) {
    String name() {
      return "userId=" + wallet.userId() + " podId=" + podId;
    }
  }

  /** Always in the same order, so that one can go on after any. */
  private static List<Work> work(Wallet wallet) {
    Stream<String> open =
        wallet.podMeters().entrySet().stream()
            .filter(slot -> !slot.getValue().closed())
            .map(Map.Entry::getKey)
            .sorted();
    return Stream.concat(Stream.of(LEDGER), open).map(slot -> new Work(wallet, slot)).toList();
  }

  /** What of the last part's last wallet was not done for lack of time. */
  private List<Work> leftOf(WalletPage page) {
    if (page.after().isEmpty() || page.afterPod().isEmpty()) {
      return List.of();
    }
    try {
      return wallets
          .find(page.after().get())
          .map(MaintenanceActivitiesImpl::work)
          .orElse(List.of())
          .stream()
          .filter(work -> work.podId().compareTo(page.afterPod().get()) > 0)
          .toList();
    } catch (SenselessWallet broken) {
      repairs.broken(broken);
      return List.of();
    }
  }

  private int mend(Work work, Instant now, boolean all) {
    if (!work.podId().equals(LEDGER)) {
      Meter meter = Objects.requireNonNull(work.wallet().meters().get(work.podId()));
      return sessions.mend(work.wallet(), work.podId(), meter, now, all) ? 1 : 0;
    }
    if (all) {
      removedPods.forget(work.wallet(), now);
    }
    return completeLedger(work.wallet());
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
