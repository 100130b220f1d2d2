package online.neuropod.api.live;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * What waits to be sent to one reader. Of frames about the same thing only the last one waits, so
 * that a slow reader misses what was in between, and never the end. All others are bounded: small
 * ones by their number, and large ones by making their writer wait. Used by many threads.
 */
final class Outbox {
  /** A large frame is a list of pods or a piece of a log: hundreds of kilobytes. */
  private static final int MAX_LARGE = 1;

  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SequencedMap<Object, ServerFrame> waiting = new LinkedHashMap<>();
  private int small;
  private int large;
  private boolean closed;

  /**
   * An empty box.
   *
   * @param limit how many small frames may wait that nothing replaces
   */
  Outbox(int limit) {
    this.limit = limit;
  }

  /** Names a small frame that nothing replaces. */
  private static final class Small {}

  /** Names a large frame, which nothing replaces either. */
  private static final class Large {}

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
   * Puts in a small frame of its own.
   *
   * @return false if too many wait: the reader does not keep up
   */
  boolean add(ServerFrame frame) {
    lock.lock();
    try {
      if (small >= limit) {
        return false;
      }
      if (!closed) {
        small++;
        waiting.put(new Small(), frame);
        changed.signalAll();
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until a large frame may be put in.
   *
   * @return false if the box is closed
   * @throws InterruptedException if the thread is interrupted
   */
  boolean awaitRoom() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && large >= MAX_LARGE) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts in a large frame of its own, and waits for room before.
   *
   * @param wanted whether it is still asked for, when there is room; asked while nobody else can
   *     put anything in
   * @return false if the box is closed or the frame is not wanted any more
   * @throws InterruptedException if the thread is interrupted
   */
  boolean addWhenThereIsRoom(ServerFrame frame, BooleanSupplier wanted)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      if (!awaitRoom() || !wanted.getAsBoolean()) {
        return false;
      }
      addLarge(frame);
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Puts in a large frame after which none of these things is as it was told before: what waits
   * about them is dropped. For one who has awaited room.
   */
  void addInsteadOf(Collection<String> abouts, ServerFrame frame) {
    lock.lock();
    try {
      if (!closed) {
        abouts.forEach(waiting::remove);
        addLarge(frame);
      }
    } finally {
      lock.unlock();
    }
  }

  private void addLarge(ServerFrame frame) {
    large++;
    waiting.put(new Large(), frame);
    changed.signalAll();
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
      switch (oldest.getKey()) {
        case Small _ -> small--;
        case Large _ -> large--;
        default -> {}
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
