package online.neuropod.workflows.contract;

/**
 * Task queues of an installation. Billing has a queue of its own, so that a crowd of deploys never
 * holds it up.
 *
 * @param installation the installation's id
 */
public record TaskQueues(String installation) {
  /** Deploy, stop, delete, and what they do in the cluster. */
  public String lifecycle() {
    return installation + "/lifecycle";
  }

  /** Billing, and activities on wallets that the server schedules because they failed at first. */
  public String money() {
    return installation + "/money";
  }

  /** What mends. */
  public String maintenance() {
    return installation + "/maintenance";
  }
}
