package online.neuropod.workflows.impl;

import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Optional;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.workflows.contract.DeletePodWorkflow;
import online.neuropod.workflows.contract.PodInput;
import online.neuropod.workflows.contract.PodRecordActivities.StatusUpdate;
import online.neuropod.workflows.contract.PodRecordActivities.Wished;
import online.neuropod.workflows.contract.SessionEnd;

/** {@link DeletePodWorkflow}. */
public final class DeletePodWorkflowImpl extends PodLifecycleWorkflow implements DeletePodWorkflow {
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** Called by Temporal before any signal is handled. */
  @WorkflowInit
  public DeletePodWorkflowImpl(PodInput input) {
    super(input);
  }

  @Override
  public void delete(PodInput input) {
    run(Operation.DELETE);
  }

  @Override
  boolean work(PodInput pod, Wished wished) {
    publish(PodStatus.DELETING);
    new Teardown(this, pod).run(SessionEnd.DELETED);
    tell("Waiting until the cluster confirms that nothing is left");
    while (!cluster.removeRemains(session(pod))) {
      pause(LOOK);
    }
    boolean written =
        records.writeStatus(
            new StatusUpdate(
                pod.podId(),
                pod.seq(),
                PodStatus.DELETED,
                Optional.empty(),
                Optional.empty(),
                true));
    if (written) {
      publish(PodStatus.DELETED);
      tell("Deleted; the volume is kept");
    }
    return written;
  }
}
