package online.neuropod.workflows.world;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import online.neuropod.workflows.contract.BillingInput;
import online.neuropod.workflows.contract.BillingWorkflow;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.PodLifecycle;
import online.neuropod.workflows.contract.SessionEnd;
import online.neuropod.workflows.contract.TaskQueues;
import online.neuropod.workflows.contract.WorkflowIds;

/** The signals that activities send. */
final class Signals {
  private final WorkflowClient client;

  Signals(WorkflowClient client) {
    this.client = client;
  }

  void ended(Session session, SessionEnd end) {
    var options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(id(session))
            .setTaskQueue(new TaskQueues(World.INSTALLATION).money())
            .build();
    var input =
        new BillingInput(World.INSTALLATION, session.podId(), session.ownerId(), session.session());
    client
        .newUntypedWorkflowStub(BillingWorkflow.TYPE, options)
        .signalWithStart(BillingWorkflow.ENDED, new Object[] {end}, new Object[] {input});
  }

  void walletChanged(Session session) {
    signal(id(session), BillingWorkflow.WALLET_CHANGED);
  }

  void closed(Session session) {
    signal(
        WorkflowIds.pod(World.INSTALLATION, session.podId()),
        PodLifecycle.SESSION_CLOSED,
        session.session());
  }

  void clusterChanged(String podId) {
    signal(WorkflowIds.pod(World.INSTALLATION, podId), PodLifecycle.CLUSTER_CHANGED);
  }

  private void signal(String workflowId, String name, Object... arguments) {
    try {
      client.newUntypedWorkflowStub(workflowId).signal(name, arguments);
    } catch (WorkflowNotFoundException nobodyWaits) {
      return;
    }
  }

  static String id(Session session) {
    return WorkflowIds.billing(World.INSTALLATION, session.podId(), session.session());
  }
}
