package online.neuropod.workflows.contract;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;

/** Asks Temporal whether a workflow runs. */
public final class RunningWorkflows {
  private final WorkflowClient client;

  /** Asks through this client. */
  public RunningWorkflows(WorkflowClient client) {
    this.client = client;
  }

  /**
   * Whether a workflow of this id runs; false also where Temporal never heard of it.
   *
   * @throws io.temporal.client.WorkflowServiceException if Temporal does not answer
   */
  public boolean has(String workflowId) {
    try {
      return client.newUntypedWorkflowStub(workflowId).describe().getStatus()
          == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    } catch (WorkflowNotFoundException unknown) {
      return false;
    }
  }
}
