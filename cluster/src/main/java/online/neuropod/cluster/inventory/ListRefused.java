package online.neuropod.cluster.inventory;

/** The server does not understand what is asked for. */
public final class ListRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Why {
    /** The label selector. */
    SELECTOR,
    /** The token of the part before is not one of the server's. */
    CONTINUE,
    /** The token is too old: the list has to be read from its start. */
    EXPIRED
  }

  private final Why why;

  ListRefused(Why why, Throwable cause) {
    super(why.name(), cause);
    this.why = why;
  }

  /** What is wrong. */
  public Why why() {
    return why;
  }
}
