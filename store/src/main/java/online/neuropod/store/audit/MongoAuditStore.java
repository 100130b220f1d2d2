package online.neuropod.store.audit;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import online.neuropod.domain.audit.AuditEntry;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * {@link AuditStore} on MongoDB. What is told stands in {@value #TOLD}. What is announced stands in
 * {@value #ANNOUNCED} until somebody has seen that it was told: that collection stays small, so
 * that looking for what is unfinished is cheap.
 */
public final class MongoAuditStore implements AuditStore {
  static final String TOLD = "audit";
  private static final String ANNOUNCED = "auditIntents";

  private final MongoOperations mongo;

  private MongoAuditStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoAuditStore open(MongoOperations mongo) {
    var told = mongo.indexOps(TOLD);
    told.createIndex(new Index("at", Direction.DESC).on("_id", Direction.DESC));
    for (String key : List.of("actorId", "ids", "action", "outcome")) {
      told.createIndex(new Index(key, Direction.ASC).on("at", Direction.DESC));
    }
    mongo.indexOps(ANNOUNCED).createIndex(new Index("at", Direction.ASC));
    return new MongoAuditStore(mongo);
  }

  @Override
  public void announce(AuditEntry intent) {
    insertOnce(intent, ANNOUNCED);
  }

  @Override
  public boolean tell(AuditEntry entry) {
    return insertOnce(entry, TOLD);
  }

  private boolean insertOnce(AuditEntry entry, String collection) {
    try {
      mongo.insert(AuditDocument.of(entry), collection);
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  @Override
  public List<AuditEntry> unfinished(Instant moment, int limit) {
    Query old =
        query(where("at").lt(moment)).with(Sort.by(Direction.ASC, "at", "_id")).limit(limit);
    List<AuditDocument> announced = mongo.find(old, AuditDocument.class, ANNOUNCED);
    Set<String> told = told(announced);
    if (!told.isEmpty()) {
      // They have served their purpose; what was told stands in the other collection.
      mongo.remove(query(where("_id").in(told)), ANNOUNCED);
    }
    return announced.stream()
        .filter(intent -> !told.contains(intent.id()))
        .map(AuditDocument::toEntry)
        .toList();
  }

  private Set<String> told(List<AuditDocument> announced) {
    Query those = query(where("_id").in(announced.stream().map(AuditDocument::id).toList()));
    return mongo.find(those, AuditDocument.class, TOLD).stream()
        .map(AuditDocument::id)
        .collect(Collectors.toSet());
  }

  @Override
  public List<AuditEntry> list(Which which, Order order, int page, int size) {
    Query query = query(criteria(which)).with(PageRequest.of(page, size, sort(order)));
    return mongo.find(query, AuditDocument.class, TOLD).stream()
        .map(AuditDocument::toEntry)
        .toList();
  }

  private static Sort sort(Order order) {
    return switch (order) {
      case NEWEST -> Sort.by(Direction.DESC, "at", "_id");
      case OLDEST -> Sort.by(Direction.ASC, "at", "_id");
    };
  }

  @Override
  public long count(Which which) {
    return mongo.count(query(criteria(which)), TOLD);
  }

  @Override
  public void read(Which which, Consumer<AuditEntry> reader) {
    Query query = query(criteria(which)).with(sort(Order.NEWEST));
    try (Stream<AuditDocument> entries = mongo.stream(query, AuditDocument.class, TOLD)) {
      entries.map(AuditDocument::toEntry).forEach(reader);
    }
  }

  private static Criteria criteria(Which which) {
    List<Criteria> all =
        Stream.of(
                which.actorId().map(id -> where("actorId").is(id)),
                which.subject().map(id -> where("ids").is(id)),
                which.action().map(MongoAuditStore::action),
                which.outcome().map(outcome -> where("outcome").is(AuditStore.wire(outcome))),
                which.from().map(from -> where("at").gte(from)),
                which.to().map(to -> where("at").lt(to)),
                which.text().map(text -> where("text").regex(containing(text))))
            .flatMap(Optional::stream)
            .toList();
    return all.isEmpty() ? new Criteria() : new Criteria().andOperator(all);
  }

  private static Criteria action(String name) {
    return where("action").regex(Pattern.compile("^" + Pattern.quote(name) + "(\\.|$)"));
  }

  private static Pattern containing(String text) {
    return Pattern.compile(Pattern.quote(AuditDocument.folded(text)));
  }
}
