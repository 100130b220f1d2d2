package online.neuropod.workflows.contract;

import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.function.Predicate;
import online.neuropod.domain.money.Wallet;
import online.neuropod.workflows.contract.MoneyActivities.Session;

/**
 * Speaks to billing workflows, and for them to the lifecycle workflows of their pods. Everything is
 * safe to repeat, and blocks for one call to Temporal for each session.
 */
public final class BillingWorkflows {
  private final WorkflowClient client;
  private final String installation;

  /** Speaks for one installation. */
  public BillingWorkflows(WorkflowClient client, String installation) {
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
    if (!wallet.unlimited()) {
      wake(wallet, podId -> !podId.equals(session.podId()));
    }
  }

  /**
   * Wakes the billing of all running sessions of a wallet whose balance or limit somebody changed.
   */
  public void wakeAll(Wallet wallet) {
    wake(wallet, _ -> true);
  }

  private void wake(Wallet wallet, Predicate<String> whose) {
    wallet
        .podMeters()
        .forEach(
            (podId, meter) -> {
              // Also one that this very change has capped: its pod is to be stopped now.
              if (whose.test(podId) && meter.start().isPresent() && !meter.closed()) {
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
