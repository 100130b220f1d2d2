package online.neuropod.workflows.impl;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import online.neuropod.workflows.contract.ClusterActivities;
import online.neuropod.workflows.contract.FailureTypes;
import online.neuropod.workflows.contract.MoneyActivities;
import online.neuropod.workflows.contract.PodRecordActivities;
import online.neuropod.workflows.contract.TaskQueues;

/** How activities are called: the one place for their time limits and retries. */
final class ActivityStubs {
  /** No activity takes longer; one that does was lost with its worker, and is tried again. */
  private static final Duration ATTEMPT = Duration.ofSeconds(10);

  private ActivityStubs() {}

  static PodRecordActivities records(String installation) {
    return Workflow.newActivityStub(
        PodRecordActivities.class, options(new TaskQueues(installation).lifecycle()));
  }

  static ClusterActivities cluster(String installation) {
    return Workflow.newActivityStub(
        ClusterActivities.class, options(new TaskQueues(installation).lifecycle()));
  }

  static MoneyActivities money(String installation) {
    return Workflow.newActivityStub(
        MoneyActivities.class, options(new TaskQueues(installation).money()));
  }

  private static ActivityOptions options(String queue) {
    // A dead server is waited for without limit: each step has its own deadline, which does not
    // count that time. Should an operator cancel the workflow, the call is waited for, so that what
    // it still does in the cluster is done before anybody looks.
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(ATTEMPT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(
            RetryOptions.newBuilder()
                .setInitialInterval(Duration.ofMillis(200))
                .setBackoffCoefficient(2)
                .setMaximumInterval(Duration.ofSeconds(5))
                .setDoNotRetry(FailureTypes.permanent())
                .build())
        .build();
  }
}
