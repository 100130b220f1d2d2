package online.neuropod.workflows.contract;

/** Types of failures that repeating cannot heal. Everything else is retried. */
public final class FailureTypes {
  /** The request itself is wrong. */
  public static final String VALIDATION = "Validation";

  /** The cluster does not let NeuroPod do it. */
  public static final String FORBIDDEN = "Forbidden";

  /** The image cannot run. */
  public static final String IMAGE = "Image";

  /** The wallet cannot pay. */
  public static final String FUNDS = "Funds";

  /** A quota is used up. */
  public static final String QUOTA = "Quota";

  /** Another object stands in the way. */
  public static final String CONFLICT = "Conflict";

  /** The deploy failed with a cause that the pod's document tells. */
  public static final String DEPLOY = "Deploy";

  private FailureTypes() {}

  /** All types, for retry options. */
  public static String[] permanent() {
    return new String[] {VALIDATION, FORBIDDEN, IMAGE, FUNDS, QUOTA, CONFLICT, DEPLOY};
  }
}
