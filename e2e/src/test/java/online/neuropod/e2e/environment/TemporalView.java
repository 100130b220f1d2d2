package online.neuropod.e2e.environment;

import io.temporal.api.batch.v1.BatchOperationTermination;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryReverseRequest;
import io.temporal.api.workflowservice.v1.StartBatchOperationRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** Temporal as its operator sees it. */
public final class TemporalView implements AutoCloseable {
  private static final String NAMESPACE = "default";

  private final WorkflowServiceStubs stubs;

  private TemporalView(WorkflowServiceStubs stubs) {
    this.stubs = stubs;
  }

  /** Looks at the Temporal that a product works with. */
  public static TemporalView of(Product product) {
    return new TemporalView(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(product.partners().temporal())
                .build()));
  }

  /** Status of the newest run of a workflow. */
  public String status(String workflowId) {
    return stubs
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(execution(workflowId))
                .build())
        .getWorkflowExecutionInfo()
        .getStatus()
        .name();
  }

  /** With what the newest run of a workflow failed. */
  public String failureOf(String workflowId) {
    return stubs
        .blockingStub()
        .getWorkflowExecutionHistoryReverse(
            GetWorkflowExecutionHistoryReverseRequest.newBuilder()
                .setNamespace(NAMESPACE)
                .setExecution(execution(workflowId))
                .setMaximumPageSize(1)
                .build())
        .getHistory()
        .getEvents(0)
        .getWorkflowExecutionFailedEventAttributes()
        .getFailure()
        .getMessage();
  }

  /**
   * Ends all workflows of an installation whose worker is gone for good: nobody else would, and
   * thousands of them burden the server. Does not wait.
   */
  public void terminateAll(String installation) {
    var _ =
        stubs
            .blockingStub()
            .startBatchOperation(
                StartBatchOperationRequest.newBuilder()
                    .setNamespace(NAMESPACE)
                    .setJobId("end-of-" + installation)
                    .setReason("the test is over")
                    .setVisibilityQuery(
                        "ExecutionStatus = 'Running' AND WorkflowId STARTS_WITH '"
                            + installation
                            + "/'")
                    .setTerminationOperation(
                        BatchOperationTermination.newBuilder().setIdentity("end-to-end tests"))
                    .build());
  }

  private static WorkflowExecution execution(String workflowId) {
    return WorkflowExecution.newBuilder().setWorkflowId(workflowId).build();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
  }
}
