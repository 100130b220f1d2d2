package online.neuropod.standalone.run;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was started, to be closed in the opposite order. */
final class Parts implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  /** Adds what was just started, and returns it. */
  <T extends AutoCloseable> T add(T part) {
    started.push(part);
    return part;
  }

  /** Closes all; that one fails does not keep the others open. */
  @Override
  public void close() {
    while (!started.isEmpty()) {
      AutoCloseable part = started.pop();
      try {
        part.close();
      } catch (Exception failure) { // Whatever it is, the parts below must still be closed.
        log.warn("{} did not close cleanly", part.getClass().getSimpleName(), failure);
      }
    }
  }
}
