package online.neuropod.workflows.contract;

import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributes;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;

/**
 * Hands wishes to the lifecycle workflows: the only way in which one is ever started. Signal and
 * start are one request, so a wish reaches the workflow that runs, whatever its operation, or
 * starts one.
 */
public final class PodWorkflows {
  private final WorkflowClient client;
  private final String installation;
  private final TaskQueues queues;

  /** Speaks for one installation. */
  public PodWorkflows(WorkflowClient client, String installation) {
    this.client = client;
    this.installation = installation;
    this.queues = new TaskQueues(installation);
  }

  /**
   * Delivers the newest wish of a pod. Safe to repeat. Blocks for one call to Temporal.
   *
   * @throws io.grpc.StatusRuntimeException if Temporal does not take it; the wish stays in the
   *     document and is delivered later
   */
  public void deliver(Pod pod) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(WorkflowIds.pod(installation, pod.id()))
            .setTaskQueue(queues.lifecycle())
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .setStaticSummary(summary(pod))
            .setTypedSearchAttributes(attributes(pod))
            .build();
    WorkflowStub stub = client.newUntypedWorkflowStub(typeOf(pod.wish().op()), options);
    var input = new PodInput(installation, pod.id(), pod.ownerId(), pod.wish().seq());
    stub.signalWithStart(PodLifecycle.WISH, new Object[] {pod.wish().seq()}, new Object[] {input});
  }

  /** The workflow type that makes an operation true. */
  public static String typeOf(Operation op) {
    return switch (op) {
      case RUN -> DeployPodWorkflow.TYPE;
      case STOP -> StopPodWorkflow.TYPE;
      case DELETE -> DeletePodWorkflow.TYPE;
    };
  }

  private static String summary(Pod pod) {
    return "Pod " + pod.name() + ", wish " + pod.wish().seq() + ": " + pod.wish().op().wire();
  }

  private static SearchAttributes attributes(Pod pod) {
    return SearchAttributes.newBuilder()
        .set(PodAttributes.POD_ID, pod.id())
        .set(PodAttributes.OWNER_ID, pod.ownerId())
        .set(PodAttributes.POD_STATUS, pod.status().wire())
        .build();
  }
}
