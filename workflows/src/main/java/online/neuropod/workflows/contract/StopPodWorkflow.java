package online.neuropod.workflows.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Takes a pod down: routes, container, billing. The volume stays. */
@WorkflowInterface
public interface StopPodWorkflow extends PodLifecycle {
  /** Temporal's name of this workflow type. */
  String TYPE = "StopPodWorkflow";

  /** Returns when the wish is true, or goes on as the workflow of a newer wish. */
  @WorkflowMethod(name = TYPE)
  void stop(PodInput input);
}
