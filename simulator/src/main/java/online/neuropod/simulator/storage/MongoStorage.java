package online.neuropod.simulator.storage;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * Keeps objects in a MongoDB database: one document per object in {@code simulated_cluster}, and
 * the version counter in {@code simulated_cluster_counter}.
 *
 * <p>Objects are kept as JSON text, not as BSON documents, because label keys contain dots. No
 * transaction is needed: every change is one document.
 */
public final class MongoStorage implements ObjectStorage {
  private static final String COUNTER = "resourceVersion";
  private static final ReplaceOptions UPSERT = new ReplaceOptions().upsert(true);

  private final MongoCollection<Document> objects;
  private final MongoCollection<Document> counter;
  private final Runnable afterWrite;

  /** A storage on a server whose acknowledged writes are durable. */
  public MongoStorage(MongoDatabase database) {
    this(database, () -> {});
  }

  /**
   * A storage on a server that needs one more step before an acknowledged write is durable.
   *
   * @param afterWrite makes what was written durable; called after every write
   */
  public MongoStorage(MongoDatabase database, Runnable afterWrite) {
    this.objects = database.getCollection("simulated_cluster");
    this.counter = database.getCollection("simulated_cluster_counter");
    this.afterWrite = afterWrite;
  }

  @Override
  public List<StoredObject> load() {
    List<StoredObject> all = new ArrayList<>();
    for (Document document : objects.find()) {
      all.add(
          new StoredObject(
              document.getString("_id"), document.getLong("version"), document.getString("json")));
    }
    return all;
  }

  @Override
  public void save(StoredObject object) {
    Document document =
        new Document("_id", object.key())
            .append("version", object.version())
            .append("json", object.json());
    objects.replaceOne(Filters.eq("_id", object.key()), document, UPSERT);
    afterWrite.run();
  }

  @Override
  public void delete(String key) {
    objects.deleteOne(Filters.eq("_id", key));
    afterWrite.run();
  }

  @Override
  public long reservedVersion() {
    return Optional.ofNullable(counter.find(Filters.eq("_id", COUNTER)).first())
        .map(document -> document.getLong("reserved"))
        .orElse(0L);
  }

  @Override
  public void reserveVersions(long upTo) {
    counter.replaceOne(
        Filters.eq("_id", COUNTER), new Document("_id", COUNTER).append("reserved", upTo), UPSERT);
    afterWrite.run();
  }
}
