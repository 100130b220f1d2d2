package online.neuropod.standalone.mongodb;

import de.bwaldvogel.mongo.MongoServer;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import online.neuropod.standalone.Loopback;
import online.neuropod.standalone.StartFailure;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MongoDB-compatible server on the loopback interface that keeps its data in one file. A write
 * that was answered survives kill -9; a power cut may take the last second.
 *
 * <p>It has no sessions, transactions, change streams or TTL; clients connect with {@code
 * retryWrites=false}.
 */
public final class EmbeddedMongo implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedMongo.class);

  // Commands run on these threads and wait for the disk there; the number bounds what one sync
  // serves.
  private static final int COMMAND_THREADS = 8;
  private static final int CACHE_MEGABYTES = 8;
  // A commit rewrites whole pages: small ones keep the file small, since most writes change one
  // document.
  private static final int PAGE_BYTES = 4096;
  // Outdated versions are overwritten only when a sync after them has surely ended.
  private static final int RETENTION_MILLIS = 3000;
  private static final long SYNC_EVERY_SECONDS = 1;
  private static final long COMPACT_EVERY_SECONDS = 5;

  private final MongoServer server;
  private final int port;
  private final ScheduledExecutorService housekeeping;

  private EmbeddedMongo(MongoServer server, ScheduledExecutorService housekeeping) {
    this.server = server;
    this.port = server.getLocalAddress().getPort();
    this.housekeeping = housekeeping;
  }

  /**
   * Starts the server; blocks until it answers.
   *
   * @param file where the data is kept; created if absent, its directory too
   * @param port port on 127.0.0.1; 0 for any free one
   * @throws StartFailure if the port is taken, or the file damaged, in use or not writable
   */
  public static EmbeddedMongo start(Path file, int port) {
    var backend = new DurableBackend(open(file));
    var server = new MongoServer(backend);
    try {
      server.bind(Loopback.port(port), 1, COMMAND_THREADS);
    } catch (Exception failure) {
      // Not RuntimeException: Netty throws the checked BindException without declaring it, and the
      // server then leaves threads and file open.
      server.shutdownNow();
      throw bindFailure(port, failure);
    }
    return new EmbeddedMongo(server, keepHouse(backend));
  }

  /** The port it answers on. */
  public int port() {
    return port;
  }

  /** Connection string of a database of this server. */
  public String uri(String database) {
    return "mongodb://" + Loopback.HOST + ":" + port + "/" + database + "?retryWrites=false";
  }

  /** Disconnects all clients, then closes the file. */
  @Override
  public void close() {
    housekeeping.shutdownNow();
    server.shutdownNow();
  }

  private static ScheduledExecutorService keepHouse(DurableBackend backend) {
    var executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("mongodb-housekeeping").daemon().factory());
    repeat(executor, backend::sync, SYNC_EVERY_SECONDS);
    repeat(executor, backend::compact, COMPACT_EVERY_SECONDS);
    return executor;
  }

  private static void repeat(ScheduledExecutorService executor, Runnable task, long everySeconds) {
    Runnable logged =
        () -> {
          try {
            task.run();
          } catch (MVStoreException failure) {
            log.warn("Housekeeping of the database file failed and will be tried again", failure);
          }
        };
    var _ = executor.scheduleWithFixedDelay(logged, everySeconds, everySeconds, TimeUnit.SECONDS);
  }

  private static MVStore open(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
    } catch (IOException failure) {
      throw new StartFailure("Cannot create the directory of " + file + ": " + failure, failure);
    }
    try {
      var store =
          new MVStore.Builder()
              .fileName(file.toString())
              .cacheSize(CACHE_MEGABYTES)
              .pageSplitSize(PAGE_BYTES)
              // Both: no commit by time, none by volume. DurableBackend says why.
              .autoCommitDisabled()
              .autoCommitBufferSize(0)
              .open();
      store.setRetentionTime(RETENTION_MILLIS);
      store.setVersionsToKeep(0);
      return store;
    } catch (MVStoreException failure) {
      throw openFailure(file, failure);
    }
  }

  private static StartFailure openFailure(Path file, MVStoreException failure) {
    return switch (failure.getErrorCode()) {
      case DataUtils.ERROR_FILE_LOCKED ->
          new StartFailure("The database file " + file + " is in use by another process.", failure);
      case DataUtils.ERROR_FILE_CORRUPT,
          DataUtils.ERROR_UNSUPPORTED_FORMAT,
          DataUtils.ERROR_SERIALIZATION ->
          new StartFailure(
              "The database file "
                  + file
                  + " is damaged ("
                  + failure.getMessage()
                  + "). Put a backup in its place, or move it away to start with an empty one.",
              failure);
      default ->
          new StartFailure(
              "The database file " + file + " cannot be opened: " + failure.getMessage(), failure);
    };
  }

  private static StartFailure bindFailure(int port, Exception failure) {
    String reason = failure instanceof BindException ? "is taken" : "cannot be used: " + failure;
    return new StartFailure(
        "Port " + port + " of " + Loopback.HOST + ", wanted for MongoDB, " + reason + ".", failure);
  }
}
