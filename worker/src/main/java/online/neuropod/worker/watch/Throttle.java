package online.neuropod.worker.watch;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes the first event of a key on at once, and all that come in the pause after it together at
 * its end. None is lost: after the last event of a key, it is passed on once more or is being
 * passed on.
 */
final class Throttle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Throttle.class);

  private final Duration pause;
  private final Consumer<String> target;
  private final ScheduledThreadPoolExecutor threads;

  /** Keys in their pause, and whether something came during it. */
  private final ConcurrentMap<String, Boolean> pausing = new ConcurrentHashMap<>();

  /**
   * @param atOnce how many events are passed on at once
   */
  Throttle(Duration pause, int atOnce, Consumer<String> target) {
    this.pause = pause;
    this.target = target;
    // What comes after the end is nobody's.
    this.threads =
        new ScheduledThreadPoolExecutor(
            atOnce, Thread.ofVirtual().name("throttle-", 0).factory(), new DiscardPolicy());
  }

  /** Something happened to {@code key}. Does not block. */
  void event(String key) {
    if (!pausing.merge(key, false, (before, now) -> true)) {
      pass(key);
    }
  }

  private void pass(String key) {
    threads.execute(() -> deliver(key));
    var _ = threads.schedule(() -> endPause(key), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void deliver(String key) {
    try {
      target.accept(key);
    } catch (RuntimeException unforeseen) {
      // The executor would keep it to itself.
      LOG.error("{}: a change is not passed on", key, unforeseen);
    }
  }

  private void endPause(String key) {
    // What came in the pause begins another.
    if (pausing.computeIfPresent(key, (same, came) -> came ? false : null) != null) {
      pass(key);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
