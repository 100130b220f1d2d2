package online.neuropod.activities;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Reservation;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.workflows.contract.BillingWorkflows;
import online.neuropod.workflows.contract.MoneyActivities;
import online.neuropod.workflows.contract.SessionEnd;

/** {@link MoneyActivities} on the store; what is owed, the domain decides. */
public final class MoneyActivitiesImpl implements MoneyActivities {
  private final PodStore pods;
  private final StoredPods stored;
  private final WalletStore wallets;
  private final UserStore users;
  private final SystemWishes wishes;
  private final BillingWorkflows billing;
  private final BillingRules rules;
  private final InstantSource clock;

  /** Works with these. */
  public MoneyActivitiesImpl(
      PodStore pods,
      WalletStore wallets,
      UserStore users,
      SystemWishes wishes,
      BillingWorkflows billing,
      BillingRules rules,
      InstantSource clock) {
    this.pods = pods;
    this.stored = new StoredPods(pods);
    this.wallets = wallets;
    this.users = users;
    this.wishes = wishes;
    this.billing = billing;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public Reserved reserve(Session session) {
    Reservation answer =
        wallets
            .change(session.ownerId(), clock.instant(), draft -> reserve(session, draft))
            .answer();
    return Reserved.of(answer);
  }

  private Reservation reserve(Session session, WalletDraft draft) {
    // Read after the wallet: one that has forgotten the meter did so after the pod was removed, so
    // that this is seen here, and a late attempt does not begin what is over.
    Pod pod = stored.get(session.podId());
    return pod.status() == PodStatus.DELETED
        ? new Reservation.Stale()
        : draft.reserve(
            session.podId(),
            session.session(),
            pod.rate().podMicrosPerHour(),
            pod.rate().priceVersion(),
            volumeRate(pod),
            rules.minimumRunway());
  }

  private long volumeRate(Pod pod) {
    int known = users.find(pod.ownerId()).map(User::workspaceGb).orElse(0);
    return pod.rate().volumeMicrosPerHour(Math.max(known, pod.spec().volumeDiskGb()));
  }

  @Override
  public void started(Session session, Instant at) {
    long volumeRate = volumeRate(stored.get(session.podId()));
    Wallet wallet =
        change(
            session,
            clock.instant(),
            draft -> draft.started(session.podId(), session.session(), at, volumeRate));
    billing.wakeOthers(wallet, session);
  }

  /** Applies a rule, and warns if with it the money ends soon as seen at {@code now}. */
  private Wallet change(Session session, Instant now, Consumer<WalletDraft> rule) {
    return wallets
        .change(
            session.ownerId(),
            clock.instant(),
            draft -> {
              rule.accept(draft);
              draft.watchRunway(now, rules.alertLevels());
              return true;
            })
        .wallet();
  }

  @Override
  public Outlook outlook(Session session, Instant now) {
    return wallets.find(session.ownerId()).isEmpty()
        ? Outlook.CLOSED
        : outlook(change(session, now, _ -> {}), session, now);
  }

  @Override
  public Outlook charge(Session session, Instant to) {
    Wallet wallet =
        change(session, to, draft -> draft.charge(session.podId(), session.session(), to));
    return outlook(wallet, session, to);
  }

  private Outlook outlook(Wallet wallet, Session session, Instant now) {
    return Outlook.of(wallet, session, now, rules.tick(), rules.alertLevels());
  }

  @Override
  public void close(Session session, SessionEnd end) {
    // Of a pod that is gone altogether, and of which no start is told, the meter is closed too.
    long volumeRate = pods.find(session.podId()).map(this::volumeRate).orElse(0L);
    Wallet wallet =
        change(
            session,
            clock.instant(),
            draft -> {
              end.startedAt()
                  .ifPresent(
                      at -> draft.started(session.podId(), session.session(), at, volumeRate));
              draft.close(session.podId(), session.session(), end.endedAt(), end.cause());
            });
    billing.tellClosed(session);
    billing.wakeOthers(wallet, session);
  }

  @Override
  public void stopUnpaid(Session session) {
    Optional<Wallet> wallet = wallets.find(session.ownerId());
    wallet.ifPresent(
        found ->
            found
                .podMeters()
                .forEach(
                    (podId, meter) -> {
                      if (!meter.closed() && meter.cap().isPresent()) {
                        stop(podId, meter.session());
                      }
                    }));
  }

  private void stop(String podId, long session) {
    pods.find(podId)
        .filter(pod -> pod.wish().op() == Operation.RUN && pod.wish().seq() == session)
        .ifPresent(
            pod -> wishes.stop(pod, Wish.BY_BILLING, StatusReason.of(CauseCode.FUNDS_EXHAUSTED)));
  }

  @Override
  public Optional<Long> openSession(String podId, String ownerId) {
    return wallets
        .find(ownerId)
        .flatMap(wallet -> Optional.ofNullable(wallet.meters().get(podId)))
        .filter(meter -> !meter.closed())
        .map(Meter::session);
  }

  @Override
  public void announceEnd(Session session, SessionEnd end) {
    billing.announceEnd(session, end);
  }
}
