package online.neuropod.standalone.mongodb;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.standalone.ChildProcess;
import online.neuropod.standalone.StartFailure;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMongoIT {
  private static final int WRITERS = 6;
  private static final int WRITES_BEFORE_KILL = 150;

  @TempDir Path directory;

  @RepeatedTest(3)
  void everyAnsweredWriteSurvivesKillMinus9AndNoneIsHalfThere() throws IOException {
    var answered = new ConcurrentSkipListSet<Integer>();
    var next = new AtomicInteger();
    Path file = directory.resolve("neuropod.db");
    try (var child = ChildProcess.start(ServerProcess.class, file.toString());
        var client = MongoClients.create(uriOf(child));
        var writers = Executors.newFixedThreadPool(WRITERS)) {
      entries(client).createIndex(Indexes.ascending("key"), new IndexOptions().unique(true));
      for (int i = 0; i < WRITERS; i++) {
        writers.execute(() -> writeUntilTheServerIsGone(child, client, next, answered));
      }
      try {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> answered.size() >= WRITES_BEFORE_KILL || !child.process().isAlive());
      } finally {
        // Whatever happened: the writers go on until then.
        child.kill();
      }
    }
    assertThat(answered).hasSizeGreaterThanOrEqualTo(WRITES_BEFORE_KILL);

    try (var mongo = EmbeddedMongo.start(file, 0);
        var client = MongoClients.create(mongo.uri("test"))) {
      var entries = entries(client);
      for (int i = 0; i < next.get(); i++) {
        boolean there = entries.countDocuments(eq("_id", i)) == 1;
        if (answered.contains(i)) {
          assertThat(there).as("answered write %d is there", i).isTrue();
        }
        // A unique key without its document, or the other way round, would show here.
        assertThat(isKeyTaken(entries, i)).as("key %d is taken", i).isEqualTo(there);
      }
      assertThat(sum(client).countDocuments(gte("n", answered.size()))).isEqualTo(1);
    }
  }

  @Test
  void documentsOfAllTypesComeBackAfterARestartAsTheyWere() {
    Path file = directory.resolve("neuropod.db");
    var document =
        BsonDocument.parse(
            """
            {_id: "a", text: "ñandú €", int: 1, long: {$numberLong: "9223372036854775807"},
             double: 1.5, decimal: {$numberDecimal: "0.30"}, yes: true, nothing: null,
             date: {$date: "2026-01-02T03:04:05.678Z"},
             binary: {$binary: {base64: "AQID", subType: "00"}},
             object: {$oid: "0123456789abcdef01234567"},
             list: [1, "two", {three: 3}, []], nested: {empty: {}}}
            """);
    try (var mongo = EmbeddedMongo.start(file, 0);
        var client = MongoClients.create(mongo.uri("test"))) {
      entries(client).withDocumentClass(BsonDocument.class).insertOne(document);
    }
    try (var mongo = EmbeddedMongo.start(file, 0);
        var client = MongoClients.create(mongo.uri("test"))) {
      assertThat(entries(client).withDocumentClass(BsonDocument.class).find().first())
          .isEqualTo(document);
    }
  }

  @Test
  void spaceOfOutdatedVersionsIsUsedAgain() {
    Path file = directory.resolve("neuropod.db");
    String text = "x".repeat(10_000);
    var writes = new AtomicInteger();
    try (var mongo = EmbeddedMongo.start(file, 0);
        var client = MongoClients.create(mongo.uri("test"))) {
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofMillis(1))
          .until(
              () -> {
                entries(client)
                    .updateOne(
                        eq("_id", writes.incrementAndGet() % 10),
                        set("text", text),
                        new UpdateOptions().upsert(true));
                return 10_000L * writes.get() > 4 * Files.size(file) + 10_000_000;
              });
    }
  }

  @Test
  void answersHelloSoThatHealthIndicatorsWork() {
    try (var mongo = EmbeddedMongo.start(directory.resolve("neuropod.db"), 0);
        var client = MongoClients.create(mongo.uri("test"))) {
      var hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
      assertThat(hello.getBoolean("isWritablePrimary")).isTrue();
      assertThat(hello.getInteger("maxWireVersion")).isPositive();
    }
  }

  @Test
  void aFileInUseIsSaid() {
    Path file = directory.resolve("neuropod.db");
    try (var _ = EmbeddedMongo.start(file, 0)) {
      assertThatThrownBy(() -> EmbeddedMongo.start(file, 0))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("in use");
    }
  }

  @Test
  void aTakenPortIsSaidAndTheFileIsReleased() {
    try (var first = EmbeddedMongo.start(directory.resolve("first.db"), 0)) {
      Path file = directory.resolve("second.db");
      assertThatThrownBy(() -> EmbeddedMongo.start(file, first.port()))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining(String.valueOf(first.port()))
          .hasMessageContaining("taken");
      EmbeddedMongo.start(file, 0).close();
    }
  }

  @Test
  void aDamagedFileIsSaidAndLeftAsItIs() throws IOException {
    Path file = directory.resolve("neuropod.db");
    byte[] damaged = "not a database".repeat(1000).getBytes(StandardCharsets.UTF_8);
    Files.write(file, damaged);
    assertThatThrownBy(() -> EmbeddedMongo.start(file, 0))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("damaged");
    assertThat(file).hasBinaryContent(damaged);
  }

  private static String uriOf(ChildProcess child) {
    String line = child.line(text -> text.startsWith("port ")).orElseThrow();
    return "mongodb://127.0.0.1:"
        + line.substring("port ".length())
        + "/test?retryWrites=false&serverSelectionTimeoutMS=1000";
  }

  private static MongoCollection<Document> entries(MongoClient client) {
    return client.getDatabase("test").getCollection("entries");
  }

  private static MongoCollection<Document> sum(MongoClient client) {
    return client.getDatabase("test").getCollection("sum");
  }

  private static void writeUntilTheServerIsGone(
      ChildProcess server,
      MongoClient client,
      AtomicInteger next,
      ConcurrentSkipListSet<Integer> answered) {
    while (server.process().isAlive()) {
      int i = next.getAndIncrement();
      try {
        entries(client).insertOne(entry(i, i));
        sum(client).updateOne(eq("_id", "all"), inc("n", 1), new UpdateOptions().upsert(true));
        answered.add(i);
      } catch (MongoException unanswered) {
        // Killed meanwhile, or only slow.
      }
    }
  }

  private static Document entry(Object id, int key) {
    return new Document("_id", id).append("key", "key " + key).append("text", "x".repeat(500));
  }

  private static boolean isKeyTaken(MongoCollection<Document> entries, int key) {
    try {
      entries.insertOne(entry("again " + key, key));
      return false;
    } catch (MongoWriteException refused) {
      assertThat(refused.getError().getCategory()).isEqualTo(ErrorCategory.DUPLICATE_KEY);
      return true;
    }
  }
}
