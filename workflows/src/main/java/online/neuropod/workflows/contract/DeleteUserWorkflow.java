package online.neuropod.workflows.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Removes a person for good, with everything but the ledger: pods, money, namespace, volume, and
 * what says who it was. Gives up at nothing: what does not answer is waited for.
 */
@WorkflowInterface
public interface DeleteUserWorkflow {
  /** Temporal's name of this workflow type. */
  String TYPE = "DeleteUserWorkflow";

  /** Returns when nothing is left. */
  @WorkflowMethod(name = TYPE)
  void delete(DeletionInput input);
}
