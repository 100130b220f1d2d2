package online.neuropod.workflows.contract;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.SearchAttributes;
import online.neuropod.domain.user.Deletion;

/** Has deletions carried out: the only way in which their workflows are ever started. */
public final class AccountWorkflows {
  private final WorkflowClient client;
  private final String installation;

  /** Speaks for one installation. */
  public AccountWorkflows(WorkflowClient client, String installation) {
    this.client = client;
    this.installation = installation;
  }

  /**
   * Makes sure that a deletion is worked on. Safe to repeat. Blocks for one call to Temporal.
   *
   * @throws io.grpc.StatusRuntimeException or {@link io.temporal.client.WorkflowServiceException}
   *     if Temporal does not take it; the deletion stays in its document and is started later
   */
  public void ensure(Deletion deletion) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(idOf(installation, deletion))
            .setTaskQueue(new TaskQueues(installation).maintenance())
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .setWorkflowIdConflictPolicy(
                WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
            .setStaticSummary(summary(deletion))
            .setTypedSearchAttributes(
                SearchAttributes.newBuilder()
                    .set(PodAttributes.OWNER_ID, deletion.userId())
                    .build())
            .build();
    client
        .newUntypedWorkflowStub(typeOf(deletion), options)
        .start(
            new DeletionInput(installation, deletion.userId(), deletion.request(), deletion.by()));
  }

  private static String idOf(String installation, Deletion deletion) {
    return switch (deletion.subject()) {
      case ACCOUNT -> WorkflowIds.user(installation, deletion.userId());
      case VOLUME -> WorkflowIds.volume(installation, deletion.userId());
    };
  }

  private static String typeOf(Deletion deletion) {
    return switch (deletion.subject()) {
      case ACCOUNT -> DeleteUserWorkflow.TYPE;
      case VOLUME -> DeleteVolumeWorkflow.TYPE;
    };
  }

  private static String summary(Deletion deletion) {
    return switch (deletion.subject()) {
      case ACCOUNT -> "Deletes a person";
      case VOLUME -> "Deletes a person's workspace volume";
    };
  }
}
