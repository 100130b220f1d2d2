package online.neuropod.workflows.contract;

/**
 * Workflow ids. All begin with the installation's id, so that two installations on one Temporal
 * never meet.
 */
public final class WorkflowIds {
  private WorkflowIds() {}

  /** The one lifecycle workflow of a pod, whatever the operation. */
  public static String pod(String installation, String podId) {
    return installation + "/pod/" + podId;
  }

  /** The billing of one session of a pod. */
  public static String billing(String installation, String podId, long session) {
    return installation + "/billing/" + podId + "/" + session;
  }

  /** The deletion of a person. */
  public static String user(String installation, String userId) {
    return installation + "/user/" + userId;
  }

  /** The deletion of a person's workspace volume. */
  public static String volume(String installation, String userId) {
    return installation + "/volume/" + userId;
  }

  /** The installation's one reconciler. */
  public static String reconcile(String installation) {
    return installation + "/reconcile";
  }
}
