package online.neuropod.workflows.impl;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import online.neuropod.workflows.contract.AccountActivities;
import online.neuropod.workflows.contract.DeleteVolumeWorkflow;
import online.neuropod.workflows.contract.DeletionInput;

/** {@link DeleteVolumeWorkflow}. */
public final class DeleteVolumeWorkflowImpl implements DeleteVolumeWorkflow {
  private final AccountActivities accounts;
  private final Outcome outcome = new Outcome();

  /** Called by Temporal before any signal is handled. */
  @WorkflowInit
  public DeleteVolumeWorkflowImpl(DeletionInput input) {
    this.accounts = ActivityStubs.accounts(input.installation());
  }

  @Override
  public void delete(DeletionInput input) {
    Workflow.setCurrentDetails("Waiting until the cluster confirms that the volume is gone");
    try {
      outcome.await(() -> accounts.removeVolume(input));
    } catch (HistoryTooLong full) {
      Workflow.continueAsNew(input);
    }
    Workflow.setCurrentDetails("Deleted");
  }
}
