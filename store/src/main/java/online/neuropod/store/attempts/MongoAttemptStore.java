package online.neuropod.store.attempts;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.user.Lockout.Attempts;
import online.neuropod.store.Inserts;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** {@link AttemptStore} on MongoDB. */
public final class MongoAttemptStore implements AttemptStore {
  private final MongoOperations mongo;

  private MongoAttemptStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoAttemptStore open(MongoOperations mongo) {
    mongo.indexOps(AttemptsDocument.class).createIndex(new Index("last", Direction.ASC));
    return new MongoAttemptStore(mongo);
  }

  @Override
  public Optional<Attempts> find(String subject) {
    return Optional.ofNullable(mongo.findById(subject, AttemptsDocument.class))
        .map(AttemptsDocument::toAttempts);
  }

  @Override
  public boolean write(String subject, Optional<Attempts> read, Attempts now) {
    var document = new AttemptsDocument(subject, now.count(), now.last());
    if (read.isEmpty()) {
      return Inserts.once(mongo, document);
    }
    Query unchanged =
        query(
            where("id")
                .is(subject)
                .and("count")
                .is(read.get().count())
                .and("last")
                .is(read.get().last()));
    return mongo.replace(unchanged, document).getMatchedCount() == 1;
  }

  @Override
  public void takeBack(String subject) {
    Query counted = query(where("id").is(subject).and("count").gt(0));
    mongo.updateFirst(counted, new Update().inc("count", -1), AttemptsDocument.class);
  }

  @Override
  public void forget(String subject) {
    mongo.remove(query(where("id").is(subject)), AttemptsDocument.class);
  }

  @Override
  public long sweep(Instant before) {
    return mongo.remove(query(where("last").lt(before)), AttemptsDocument.class).getDeletedCount();
  }
}
