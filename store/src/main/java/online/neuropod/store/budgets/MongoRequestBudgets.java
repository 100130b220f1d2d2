package online.neuropod.store.budgets;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;

/**
 * {@link RequestBudgets} on MongoDB: one number a budget, the moment at which it is full again.
 * Each request puts it off by the time in which one request refills (the generic cell rate
 * algorithm, in integers), so that two operations without a condition are enough, however many
 * processes count.
 */
public final class MongoRequestBudgets implements RequestBudgets {
  private static final String COLLECTION = "budgets";
  private static final String FULL_AT = "fullAt";
  private static final long MINUTE = Duration.ofMinutes(1).toNanos() / 1000;

  private final MongoOperations mongo;

  /** Counts in this database. */
  public MongoRequestBudgets(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public long spend(String key, long requests, long perMinute, Instant now) {
    long micros = micros(now);
    long each = MINUTE / perMinute;
    long fullAt = inCollection(budgets -> putOff(budgets, key, micros, requests * each));
    return perMinute - Math.ceilDiv(fullAt - micros, each);
  }

  private static long putOff(
      MongoCollection<Document> budgets, String key, long now, long duration) {
    budgets.updateOne(eq(key), max(FULL_AT, now), new UpdateOptions().upsert(true));
    var counted = new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);
    return Optional.ofNullable(budgets.findOneAndUpdate(eq(key), inc(FULL_AT, duration), counted))
        .orElseThrow()
        .getLong(FULL_AT);
  }

  @Override
  public long sweep(Instant now) {
    return inCollection(budgets -> budgets.deleteMany(lte(FULL_AT, micros(now))).getDeletedCount());
  }

  /** A budget that is lost in a crash is a full one: that is not worth waiting for a journal. */
  private <T> T inCollection(Function<MongoCollection<Document>, T> work) {
    return Optional.ofNullable(
            mongo.execute(
                COLLECTION, budgets -> work.apply(budgets.withWriteConcern(WriteConcern.W1))))
        .orElseThrow();
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
