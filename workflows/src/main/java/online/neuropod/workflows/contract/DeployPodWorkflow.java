package online.neuropod.workflows.contract;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Brings a pod to run, for create, start and retry: funds, namespace, volume, Jupyter's secret,
 * Pod, Service and route per HTTP port, billing.
 */
@WorkflowInterface
public interface DeployPodWorkflow extends PodLifecycle {
  /** Temporal's name of this workflow type. */
  String TYPE = "DeployPodWorkflow";

  /** Returns when the wish is true, or goes on as the workflow of a newer wish. */
  @WorkflowMethod(name = TYPE)
  void deploy(PodInput input);
}
