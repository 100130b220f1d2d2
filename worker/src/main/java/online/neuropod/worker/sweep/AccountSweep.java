package online.neuropod.worker.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import online.neuropod.activities.rounds.Round;
import online.neuropod.domain.user.Account;
import online.neuropod.domain.user.Deletion;
import online.neuropod.store.deletions.DeletionStore;
import online.neuropod.store.standing.StandingOrders;
import online.neuropod.store.users.UserStore;
import online.neuropod.workflows.contract.AccountWorkflows;
import online.neuropod.workflows.contract.PodWorkflows;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what administrators decided about people and what was lost on its way: deletions that
 * nobody works on, and suspensions whose pods nobody stopped.
 */
public final class AccountSweep {
  private static final Logger LOG = LoggerFactory.getLogger(AccountSweep.class);

  /** What is younger than this is on its way. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

  private static final Duration BETWEEN_STARTS = Duration.ofSeconds(30);

  private final UserStore users;
  private final DeletionStore deletions;
  private final StandingOrders orders;
  private final AccountWorkflows accounts;
  private final PodWorkflows pods;
  private final InstantSource clock;
  private final Map<String, Instant> ensured = new HashMap<>();

  /** Sweeps one installation. */
  public AccountSweep(
      UserStore users,
      DeletionStore deletions,
      StandingOrders orders,
      AccountWorkflows accounts,
      PodWorkflows pods,
      InstantSource clock) {
    this.users = users;
    this.deletions = deletions;
    this.orders = orders;
    this.accounts = accounts;
    this.pods = pods;
    this.clock = clock;
  }

  /** Sweeps once. Not for several threads at once. */
  void run() {
    Instant now = clock.instant();
    Instant before = now.minus(ON_ITS_WAY);
    Round.over(users.unsettled(before), "suspension", AccountSweep::name, this::carryOut);
    List<Deletion> open = deletions.unfinished(before);
    Round.over(
        open,
        "deletion",
        deletion -> "userId=" + deletion.userId(),
        deletion -> ensure(deletion, now));
    ensured.keySet().retainAll(open.stream().map(Deletion::request).collect(Collectors.toSet()));
  }

  private static String name(Account account) {
    return "userId=" + account.user().id();
  }

  private void carryOut(Account account) {
    LOG.info("{}: carrying out again what was decided", name(account));
    orders.carryOut(account.user().id()).forEach(pods::deliver);
  }

  private void ensure(Deletion deletion, Instant now) {
    Instant last = ensured.getOrDefault(deletion.request(), Instant.MIN);
    if (last.isBefore(now.minus(BETWEEN_STARTS))) {
      accounts.ensure(deletion);
      // Not before the answer: a start that failed is tried again in the next round.
      ensured.put(deletion.request(), now);
    }
  }
}
