package online.neuropod.store.wallets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.money.AuditReport;
import online.neuropod.domain.money.Breach;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Law;
import online.neuropod.domain.money.LedgerAudit;
import online.neuropod.domain.money.Meter;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.wallets.WalletStore.Which;

/**
 * Holds all wallets against all laws of money. Changes nothing, and may run beside a product that
 * works: a wallet that changes while its ledger is read is read again.
 */
public final class MoneyAudit {
  private static final int PAGE = 200;

  /** A wallet that is written faster than it can be read is at last told as it was found. */
  private static final int TRIES = 5;

  private final WalletStore wallets;
  private final PodStore pods;

  /** Reads these. */
  public MoneyAudit(WalletStore wallets, PodStore pods) {
    this.wallets = wallets;
    this.pods = pods;
  }

  /** What one run has read so far. */
  private static final class Tally {
    private long wallets;
    private long entries;
    private long pending;
    private final Map<Law, Long> broken = new EnumMap<>(Law.class);
    private final List<Breach> told = new ArrayList<>();

    void add(List<Breach> found) {
      for (Breach breach : found) {
        if (broken.merge(breach.law(), 1L, Long::sum) <= AuditReport.MOST_OF_A_LAW) {
          told.add(breach);
        }
      }
    }
  }

  /**
   * Checks everything. Reads every entry once: blocks for seconds for each million of them.
   *
   * @param now for the report
   * @throws org.springframework.dao.DataAccessException if the database does not answer
   */
  public AuditReport run(Instant now) {
    var tally = new Tally();
    String after = "";
    List<String> page;
    do {
      page = wallets.userIds(after, PAGE);
      page.forEach(userId -> audit(userId, tally));
      after = page.isEmpty() ? after : page.getLast();
    } while (page.size() == PAGE);
    tally.add(runningWithoutMeter());
    tally.add(
        wallets.ledgersWithoutWallet().stream()
            .map(userId -> ofWallet(Law.OWNER, userId, "there is no wallet"))
            .toList());
    return new AuditReport(
        now, tally.wallets, tally.entries, tally.pending, tally.broken, tally.told);
  }

  private void audit(String userId, Tally tally) {
    Reading reading = read(userId);
    for (int tries = 1; tries < TRIES && !reading.breaches().isEmpty(); tries++) {
      // Perhaps it changed meanwhile.
      reading = read(userId);
    }
    tally.wallets++;
    tally.entries += reading.entries();
    tally.pending += reading.pending();
    tally.add(reading.breaches());
  }

  private Reading read(String userId) {
    try {
      return wallets.find(userId).map(this::read).orElse(Reading.NOTHING);
    } catch (SenselessWallet senseless) {
      Law broken = senseless.isNegative() ? Law.NOT_NEGATIVE : Law.READABLE;
      return new Reading(0, 0, List.of(ofWallet(broken, userId, senseless.reason())));
    }
  }

  private static Breach ofWallet(Law law, String userId, String detail) {
    return new Breach(law, userId, Optional.empty(), 0, 0, detail);
  }

  /** What was found in one wallet. */
  private record Reading(long entries, long pending, List<Breach> breaches) {
    /** Of a wallet that is gone. */
    static final Reading NOTHING = new Reading(0, 0, List.of());
  }

  private Reading read(Wallet wallet) {
    Map<Long, Entry> pending = new HashMap<>();
    wallet.pending().forEach(entry -> pending.put(entry.n(), entry));
    var audit = new LedgerAudit(wallet, this::isRemoved);
    var count = new long[1];
    wallets.read(
        wallet.userId(),
        Which.ALL,
        entry -> {
          pending.remove(entry.n());
          count[0]++;
          if (entry.n() <= wallet.n()) {
            audit.read(entry);
          }
        });
    // Whatever lacks in the ledger but stands in the wallet's document is not lost.
    wallet.pending().stream().filter(entry -> pending.containsKey(entry.n())).forEach(audit::read);
    var breaches = new ArrayList<>(audit.finish());
    wallet
        .podMeters()
        .forEach((podId, meter) -> check(wallet, podId, meter).ifPresent(breaches::add));
    return new Reading(count[0], pending.size(), breaches);
  }

  /** Whether a pod never comes back: a wallet forgets its meter some day. */
  private boolean isRemoved(String podId) {
    return pods.find(podId).filter(pod -> pod.status() != PodStatus.DELETED).isEmpty();
  }

  private Optional<Breach> check(Wallet wallet, String podId, Meter meter) {
    if (meter.closed()) {
      return Optional.empty();
    }
    Optional<Pod> pod = pods.find(podId);
    boolean belongs =
        pod.filter(found -> !found.isSettled() || found.status().isActive()).isPresent();
    return belongs
        ? Optional.empty()
        : Optional.of(
            new Breach(
                Law.PODS,
                wallet.userId(),
                Optional.of(podId),
                meter.session(),
                0,
                "the meter is open, but the pod is "
                    + pod.map(found -> found.status().wire()).orElse("not there")));
  }

  private List<Breach> runningWithoutMeter() {
    return pods.withStatus(PodStatus.RUNNING).stream()
        .filter(pod -> pod.isSettled() && pod.wish().op() == Operation.RUN)
        .filter(pod -> !isMetered(pod))
        .filter(pod -> isStillRunning(pod) && !isMetered(pod))
        .map(
            pod ->
                new Breach(
                    Law.PODS,
                    pod.ownerId(),
                    Optional.of(pod.id()),
                    pod.wish().seq(),
                    0,
                    "the pod runs, but its meter is not open"))
        .toList();
  }

  private boolean isStillRunning(Pod seen) {
    return pods.find(seen.id())
        .filter(pod -> pod.isSettled() && pod.status() == PodStatus.RUNNING)
        .filter(pod -> pod.wish().seq() == seen.wish().seq())
        .isPresent();
  }

  private boolean isMetered(Pod pod) {
    try {
      return wallets
          .find(pod.ownerId())
          .flatMap(wallet -> wallet.meter(pod.id(), pod.wish().seq()))
          .filter(meter -> !meter.closed())
          .isPresent();
    } catch (SenselessWallet senseless) {
      // That is told of the wallet already.
      return true;
    }
  }
}
