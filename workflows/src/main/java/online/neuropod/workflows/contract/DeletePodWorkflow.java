package online.neuropod.workflows.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Removes a pod for good, but for the volume and its document. */
@WorkflowInterface
public interface DeletePodWorkflow extends PodLifecycle {
  /** Temporal's name of this workflow type. */
  String TYPE = "DeletePodWorkflow";

  /** Returns when the wish is true, or goes on as the workflow of a newer wish. */
  @WorkflowMethod(name = TYPE)
  void delete(PodInput input);
}
