package online.neuropod.store.users;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import online.neuropod.store.Inserts;
import online.neuropod.store.LostRace;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * A turn that one of all processes has at a time, for a rule that no single document can hold. One
 * that is not given back ends by itself.
 */
final class Turn {
  /** Longer than anything that is done in it, and than what clocks differ by. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final MongoOperations mongo;
  private final String name;

  /** Who has it. */
  @Document("turns")
  record TurnDocument(String id, String holder, Instant until) {}

  Turn(MongoOperations mongo, String name) {
    this.mongo = mongo;
    this.name = name;
  }

  <T> T take(Supplier<T> work) {
    String holder = UUID.randomUUID().toString();
    var _ = LostRace.retried(() -> tryTake(holder));
    try {
      return work.get();
    } finally {
      mongo.remove(query(where("id").is(name).and("holder").is(holder)), TurnDocument.class);
    }
  }

  private boolean tryTake(String holder) {
    Instant now = Instant.now();
    if (Inserts.once(mongo, new TurnDocument(name, holder, now.plus(LONGEST)))) {
      return true;
    }
    Query over = query(where("id").is(name).and("until").lt(now));
    Update mine = new Update().set("holder", holder).set("until", now.plus(LONGEST));
    if (mongo.updateFirst(over, mine, TurnDocument.class).getModifiedCount() != 1) {
      throw new LostRace("turn of the " + name);
    }
    return true;
  }
}
