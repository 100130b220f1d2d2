package online.neuropod.api.live;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits to be sent to one reader. Of frames about the same thing only the last one waits, so
 * that a slow reader misses what was in between, and never the end. All others are bounded. Used by
 * many threads.
 */
final class Outbox {
  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SequencedMap<Object, ServerFrame> waiting = new LinkedHashMap<>();
  private int single;
  private boolean closed;

  /**
   * An empty box.
   *
   * @param limit how many frames may wait that nothing replaces
   */
  Outbox(int limit) {
    this.limit = limit;
  }

  /** Names a frame that nothing replaces. */
  private static final class Single {}

  /** Puts in the newest frame about something, in the place of one that waits. */
  void put(String about, ServerFrame frame) {
    lock.lock();
    try {
      if (!closed) {
        waiting.merge(about, frame, (unsent, newest) -> newest.insteadOf(unsent));
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts in a frame of its own.
   *
   * @return false if too many wait: the reader does not keep up
   */
  boolean add(ServerFrame frame) {
    lock.lock();
    try {
      if (single >= limit) {
        return false;
      }
      addSingle(frame);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts in a frame of its own, and waits for room before.
   *
   * @return false if the box was closed
   * @throws InterruptedException if the thread is interrupted
   */
  boolean addWhenThereIsRoom(ServerFrame frame) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && single >= limit) {
        changed.await();
      }
      addSingle(frame);
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void addSingle(ServerFrame frame) {
    if (!closed) {
      waiting.put(new Single(), frame);
      single++;
      changed.signalAll();
    }
  }

  /**
   * Takes out the oldest frame; waits for one.
   *
   * @return empty when the box is closed and nothing is left
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<ServerFrame> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && waiting.isEmpty()) {
        changed.await();
      }
      var oldest = waiting.pollFirstEntry();
      if (oldest == null) {
        return Optional.empty();
      }
      if (oldest.getKey() instanceof Single) {
        single--;
      }
      changed.signalAll();
      return Optional.of(oldest.getValue());
    } finally {
      lock.unlock();
    }
  }

  /** Takes nothing in any more; what waits can still be taken out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
