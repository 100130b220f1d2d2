package online.neuropod.workflows.contract;

import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Compares what is stored, what runs and who works for it, every few minutes and for ever, and
 * mends what a crash or somebody's hand has put out of step. One for each installation.
 */
@WorkflowInterface
public interface ReconcileWorkflow {
  /** Temporal's name of this workflow type. */
  String TYPE = "ReconcileWorkflow";

  /** Name of {@link #now}. */
  String NOW = "now";

  /**
   * Where it is.
   *
   * @param installation the installation's id
   * @param round how many rounds were made by earlier runs
   */
  record ReconcileInput(String installation, long round) {}

  /** Never returns. */
  @WorkflowMethod(name = TYPE)
  void reconcile(ReconcileInput input);

  /** Look at everything now, whatever was to be waited for. */
  @SignalMethod(name = NOW)
  void now();
}
