package online.neuropod.workflows.contract;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import online.neuropod.workflows.contract.ReconcileWorkflow.ReconcileInput;

/** Keeps the installation's reconciler running. */
public final class Reconciliation {
  private final WorkflowClient client;
  private final String installation;

  /** Speaks for one installation. */
  public Reconciliation(WorkflowClient client, String installation) {
    this.client = client;
    this.installation = installation;
  }

  /**
   * Starts it where it is gone. Safe to repeat. Blocks for one call to Temporal.
   *
   * @throws io.temporal.client.WorkflowServiceException if Temporal does not answer
   */
  public void ensure() {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.reconcile(installation))
            .setTaskQueue(new TaskQueues(installation).maintenance())
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setStaticSummary("Mends what is out of step")
            .build();
    client
        .newUntypedWorkflowStub(ReconcileWorkflow.TYPE, options)
        .start(new ReconcileInput(installation, 0));
  }
}
