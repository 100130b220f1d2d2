package online.neuropod.standalone.run;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import online.neuropod.domain.money.AuditReport;
import online.neuropod.standalone.StartFailure;
import online.neuropod.standalone.data.DataDirectory;
import online.neuropod.standalone.mongodb.EmbeddedMongo;
import online.neuropod.store.Stores;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/** The money of a database, to be read beside the product or without it. */
public final class StoredMoney implements AutoCloseable {
  /** In every installation from its first start on. */
  private static final String WALLETS = "wallets";

  private final Parts parts;
  private final MongoClient client;
  private final String database;

  private StoredMoney(Parts parts, MongoClient client, String database) {
    this.parts = parts;
    this.client = client;
    this.database = database;
  }

  /**
   * The money of a MongoDB that answers.
   *
   * @param uri with the database's name
   * @throws StartFailure if it is none, or not one of NeuroPod
   */
  public static StoredMoney of(String uri) {
    LogFile.quiet();
    return connect(new Parts(), uri);
  }

  /**
   * The money of an embedded database that nobody uses.
   *
   * @param directory data directory
   * @throws StartFailure if there is none, or the product runs on it
   */
  public static StoredMoney in(Path directory) {
    LogFile.quiet();
    Path file = directory.resolve(Services.DATABASE_FILE);
    if (!Files.isRegularFile(file)) {
      throw new StartFailure(
          "there is no database in "
              + directory.toAbsolutePath().normalize()
              + ". Name its directory: --data, or a MongoDB: --mongodb");
    }
    var parts = new Parts();
    try {
      parts.add(lock(directory));
      return connect(parts, parts.add(EmbeddedMongo.start(file, 0)).uri(Services.DATABASE));
    } catch (RuntimeException failure) {
      parts.close();
      throw failure;
    }
  }

  private static DataDirectory lock(Path directory) {
    try {
      return DataDirectory.open(directory);
    } catch (StartFailure inUse) {
      throw new StartFailure(
          inUse.getMessage()
              + ". While it runs ask the product itself, GET /api/admin/money/audit, or its"
              + " database: --mongodb URI",
          inUse);
    }
  }

  private static StoredMoney connect(Parts parts, String uri) {
    ConnectionString address = address(uri);
    var settings =
        MongoClientSettings.builder()
            .applyConnectionString(address)
            .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
            .build();
    MongoClient client = parts.add(MongoClients.create(settings));
    var money = new StoredMoney(parts, client, Objects.requireNonNull(address.getDatabase()));
    try {
      money.requireWallets();
      return money;
    } catch (RuntimeException failure) {
      parts.close();
      throw failure;
    }
  }

  private static ConnectionString address(String uri) {
    // What was given is not repeated: it can hold a password.
    String wanted = "--mongodb must be like mongodb://localhost:27017/neuropod, with a database";
    try {
      var address = new ConnectionString(uri);
      if (address.getDatabase() == null) {
        throw new StartFailure(wanted);
      }
      return address;
    } catch (IllegalArgumentException fault) {
      throw new StartFailure(wanted, fault);
    }
  }

  /** An empty database breaks no law, but nobody means to ask for that. */
  private void requireWallets() {
    boolean there =
        StreamSupport.stream(
                client.getDatabase(database).listCollectionNames().spliterator(), false)
            .anyMatch(WALLETS::equals);
    if (!there) {
      throw new StartFailure("the database " + database + " has no wallets: is it NeuroPod's?");
    }
  }

  /**
   * Holds all of it against the laws of money. Blocks for seconds for each million entries.
   *
   * @throws org.springframework.dao.DataAccessException if it cannot be read
   */
  public AuditReport audit() {
    return Stores.audit(new SimpleMongoClientDatabaseFactory(client, database))
        .run(InstantSource.system().instant());
  }

  @Override
  public void close() {
    parts.close();
  }
}
