package online.neuropod.store.idempotency;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import online.neuropod.store.Inserts;
import online.neuropod.store.LostRace;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** {@link IdempotencyStore} on MongoDB. */
public final class MongoIdempotencyStore implements IdempotencyStore {
  private final MongoOperations mongo;

  private MongoIdempotencyStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoIdempotencyStore open(MongoOperations mongo) {
    mongo.indexOps(ClaimDocument.class).createIndex(new Index("at", Direction.ASC));
    return new MongoIdempotencyStore(mongo);
  }

  @Override
  public Claim claim(String userId, String key, String requestHash, String subjectId, Instant now) {
    var fresh = new ClaimDocument(id(userId, key), requestHash, subjectId, false, null, null, now);
    return LostRace.retried(() -> tryClaim(fresh));
  }

  private Claim tryClaim(ClaimDocument fresh) {
    if (Inserts.once(mongo, fresh)) {
      return new Claim.Open(fresh.subjectId());
    }
    ClaimDocument known =
        Optional.ofNullable(mongo.findById(fresh.id(), ClaimDocument.class))
            .orElseThrow(() -> new LostRace("key that was swept just now"));
    if (known.requestHash().equals(fresh.requestHash())) {
      // Also where it was released: the same request keeps its subject, so that two of it at once,
      // of which one is refused and one is not, cannot lead to a second subject.
      return answer(known).orElseGet(() -> new Claim.Open(known.subjectId()));
    }
    if (!known.released()) {
      return new Claim.OtherRequest();
    }
    Query unchanged =
        query(
            where("id")
                .is(known.id())
                .and("requestHash")
                .is(known.requestHash())
                .and("released")
                .is(true));
    if (mongo.replace(unchanged, fresh).getMatchedCount() != 1) {
      throw new LostRace("key that was released");
    }
    return new Claim.Open(fresh.subjectId());
  }

  private static Optional<Claim> answer(ClaimDocument known) {
    return Optional.ofNullable(known.status())
        .map(status -> new Claim.Answered(status, Optional.ofNullable(known.body()).orElse("")));
  }

  @Override
  public void answer(String userId, String key, int status, String body) {
    Update answer = new Update().set("status", status).set("body", body).set("released", false);
    mongo.updateFirst(unanswered(userId, key), answer, ClaimDocument.class);
  }

  @Override
  public void release(String userId, String key) {
    mongo.updateFirst(
        unanswered(userId, key), new Update().set("released", true), ClaimDocument.class);
  }

  @Override
  public long forget(String userId) {
    var own = Pattern.compile("^" + Pattern.quote(id(userId, "")));
    return mongo.remove(query(where("id").regex(own)), ClaimDocument.class).getDeletedCount();
  }

  @Override
  public long sweep(Instant before) {
    return mongo.remove(query(where("at").lt(before)), ClaimDocument.class).getDeletedCount();
  }

  private static Query unanswered(String userId, String key) {
    return query(where("id").is(id(userId, key)).and("status").exists(false));
  }

  private static String id(String userId, String key) {
    return userId + ":" + key;
  }
}
