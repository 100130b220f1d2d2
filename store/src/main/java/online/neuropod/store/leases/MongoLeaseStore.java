package online.neuropod.store.leases;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import online.neuropod.store.Inserts;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** {@link LeaseStore} on MongoDB: a document a lease. */
public final class MongoLeaseStore implements LeaseStore {
  private final MongoOperations mongo;
  private final InstantSource clock;

  private MongoLeaseStore(MongoOperations mongo, InstantSource clock) {
    this.mongo = mongo;
    this.clock = clock;
  }

  /** Opens the store; it needs no index. */
  public static MongoLeaseStore open(MongoOperations mongo, InstantSource clock) {
    return new MongoLeaseStore(mongo, clock);
  }

  @Override
  public boolean hold(String name, String holder, Duration lasts) {
    Instant now = clock.instant();
    Query mine =
        query(
            new Criteria()
                .andOperator(
                    where("id").is(name),
                    new Criteria()
                        .orOperator(where("holder").is(holder), where("until").lte(now))));
    Update taken = new Update().set("holder", holder).set("until", now.plus(lasts));
    return mongo.updateFirst(mine, taken, LeaseDocument.class).getMatchedCount() == 1
        || Inserts.once(mongo, new LeaseDocument(name, holder, now.plus(lasts)));
  }

  @Override
  public void release(String name, String holder) {
    mongo.remove(query(where("id").is(name).and("holder").is(holder)), LeaseDocument.class);
  }
}
