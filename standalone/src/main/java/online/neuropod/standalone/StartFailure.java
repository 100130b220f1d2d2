package online.neuropod.standalone;

/** NeuroPod cannot start; the message tells a person what is wrong and what to do about it. */
public final class StartFailure extends RuntimeException {
  /** A failure found by ourselves. */
  public StartFailure(String message) {
    super(message);
  }

  /** A failure with what lies under it. */
  public StartFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
