package online.neuropod.workflows.impl;

import io.temporal.workflow.WorkflowInit;
import java.util.Optional;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.workflows.contract.PodInput;
import online.neuropod.workflows.contract.PodRecordActivities.StatusUpdate;
import online.neuropod.workflows.contract.PodRecordActivities.Wished;
import online.neuropod.workflows.contract.SessionEnd;
import online.neuropod.workflows.contract.StopPodWorkflow;

/**
 * {@link StopPodWorkflow}. A newer wish waits until the pod is down: whatever it is, it needs that.
 */
public final class StopPodWorkflowImpl extends PodLifecycleWorkflow implements StopPodWorkflow {
  /** Called by Temporal before any signal is handled. */
  @WorkflowInit
  public StopPodWorkflowImpl(PodInput input) {
    super(input);
  }

  @Override
  public void stop(PodInput input) {
    run(Operation.STOP);
  }

  @Override
  boolean work(PodInput pod, Wished wished) {
    publish(PodStatus.STOPPING);
    String cause = wished.reason().map(reason -> reason.code().name()).orElse(SessionEnd.STOPPED);
    new Teardown(this, pod).run(cause);
    PodStatus outcome = wished.endsInError() ? PodStatus.ERROR : PodStatus.STOPPED;
    boolean written =
        records.writeStatus(
            new StatusUpdate(
                pod.podId(), pod.seq(), outcome, wished.reason(), Optional.empty(), true));
    if (written) {
      publish(outcome);
      tell("Stopped; the volume is kept");
    }
    return written;
  }
}
