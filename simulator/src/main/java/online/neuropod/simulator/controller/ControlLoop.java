package online.neuropod.simulator.controller;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings things to the state they should have, one at a time. Events only wake it: what is to be
 * done is read from the present state, so that a lost or repeated event does no harm.
 *
 * @param <K> what names a thing
 */
public final class ControlLoop<K> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ControlLoop.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Work<K> work;
  private final DelayQueue<Due<K>> queue = new DelayQueue<>();
  private final Map<K, Due<K>> waiting = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Thread thread;
  private volatile boolean closing;

  /** One step for one thing. */
  @FunctionalInterface
  public interface Work<K> {
    /** Does what is to be done now, and says after which time there is more to do. */
    Optional<Duration> step(K key);
  }

  /** A loop that does not run yet. */
  public ControlLoop(String name, Work<K> work) {
    this.work = work;
    this.thread = Thread.ofVirtual().name("simulated-" + name).unstarted(this::run);
  }

  /** Begins to work. */
  public void start() {
    thread.start();
  }

  /** Wakes a thing now. */
  public void wake(K key) {
    wake(key, Duration.ZERO);
  }

  /** Wakes a thing later, unless it is to be woken before that anyway. */
  public void wake(K key, Duration after) {
    Due<K> due = new Due<>(Optional.of(key), System.nanoTime() + Math.max(0, after.toNanos()));
    lock.lock();
    try {
      Due<K> present = waiting.get(key);
      if (present != null) {
        if (present.at - due.at <= 0) {
          return;
        }
        queue.remove(present);
      }
      waiting.put(key, due);
      queue.add(due);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (!closing) {
      try {
        take().ifPresent(this::step);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  private Optional<K> take() throws InterruptedException {
    Due<K> due = queue.take();
    lock.lock();
    try {
      due.key.ifPresent(key -> waiting.remove(key, due));
    } finally {
      lock.unlock();
    }
    return due.key;
  }

  private void step(K key) {
    if (closing) {
      return;
    }
    try {
      work.step(key).ifPresent(after -> wake(key, after));
    } catch (RuntimeException failed) {
      // A loop that dies would leave its things half done for ever: a write can fail while the
      // storage is away, and has to be tried again.
      LOG.warn("{} failed for {}", thread.getName(), key, failed);
      wake(key, RETRY);
    }
  }

  /** Ends the loop after the step it is in; waits at most 5 seconds for it. */
  @Override
  public void close() {
    // Not by an interrupt: it could tear the write of a step.
    closing = true;
    queue.add(new Due<>(Optional.empty(), System.nanoTime()));
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Due<K> implements Delayed {
    private final Optional<K> key;
    private final long at;

    private Due(Optional<K> key, long at) {
      this.key = key;
      this.at = at;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
