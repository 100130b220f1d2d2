package online.neuropod.store.outages;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import online.neuropod.store.Inserts;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** {@link OutageStore} on MongoDB. */
public final class MongoOutageStore implements OutageStore {
  private static final String ONLY = "outages";

  /** An {@link Outage} as it is kept; its dependency is the key. */
  @Document("outages")
  record OutageDocument(String id, Instant since) {}

  /** Who looks, and until when. */
  @Document("leads")
  record LeadDocument(String id, String process, Instant until) {}

  private final MongoOperations mongo;

  /** Opens the store; it needs no index but the keys. */
  public MongoOutageStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public boolean lead(String process, Instant now, Instant until) {
    Criteria mineOrNobodys =
        new Criteria().orOperator(where("process").is(process), where("until").lt(now));
    Query free = query(new Criteria().andOperator(where("id").is(ONLY), mineOrNobodys));
    Update mine = new Update().set("process", process).set("until", until);
    return mongo.updateFirst(free, mine, LeadDocument.class).getMatchedCount() == 1
        || Inserts.once(mongo, new LeadDocument(ONLY, process, until));
  }

  @Override
  public void begin(Outage outage) {
    Inserts.once(mongo, new OutageDocument(outage.dependency(), outage.since()));
  }

  @Override
  public List<Outage> open() {
    Query oldest = new Query().with(Sort.by(Direction.ASC, "since", "id"));
    return mongo.find(oldest, OutageDocument.class).stream()
        .map(document -> new Outage(document.id(), document.since()))
        .toList();
  }

  @Override
  public void end(Outage outage) {
    Query same = query(where("id").is(outage.dependency()).and("since").is(outage.since()));
    mongo.remove(same, OutageDocument.class);
  }
}
