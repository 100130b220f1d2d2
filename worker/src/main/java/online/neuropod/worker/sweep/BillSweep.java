package online.neuropod.worker.sweep;

import online.neuropod.activities.BillingSignals;
import online.neuropod.domain.money.Wallet;
import online.neuropod.store.wallets.WalletStore;
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
    wallets.withOpenSessions().forEach(this::sweep);
  }

  private void sweep(Wallet wallet) {
    wallet
        .meters()
        .forEach(
            (slot, meter) -> {
              boolean started = meter.start().isPresent() && !meter.closed();
              if (started && !slot.equals(Wallet.VOLUME)) {
                ensure(new Session(slot, wallet.userId(), meter.session()));
              }
            });
  }

  private void ensure(Session session) {
    String id = WorkflowIds.billing(installation, session.podId(), session.session());
    if (!running.has(id)) {
      LOG.warn("podId={} session={}: billing is started again", session.podId(), session.session());
      billing.ensure(session);
    }
  }
}
