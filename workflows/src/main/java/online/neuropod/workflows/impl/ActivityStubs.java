package online.neuropod.workflows.impl;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import online.neuropod.workflows.contract.ClusterActivities;
import online.neuropod.workflows.contract.FailureTypes;
import online.neuropod.workflows.contract.MoneyActivities;
import online.neuropod.workflows.contract.PodRecordActivities;
import online.neuropod.workflows.contract.TaskQueues;

/**
 * How activities are called: the one place for their time limits and retries.
 *
 * <p>They are called locally, within the workflow's task: each is short, and through the server it
 * would cost six writes there and the person who waits about 40 ms, many times that when many
 * deploy at once. Only the probes of ports, which may take seconds in which a wish must be heard,
 * are scheduled by the server.
 */
final class ActivityStubs {
  /** No activity takes longer; one that does was lost with its worker, and is tried again. */
  private static final Duration ATTEMPT = Duration.ofSeconds(10);

  /** A local call that fails for longer is waited out by a timer of the server. */
  private static final Duration LOCAL_PATIENCE = Duration.ofSeconds(2);

  private ActivityStubs() {}

  static PodRecordActivities records() {
    return Workflow.newLocalActivityStub(PodRecordActivities.class, local());
  }

  static ClusterActivities cluster() {
    return Workflow.newLocalActivityStub(ClusterActivities.class, local());
  }

  /** For {@link ClusterActivities#probe} alone. */
  static ClusterActivities probes(String installation) {
    return Workflow.newActivityStub(
        ClusterActivities.class, options(new TaskQueues(installation).lifecycle()));
  }

  static MoneyActivities money() {
    return Workflow.newLocalActivityStub(MoneyActivities.class, local());
  }

  private static ActivityOptions options(String queue) {
    // A dead server is waited for without limit: each step has its own deadline, which does not
    // count that time. Should an operator cancel the workflow, the call is waited for, so that what
    // it still does in the cluster is done before anybody looks.
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(ATTEMPT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(retries())
        .build();
  }

  private static LocalActivityOptions local() {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(ATTEMPT)
        .setLocalRetryThreshold(LOCAL_PATIENCE)
        // Without a number the SDK (1.38) takes a local call for one that is not to be repeated.
        .setRetryOptions(retries().toBuilder().setMaximumAttempts(Integer.MAX_VALUE).build())
        .build();
  }

  private static RetryOptions retries() {
    return RetryOptions.newBuilder()
        .setInitialInterval(Duration.ofMillis(200))
        .setBackoffCoefficient(2)
        .setMaximumInterval(Duration.ofSeconds(5))
        .setDoNotRetry(FailureTypes.permanent())
        .build();
  }
}
