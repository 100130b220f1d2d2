package online.neuropod.workflows.impl;

import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.workflows.contract.MaintenanceActivities;
import online.neuropod.workflows.contract.MaintenanceActivities.Reconciled;
import online.neuropod.workflows.contract.MaintenanceActivities.WalletPage;
import online.neuropod.workflows.contract.ReconcileWorkflow;

/** {@link ReconcileWorkflow}. */
public final class ReconcileWorkflowImpl implements ReconcileWorkflow {
  /**
   * Every so many rounds everything is looked at. The first is one of them: where this workflow had
   * to be started, Temporal may have lost all others.
   */
  private static final long ROUNDS_OF_A_FULL_ONE = 30;

  private static final int ROUNDS_OF_A_RUN = 100;

  private final MaintenanceActivities maintenance;
  private boolean asked;

  /** Called by Temporal before any signal is handled. */
  @WorkflowInit
  public ReconcileWorkflowImpl(ReconcileInput input) {
    this.maintenance = ActivityStubs.maintenance(input.installation());
  }

  @Override
  public void now() {
    asked = true;
  }

  @Override
  public void reconcile(ReconcileInput input) {
    long round = input.round();
    while (round < input.round() + ROUNDS_OF_A_RUN
        && !Workflow.getInfo().isContinueAsNewSuggested()) {
      boolean all = asked || round % ROUNDS_OF_A_FULL_ONE == 0;
      asked = false;
      int repairs = round(all);
      round++;
      Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
      Workflow.setCurrentDetails("Last round at " + now + ", repairs: " + repairs);
      Workflow.await(maintenance.pauseBetweenRounds(), () -> asked);
    }
    // A look that was asked for since is not lost: the first round of a run is a full one then.
    long next = asked ? 0 : round;
    Workflow.continueAsNew(
        ReconcileWorkflow.TYPE,
        ContinueAsNewOptions.getDefaultInstance(),
        new ReconcileInput(input.installation(), next));
  }

  private int round(boolean all) {
    int repairs = maintenance.reconcilePods();
    Optional<String> after = Optional.empty();
    Optional<String> afterPod = Optional.empty();
    do {
      Reconciled part = maintenance.reconcileWallets(new WalletPage(after, afterPod, all));
      repairs += part.repairs();
      after = part.next();
      afterPod = part.nextPod();
    } while (after.isPresent());
    return repairs;
  }
}
