package online.neuropod.activities;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import online.neuropod.activities.rounds.Round;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.cluster.Diagnosis;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.workflows.contract.BillingWorkflows;
import online.neuropod.workflows.contract.MoneyActivities;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.RunningWorkflows;
import online.neuropod.workflows.contract.SessionEnd;
import online.neuropod.workflows.contract.WorkflowIds;

/**
 * Mends what is out of step between meters, pods and billing workflows. What looks wrong is read a
 * second time before it is mended: the first reads of two documents are of two moments.
 */
public final class SessionRepairs {
  /** Longer than from a meter's start to its workflow's, and than a busy Temporal is late. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Said once of a session, however often it is seen. */
  private static final String ONCE = "";

  private final PodStore pods;
  private final WalletStore wallets;
  private final PodCluster cluster;
  private final MoneyActivities money;
  private final BillingWorkflows billing;
  private final RunningWorkflows running;
  private final SystemWishes wishes;
  private final Repairs repairs;
  private final Duration tick;
  private final String installation;

  /**
   * Works with these.
   *
   * @param tick how often a session is charged
   */
  public SessionRepairs(
      PodStore pods,
      WalletStore wallets,
      PodCluster cluster,
      MoneyActivities money,
      BillingWorkflows billing,
      RunningWorkflows running,
      SystemWishes wishes,
      Repairs repairs,
      Duration tick,
      String installation) {
    this.pods = pods;
    this.wallets = wallets;
    this.cluster = cluster;
    this.money = money;
    this.billing = billing;
    this.running = running;
    this.wishes = wishes;
    this.repairs = repairs;
    this.tick = tick;
    this.installation = installation;
  }

  /**
   * Mends an open session of a wallet.
   *
   * @param all whether its workflow is asked for in any case, or only where it seems to be
   *     neglected
   * @return whether there was something to mend
   */
  boolean mend(Wallet wallet, String podId, Meter meter, Instant now, boolean all) {
    var session = new Session(podId, wallet.userId(), meter.session());
    if (isOrphan(session)) {
      return closeOrphan(session, meter, now);
    }
    boolean neglected = isNeglected(wallet, meter, now);
    if (!neglected && !(all && isOld(meter, now))) {
      return false;
    }
    boolean runs = running.has(WorkflowIds.billing(installation, podId, meter.session()));
    if (!runs) {
      // What it is charged to tells one loss of its workflow from the next.
      repairs.session(Kind.BILLING_RESTARTED, session, String.valueOf(meter.askedTo().orElse(now)));
    }
    if (neglected || !runs) {
      // One that runs was perhaps not told that the money ends sooner than it knew.
      billing.ensure(session);
    }
    return !runs;
  }

  /** Whether nobody works for the pod, and nothing of it runs. */
  private boolean isOrphan(Session session) {
    return pods.find(session.podId())
        .filter(pod -> !pod.isSettled() || pod.status().isActive())
        .isEmpty();
  }

  private boolean closeOrphan(Session session, Meter meter, Instant now) {
    if (!isOpen(session)) {
      return false;
    }
    // When the pod was last written is when it was found down; without a pod nobody knows, and
    // what is not known is not charged.
    Instant end = pods.find(session.podId()).map(Pod::changedAt).or(meter::upTo).orElse(now);
    repairs.session(Kind.METER_CLOSED, session, ONCE);
    billing.announceEnd(
        session, new SessionEnd(Optional.empty(), end, Optional.of(SessionEnd.RECONCILED)));
    return true;
  }

  private boolean isOpen(Session session) {
    return wallets
        .find(session.ownerId())
        .flatMap(wallet -> wallet.meter(session.podId(), session.session()))
        .filter(meter -> !meter.closed())
        .isPresent();
  }

  private static boolean isOld(Meter meter, Instant now) {
    return meter.start().filter(now.minus(PATIENCE)::isAfter).isPresent();
  }

  /** Whether something is overdue: a charge, the end of the money, or the stop after it. */
  private boolean isNeglected(Wallet wallet, Meter meter, Instant now) {
    Instant overdue = now.minus(PATIENCE);
    return meter.askedTo().map(tick::addTo).map(Instant::from).filter(overdue::isAfter).isPresent()
        || meter.cap().filter(overdue::isAfter).isPresent()
        || (meter.isRunning() && wallet.exhaustedAt().filter(overdue::isAfter).isPresent());
  }

  /**
   * Mends pods that are said to run without a meter.
   *
   * @return how many
   */
  int mendPods() {
    Map<String, Wallet> used =
        wallets.withOpenSessions().stream()
            .collect(Collectors.toMap(Wallet::userId, wallet -> wallet));
    List<Pod> unmetered =
        pods.withStatus(PodStatus.RUNNING).stream()
            .filter(SessionRepairs::isSettledAndRuns)
            .filter(pod -> !isMetered(pod, Optional.ofNullable(used.get(pod.ownerId()))))
            .toList();
    var mended = new AtomicInteger();
    Round.over(
        unmetered,
        "metering",
        pod -> "podId=" + pod.id(),
        pod -> mended.addAndGet(mendUnmetered(pod) ? 1 : 0));
    return mended.get();
  }

  private static boolean isSettledAndRuns(Pod pod) {
    return pod.isSettled() && pod.wish().op() == Operation.RUN && pod.status() == PodStatus.RUNNING;
  }

  private static boolean isMetered(Pod pod, Optional<Wallet> wallet) {
    return wallet
        .flatMap(found -> found.meter(pod.id(), pod.wish().seq()))
        .filter(meter -> meter.start().isPresent() && !meter.closed())
        .isPresent();
  }

  private boolean mendUnmetered(Pod seen) {
    Optional<Pod> pod = pods.find(seen.id()).filter(SessionRepairs::isSettledAndRuns);
    if (pod.isEmpty() || isMetered(pod.get(), wallets.find(seen.ownerId()))) {
      return false;
    }
    var session = new Session(seen.id(), seen.ownerId(), pod.get().wish().seq());
    Diagnosis found = Diagnosis.of(cluster.observe(Target.of(pod.get())), pod.get().spec());
    if (found.stage() != Stage.RUNNING || found.startedAt().isEmpty()) {
      // It does not run, which is the drift check's to tell; nothing is owed.
      return false;
    }
    boolean granted =
        wallets.find(session.ownerId()).isPresent() && money.reserve(session).granted();
    if (granted) {
      repairs.session(Kind.METER_RESTORED, session, ONCE);
      money.started(session, found.startedAt().get());
      billing.ensure(session);
    } else {
      repairs.session(Kind.UNMETERED_STOPPED, session, ONCE);
      wishes.stop(
          pod.get(),
          Wish.BY_SYSTEM,
          StatusReason.of(CauseCode.INTERNAL, "detail", "the pod ran without a meter"));
    }
    return true;
  }
}
