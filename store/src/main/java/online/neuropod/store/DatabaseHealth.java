package online.neuropod.store;

import org.bson.Document;
import org.springframework.data.mongodb.MongoDatabaseFactory;

/** Asks MongoDB whether it answers. */
public final class DatabaseHealth {
  private final MongoDatabaseFactory database;

  /** Asks the server of this database. */
  public DatabaseHealth(MongoDatabaseFactory database) {
    this.database = database;
  }

  /**
   * The server's version. Blocks for the database.
   *
   * @throws RuntimeException of the driver, if it does not answer
   */
  public String version() {
    Document info = database.getMongoDatabase().runCommand(new Document("buildInfo", 1));
    return info.getString("version");
  }
}
