package online.neuropod.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/**
 * The servers that every contract test of a store runs on: the two backends of the embedded server,
 * and a real one when {@code MONGODB_URI} names it.
 */
public final class Databases {
  private static final MongoServer MEMORY = server(new MemoryBackend());
  private static final MongoServer H2 = server(H2Backend.inMemory());

  private Databases() {}

  private static MongoServer server(MongoBackend backend) {
    var server = new MongoServer(backend);
    server.bind();
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    return server;
  }

  /** For {@code @MethodSource}: each server. */
  public static Stream<Named<Server>> servers() {
    return Stream.concat(
        Stream.of(
            Named.of("embedded, in memory", Server.at(MEMORY.getConnectionString())),
            Named.of("embedded, H2", Server.at(H2.getConnectionString()))),
        Optional.ofNullable(System.getenv("MONGODB_URI"))
            .map(uri -> Named.of("real", Server.at(uri)))
            .stream());
  }

  /**
   * A server.
   *
   * @param client with the settings of production
   */
  public record Server(MongoClient client) {
    private static Server at(String uri) {
      var settings = MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
      new StoreConfiguration().durableWritesAndShortWaits().customize(settings);
      return new Server(MongoClients.create(settings.build()));
    }

    /** A database that nobody has used. */
    public MongoDatabaseFactory freshDatabase() {
      return new SimpleMongoClientDatabaseFactory(client, "test-" + UUID.randomUUID());
    }

    /** A template as the stores use it, on a fresh database. */
    public MongoTemplate freshTemplate() {
      return Documents.template(freshDatabase());
    }
  }
}
