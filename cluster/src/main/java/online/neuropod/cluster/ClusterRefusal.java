package online.neuropod.cluster;

import online.neuropod.domain.pod.StatusReason;

/** The cluster refuses something, and will do so again. */
public final class ClusterRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient StatusReason reason;

  /** A refusal with its cause in the product's words. */
  public ClusterRefusal(StatusReason reason, Throwable cause) {
    super(reason.code() + " " + reason.details(), cause);
    this.reason = reason;
  }

  /** Why. */
  public StatusReason reason() {
    return reason;
  }
}
