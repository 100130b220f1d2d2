package online.neuropod.workflows.impl;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import online.neuropod.workflows.contract.AccountActivities;
import online.neuropod.workflows.contract.DeleteUserWorkflow;
import online.neuropod.workflows.contract.DeletionInput;

/**
 * {@link DeleteUserWorkflow}. Each part begins with a look, so that a run which begins anew, after
 * whatever was lost, goes on where the one before was.
 */
public final class DeleteUserWorkflowImpl implements DeleteUserWorkflow {
  private final AccountActivities accounts;
  private final Outcome outcome = new Outcome();

  /** Called by Temporal before any signal is handled. */
  @WorkflowInit
  public DeleteUserWorkflowImpl(DeletionInput input) {
    this.accounts = ActivityStubs.accounts(input.installation());
  }

  @Override
  public void delete(DeletionInput input) {
    try {
      do {
        tell("Closing the entry");
        accounts.closeEntry(input);
        outcome.await(() -> havePodsGone(input));
        tell("Closing the wallet once every session is closed");
        outcome.await(() -> accounts.closeWallet(input));
        tell("Removing namespace and volume");
        outcome.await(() -> accounts.removeNamespace(input));
        tell("Removing personal data");
        // A pod that was accepted in the moment before the entry closed may come late.
      } while (!accounts.erase(input));
    } catch (HistoryTooLong full) {
      Workflow.continueAsNew(input);
    }
    tell("Deleted; the ledger is kept");
  }

  private boolean havePodsGone(DeletionInput input) {
    int left = accounts.removePods(input);
    tell("Waiting until pods are deleted: " + left);
    return left == 0;
  }

  private static void tell(String details) {
    Workflow.setCurrentDetails(details);
  }
}
