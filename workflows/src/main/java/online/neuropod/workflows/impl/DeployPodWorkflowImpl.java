package online.neuropod.workflows.impl;

import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.util.Optional;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.DeployPodWorkflow;
import online.neuropod.workflows.contract.FailureTypes;
import online.neuropod.workflows.contract.PodInput;
import online.neuropod.workflows.contract.PodInput.Progress;
import online.neuropod.workflows.contract.PodRecordActivities.StatusUpdate;
import online.neuropod.workflows.contract.PodRecordActivities.Wished;

/**
 * {@link DeployPodWorkflow}. The steps are {@link Deployment}'s; here is what surrounds them: a
 * newer wish ends them, and a step that cannot succeed is compensated and told.
 */
public final class DeployPodWorkflowImpl extends PodLifecycleWorkflow implements DeployPodWorkflow {
  /** Called by Temporal before any signal is handled. */
  @WorkflowInit
  public DeployPodWorkflowImpl(PodInput input) {
    super(input);
  }

  @Override
  public void deploy(PodInput input) {
    run(Operation.RUN);
  }

  @Override
  boolean work(PodInput pod, Wished wished) {
    if (pod.progress().failure().isPresent()) {
      return fail(pod, pod.progress().failure().get());
    }
    try {
      new Deployment(this, pod, wished).run();
      return true;
    } catch (Superseded newer) {
      // What was made is taken down by the workflow of the newer wish, or used by it: both begin
      // with a look.
      return false;
    } catch (ActivityFailure failure) {
      return fail(pod, StepFailure.of(failure).reason());
    } catch (StepFailure failure) {
      return fail(pod, failure.reason());
    }
  }

  private boolean fail(PodInput pod, StatusReason reason) {
    keepDecision();
    if (isSuperseded(pod.seq())) {
      return false;
    }
    remember(new Progress(Duration.ZERO, Optional.of(reason)));
    tell("Failed: " + reason.code() + ". Removing what was made");
    new Teardown(this, pod).run(reason.code().name());
    boolean written =
        records.writeStatus(
            new StatusUpdate(
                pod.podId(),
                pod.seq(),
                PodStatus.ERROR,
                Optional.of(reason),
                Optional.empty(),
                true));
    if (!written || isSuperseded(pod.seq())) {
      return false;
    }
    publish(PodStatus.ERROR);
    tell("Failed: " + reason.code() + " " + reason.details());
    throw ApplicationFailure.newNonRetryableFailure(
        "The deploy failed: " + reason.code() + " " + reason.details(), FailureTypes.DEPLOY);
  }
}
