package online.neuropod.workflows.impl;

import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import online.neuropod.workflows.contract.AccountActivities;
import online.neuropod.workflows.contract.ClusterActivities;
import online.neuropod.workflows.contract.FailureTypes;
import online.neuropod.workflows.contract.MaintenanceActivities;
import online.neuropod.workflows.contract.MoneyActivities;
import online.neuropod.workflows.contract.PodRecordActivities;
import online.neuropod.workflows.contract.TaskQueues;
import org.jspecify.annotations.Nullable;

/**
 * How activities are called: the one place for their time limits and retries.
 *
 * <p>They are called locally first, within the workflow's task: each is short, and through the
 * server it would cost six writes there and the person who waits about 40 ms, many times that when
 * many deploy at once. One that does not succeed at once is scheduled by the server, where it can
 * fail for days without a mark in the history, and where an operator sees each attempt. Probes of
 * ports are always: they may take seconds in which a wish must be heard.
 */
final class ActivityStubs {
  /** No activity takes longer; one that does was lost with its worker, and is tried again. */
  private static final Duration ATTEMPT = Duration.ofSeconds(10);

  private static final int LOCAL_ATTEMPTS = 2;

  private ActivityStubs() {}

  static PodRecordActivities records(String installation) {
    return localFirst(PodRecordActivities.class, new TaskQueues(installation).lifecycle());
  }

  static ClusterActivities cluster(String installation) {
    return localFirst(ClusterActivities.class, new TaskQueues(installation).lifecycle());
  }

  /** For {@link ClusterActivities#probe} alone. */
  static ClusterActivities probes(String installation) {
    return Workflow.newActivityStub(
        ClusterActivities.class, scheduled(new TaskQueues(installation).lifecycle()));
  }

  /** Scheduled: a round of many parts is no matter of one workflow task, nor in a hurry. */
  static MaintenanceActivities maintenance(String installation) {
    return Workflow.newActivityStub(
        MaintenanceActivities.class, scheduled(new TaskQueues(installation).maintenance()));
  }

  /** Scheduled: nobody waits for it, and what fails is to be seen in the Web UI. */
  static AccountActivities accounts(String installation) {
    return Workflow.newActivityStub(
        AccountActivities.class, scheduled(new TaskQueues(installation).maintenance()));
  }

  static MoneyActivities money(String installation) {
    return localFirst(MoneyActivities.class, new TaskQueues(installation).money());
  }

  private static <T> T localFirst(Class<T> activities, String queue) {
    T local = Workflow.newLocalActivityStub(activities, local());
    T scheduled = Workflow.newActivityStub(activities, scheduled(queue));
    Object both =
        Proxy.newProxyInstance(
            activities.getClassLoader(),
            new Class<?>[] {activities},
            (_, method, arguments) -> {
              try {
                return call(method, local, arguments);
              } catch (ActivityFailure failure) {
                if (isPermanent(failure.getRetryState())) {
                  throw failure;
                }
                return call(method, scheduled, arguments);
              }
            });
    return activities.cast(both);
  }

  private static boolean isPermanent(RetryState state) {
    return state == RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE
        || state == RetryState.RETRY_STATE_CANCEL_REQUESTED;
  }

  private static @Nullable Object call(
      Method method, Object target, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException failure) {
      throw Objects.requireNonNull(failure.getCause());
    }
  }

  private static ActivityOptions scheduled(String queue) {
    // A dead server is waited for without limit: each step has its own deadline, which does not
    // count that time. Should an operator cancel the workflow, the call is waited for, so that what
    // it still does in the cluster is done before anybody looks.
    return ActivityOptions.newBuilder()
        .setTaskQueue(queue)
        .setStartToCloseTimeout(ATTEMPT)
        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
        .setRetryOptions(retries().build())
        .build();
  }

  private static LocalActivityOptions local() {
    return LocalActivityOptions.newBuilder()
        .setStartToCloseTimeout(ATTEMPT)
        .setRetryOptions(retries().setMaximumAttempts(LOCAL_ATTEMPTS).build())
        .build();
  }

  private static RetryOptions.Builder retries() {
    return RetryOptions.newBuilder()
        .setInitialInterval(Duration.ofMillis(200))
        .setBackoffCoefficient(2)
        .setMaximumInterval(Duration.ofSeconds(5))
        .setDoNotRetry(FailureTypes.permanent());
  }
}
