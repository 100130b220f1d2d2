package online.neuropod.workflows.contract;

import io.temporal.workflow.SignalMethod;

/** The signals that every lifecycle workflow of a pod takes, whatever its operation. */
public interface PodLifecycle {
  /** Name of {@link #wish}. */
  String WISH = "wish";

  /** Name of {@link #clusterChanged}. */
  String CLUSTER_CHANGED = "clusterChanged";

  /** Name of {@link #sessionClosed}. */
  String SESSION_CLOSED = "sessionClosed";

  /**
   * The pod has a wish of this number. One that is not newer than the workflow's own is no news.
   */
  @SignalMethod(name = WISH)
  void wish(long seq);

  /** Something about the pod changed in the cluster. Only wakes: what it is, is read. */
  @SignalMethod(name = CLUSTER_CHANGED)
  void clusterChanged();

  /** The billing of a session is closed. */
  @SignalMethod(name = SESSION_CLOSED)
  void sessionClosed(long session);
}
