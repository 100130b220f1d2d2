package online.neuropod.store.audit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import org.springframework.data.mongodb.core.MongoOperations;

/** {@link AuditRetention} on MongoDB. */
public final class MongoAuditRetention implements AuditRetention {
  private final MongoOperations mongo;

  /** Forgets what {@link MongoAuditStore} keeps. */
  public MongoAuditRetention(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public long forgetBefore(Instant moment) {
    return mongo.remove(query(where("at").lt(moment)), MongoAuditStore.TOLD).getDeletedCount();
  }
}
