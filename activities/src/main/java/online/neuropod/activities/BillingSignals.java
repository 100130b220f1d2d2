package online.neuropod.activities;

import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import online.neuropod.domain.money.Wallet;
import online.neuropod.workflows.contract.BillingInput;
import online.neuropod.workflows.contract.BillingWorkflow;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.PodLifecycle;
import online.neuropod.workflows.contract.SessionEnd;
import online.neuropod.workflows.contract.TaskQueues;
import online.neuropod.workflows.contract.WorkflowIds;

/** Signals between billing workflows and the lifecycle workflows of their pods. */
public final class BillingSignals {
  private final WorkflowClient client;
  private final String installation;

  /** Speaks for one installation. */
  public BillingSignals(WorkflowClient client, String installation) {
    this.client = client;
    this.installation = installation;
  }

  /** Tells a session's billing its end; starts it where it is gone. */
  public void announceEnd(Session session, SessionEnd end) {
    startWith(session, BillingWorkflow.ENDED, end);
  }

  /** Makes sure that a session is billed: wakes its workflow, or starts it where it is gone. */
  public void ensure(Session session) {
    startWith(session, BillingWorkflow.WALLET_CHANGED);
  }

  private void startWith(Session session, String signal, Object... arguments) {
    WorkflowOptions options =
        WorkflowOptions.newBuilder()
            .setWorkflowId(id(session.podId(), session.session()))
            .setTaskQueue(new TaskQueues(installation).money())
            .setWorkflowIdReusePolicy(
                WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
            .setStaticSummary("Billing of a pod, session " + session.session())
            .build();
    var input =
        new BillingInput(installation, session.podId(), session.ownerId(), session.session());
    client
        .newUntypedWorkflowStub(BillingWorkflow.TYPE, options)
        .signalWithStart(signal, arguments, new Object[] {input});
  }

  /**
   * Wakes the billing of the wallet's other running sessions: the money ends at another moment than
   * they know. That of an unlimited wallet never ends.
   */
  public void wakeOthers(Wallet wallet, Session session) {
    if (wallet.unlimited()) {
      return;
    }
    wallet
        .podMeters()
        .forEach(
            (podId, meter) -> {
              if (!podId.equals(session.podId()) && meter.isRunning()) {
                signal(id(podId, meter.session()), BillingWorkflow.WALLET_CHANGED);
              }
            });
  }

  /** Tells a pod's lifecycle workflow, if one runs, that the session is closed. */
  public void tellClosed(Session session) {
    signal(
        WorkflowIds.pod(installation, session.podId()),
        PodLifecycle.SESSION_CLOSED,
        session.session());
  }

  private void signal(String workflowId, String name, Object... arguments) {
    WorkflowStub stub = client.newUntypedWorkflowStub(workflowId);
    try {
      stub.signal(name, arguments);
    } catch (WorkflowNotFoundException nobodyWaits) {
      // Nobody needs to know, then: a workflow that starts later looks for itself.
      return;
    }
  }

  private String id(String podId, long session) {
    return WorkflowIds.billing(installation, podId, session);
  }
}
