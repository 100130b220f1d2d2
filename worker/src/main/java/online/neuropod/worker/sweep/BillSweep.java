package online.neuropod.worker.sweep;

import java.util.List;
import java.util.stream.Stream;
import online.neuropod.activities.BillingSignals;
import online.neuropod.domain.money.Wallet;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.worker.rounds.Round;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.WorkflowIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the billing of sessions that run up costs while their workflow is gone. */
public final class BillSweep {
  private static final Logger LOG = LoggerFactory.getLogger(BillSweep.class);

  private final WalletStore wallets;
  private final BillingSignals billing;
  private final RunningWorkflows running;
  private final String installation;

  /** Sweeps one installation. */
  public BillSweep(
      WalletStore wallets, BillingSignals billing, RunningWorkflows running, String installation) {
    this.wallets = wallets;
    this.billing = billing;
    this.running = running;
    this.installation = installation;
  }

  /** Sweeps once. */
  void run() {
    List<Session> open = wallets.withOpenSessions().stream().flatMap(BillSweep::started).toList();
    Round.over(open, "billing", BillSweep::name, this::ensure);
  }

  private static Stream<Session> started(Wallet wallet) {
    return wallet.podMeters().entrySet().stream()
        .filter(entry -> entry.getValue().start().isPresent() && !entry.getValue().closed())
        .map(entry -> new Session(entry.getKey(), wallet.userId(), entry.getValue().session()));
  }

  private static String name(Session session) {
    return "podId=" + session.podId() + " session=" + session.session();
  }

  private void ensure(Session session) {
    String id = WorkflowIds.billing(installation, session.podId(), session.session());
    if (!running.has(id)) {
      LOG.warn("{}: billing is started again", name(session));
      billing.ensure(session);
    }
  }
}
