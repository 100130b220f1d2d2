package online.neuropod.standalone.run;

/** What was started for a person. */
public interface Running extends AutoCloseable {
  /** What the person should know of it, in some lines. */
  String greeting();

  /** Ends it; blocks until that is done. Nothing is lost. */
  @Override
  void close();
}
