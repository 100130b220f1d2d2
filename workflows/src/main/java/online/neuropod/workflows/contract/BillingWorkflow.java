package online.neuropod.workflows.contract;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Bills one session of a pod: charges at every tick, stops the pods of the wallet at the moment the
 * money ends, and closes the session at the container's real end. Nobody else charges or closes.
 */
@WorkflowInterface
public interface BillingWorkflow {
  /** Temporal's name of this workflow type. */
  String TYPE = "BillingWorkflow";

  /** Name of {@link #ended}. */
  String ENDED = "ended";

  /** Name of {@link #walletChanged}. */
  String WALLET_CHANGED = "walletChanged";

  /** Returns when the session is closed. */
  @WorkflowMethod(name = TYPE)
  void bill(BillingInput input);

  /** The container's end is known. */
  @SignalMethod(name = ENDED)
  void ended(SessionEnd end);

  /** Something else changed the wallet's outlook: another session, a top-up, a freeze. */
  @SignalMethod(name = WALLET_CHANGED)
  void walletChanged();
}
