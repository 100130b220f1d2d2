package online.neuropod.standalone.run;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import online.neuropod.standalone.data.DataDirectory;
import online.neuropod.standalone.mongodb.EmbeddedMongo;
import online.neuropod.standalone.temporal.EmbeddedTemporal;
import online.neuropod.workflows.contract.PodAttributes;

/** The embedded MongoDB and Temporal alone. */
public final class Services implements Running {
  /** Name of the database where the connection string does not say another. */
  static final String DATABASE = "neuropod";

  private final Parts parts;
  private final String mongodb;
  private final String temporal;
  private final Path data;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Services(Parts parts, String mongodb, String temporal, Path data) {
    this.parts = parts;
    this.mongodb = mongodb;
    this.temporal = temporal;
    this.data = data;
  }

  /**
   * Starts them; blocks until they answer.
   *
   * @param data directory of the database
   * @param mongodbPort on 127.0.0.1; 0 for any free one
   * @param temporalPort on 127.0.0.1; 0 for any free one
   * @throws online.neuropod.standalone.StartFailure if a port or the directory cannot be had
   */
  public static Services start(Path data, int mongodbPort, int temporalPort) {
    var parts = new Parts();
    try {
      var directory = parts.add(DataDirectory.open(data));
      LogFile.open(directory);
      var mongodb = parts.add(EmbeddedMongo.start(databaseFile(directory), mongodbPort));
      var temporal = parts.add(EmbeddedTemporal.start(temporalPort, PodAttributes.names()));
      return new Services(parts, mongodb.uri(DATABASE), temporal.target(), directory.path());
    } catch (RuntimeException failure) {
      parts.close();
      throw failure;
    }
  }

  /** The database of an installation. */
  static Path databaseFile(DataDirectory data) {
    return data.file("neuropod.db");
  }

  @Override
  public String greeting() {
    return """
    NeuroPod's embedded services are running.

      MONGODB_URI=%s
      TEMPORAL_ADDRESS=%s

    Data is in %s. Temporal keeps nothing: after a restart the worker starts the workflows again.
    Stop with Ctrl-C.
    """
        .formatted(mongodb, temporal, data);
  }

  /** Blocks until they are closed. */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  @Override
  public void close() {
    parts.close();
    closed.countDown();
  }
}
