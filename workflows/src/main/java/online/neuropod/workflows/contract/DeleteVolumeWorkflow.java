package online.neuropod.workflows.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Removes a person's workspace volume for good; their next pod makes a new one. */
@WorkflowInterface
public interface DeleteVolumeWorkflow {
  /** Temporal's name of this workflow type. */
  String TYPE = "DeleteVolumeWorkflow";

  /** Returns when the cluster confirms that it is gone. */
  @WorkflowMethod(name = TYPE)
  void delete(DeletionInput input);
}
