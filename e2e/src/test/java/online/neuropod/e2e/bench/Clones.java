package online.neuropod.e2e.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.bson.Document;

/**
 * Copies of a person whose one pod runs, made of the documents that the product itself wrote: user,
 * pod, wallet and ledger under other ids. The copies' Pods are not in the cluster, so that their
 * documents say {@code starting}: of those the worker does not expect any.
 */
final class Clones {
  private static final int BATCH = 500;

  private final MongoDatabase database;
  private final String podId;
  private final String userId;

  private Clones(MongoDatabase database, String podId) {
    this.database = database;
    this.podId = podId;
    var pod = only("pods", "_id", podId);
    this.userId = pod.getString("ownerId");
  }

  /**
   * Makes them. Nobody may write the pattern meanwhile: the worker does not run.
   *
   * @param podId the pattern's pod
   * @param earlier how much earlier than the pattern's the times of a copy are, at most
   */
  static void make(String mongodb, String podId, int count, Duration earlier) {
    try (MongoClient client = MongoClients.create(mongodb)) {
      new Clones(client.getDatabase("neuropod"), podId).make(count, earlier);
    }
  }

  private void make(int count, Duration earlier) {
    var random = new Random(count);
    var copies = new ArrayList<Copy>();
    for (int i = 0; i < count; i++) {
      long shift = random.nextLong(Math.max(1, earlier.toMillis()));
      copies.add(
          new Copy(
              Map.of(
                  userId,
                  new UUID(random.nextLong(), i).toString(),
                  podId,
                  new UUID(random.nextLong(), i).toString(),
                  "@",
                  "." + i + "@"),
              Duration.ofMillis(shift)));
    }
    Document pod = only("pods", "_id", podId).append("status", "starting");
    insert("users", List.of(only("users", "_id", userId)), copies);
    insert("pods", List.of(pod), copies);
    insert("transactions", all("transactions", "userId", userId), copies);
    // The last: a wallet with an open session is what the worker looks for.
    insert("wallets", List.of(only("wallets", "_id", userId)), copies);
  }

  private Document only(String collection, String field, String value) {
    return Objects.requireNonNull(
        database.getCollection(collection).find(Filters.eq(field, value)).first(),
        () -> "no " + collection + " of " + value);
  }

  private List<Document> all(String collection, String field, String value) {
    return database
        .getCollection(collection)
        .find(Filters.eq(field, value))
        .into(new ArrayList<>());
  }

  private void insert(String collection, List<Document> patterns, List<Copy> copies) {
    MongoCollection<Document> target = database.getCollection(collection);
    var batch = new ArrayList<Document>();
    for (Copy copy : copies) {
      patterns.forEach(pattern -> batch.add(copy.of(pattern)));
      if (batch.size() >= BATCH) {
        target.insertMany(batch);
        batch.clear();
      }
    }
    if (!batch.isEmpty()) {
      target.insertMany(batch);
    }
  }

  /**
   * What one copy has instead.
   *
   * @param texts by the text that they replace, in values and names
   * @param earlier by which all its times are
   */
  private record Copy(Map<String, String> texts, Duration earlier) {
    Document of(Document pattern) {
      var copy = new Document();
      pattern.forEach((name, value) -> copy.append(text(name), value(value)));
      return copy;
    }

    private Object value(Object value) {
      return switch (value) {
        case String text -> text(text);
        case Date time -> time.toInstant().minus(earlier);
        case Document inner -> of(inner);
        case List<?> list -> list.stream().map(this::value).toList();
        default -> value;
      };
    }

    private String text(String text) {
      String changed = text;
      for (var replaced : texts.entrySet()) {
        changed = changed.replace(replaced.getKey(), replaced.getValue());
      }
      return changed;
    }
  }
}
