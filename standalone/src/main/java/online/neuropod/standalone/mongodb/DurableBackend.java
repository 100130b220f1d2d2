package online.neuropod.standalone.mongodb;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers a write only when the file holds it, whole.
 *
 * <p>The file's versions are made between commands and never inside one: a command touches several
 * maps (documents, unique indexes), and a version with half of them would, after a crash, hold a
 * unique key without its document. Hence the store must not commit by itself, and commands that
 * write share a lock that commits hold alone. Writers that wait at the same time are served by one
 * commit.
 */
final class DurableBackend extends H2Backend {
  // Whatever is not named here is taken for a write: an unneeded commit costs nothing.
  private static final Set<String> READS =
      Set.of(
          "buildinfo",
          "collstats",
          "count",
          "dbstats",
          "distinct",
          "find",
          "getmore",
          "hello",
          "ismaster",
          "killcursors",
          "listcollections",
          "listindexes",
          "ping",
          "serverstatus");

  private static final Logger log = LoggerFactory.getLogger(DurableBackend.class);

  private static final int COMPACT_BELOW_PERCENT = 60;
  private static final int COMPACT_BYTES_AT_ONCE = 1 << 20;

  private final MVStore store;
  private final ReadWriteLock commands = new ReentrantReadWriteLock();
  private final AtomicLong executed = new AtomicLong();
  private volatile long committed;

  /**
   * @param store opened without any commit of its own
   */
  DurableBackend(MVStore store) {
    super(store);
    this.store = store;
  }

  @Override
  protected MongoDatabase openOrCreateDatabase(String databaseName) {
    // Called by the constructor of H2Backend too, when our own fields are not yet set.
    return new BsonDatabase(databaseName, getMvStore(), getCursorRegistry());
  }

  @Override
  public Document handleCommand(
      Channel channel, String databaseName, String command, Document query) {
    String name = command.toLowerCase(Locale.ROOT);
    if (name.equals("hello")) {
      return super.handleCommand(channel, databaseName, "ismaster", query)
          .append("isWritablePrimary", true);
    }
    if (READS.contains(name)) {
      return super.handleCommand(channel, databaseName, command, query);
    }
    Document answer;
    long number;
    commands.readLock().lock();
    try {
      answer = super.handleCommand(channel, databaseName, command, query);
    } finally {
      number = executed.incrementAndGet();
      commands.readLock().unlock();
    }
    commitUpTo(number);
    return answer;
  }

  /** Blocks until the file holds everything up to the command of this number. */
  private void commitUpTo(long number) {
    if (committed >= number) {
      return;
    }
    commands.writeLock().lock();
    try {
      if (committed < number) {
        long upTo = executed.get();
        commitNow();
        committed = upTo;
      }
    } finally {
      commands.writeLock().unlock();
    }
  }

  private void commitNow() {
    try {
      commit();
    } catch (MVStoreException failure) {
      log.error(
          "The database cannot write its file and refuses all writes until restarted", failure);
      throw failure;
    }
    // After a failed write the store is closed, and its commit does nothing without saying so.
    if (store.isClosed()) {
      throw new IllegalStateException("The database is closed");
    }
  }

  /**
   * Hands what is committed to the disk, so that a power cut loses no more than what came since.
   */
  void sync() {
    store.sync();
  }

  /** Gives a part of the space that outdated versions occupy back to the file. Blocks writers. */
  void compact() {
    commands.writeLock().lock();
    try {
      store.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES_AT_ONCE);
    } finally {
      commands.writeLock().unlock();
    }
  }
}
