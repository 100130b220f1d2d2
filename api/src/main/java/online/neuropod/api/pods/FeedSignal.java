package online.neuropod.api.pods;

/** Tells the feed that this process has written something that others wait to see. */
@FunctionalInterface
public interface FeedSignal {
  /** Asks for a look at once. Does not block. */
  void wake();
}
