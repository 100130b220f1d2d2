package online.neuropod.store.sessions;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import online.neuropod.domain.user.Session;
import online.neuropod.domain.user.SignInWay;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** {@link SessionStore} on MongoDB. */
public final class MongoSessionStore implements SessionStore {
  private static final Sort SEEN_LAST_FIRST = Sort.by(Direction.DESC, "seenAt", "openedAt", "id");

  private final MongoOperations mongo;

  private MongoSessionStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoSessionStore open(MongoOperations mongo) {
    var indexes = mongo.indexOps(SessionDocument.class);
    indexes.createIndex(new Index("userId", Direction.ASC));
    indexes.createIndex(new Index("expiresAt", Direction.ASC));
    return new MongoSessionStore(mongo);
  }

  @Override
  public void open(Session session, int most) {
    mongo.insert(SessionDocument.of(session));
    Query tooMany = query(where("userId").is(session.userId())).with(SEEN_LAST_FIRST).skip(most);
    List<String> ids =
        mongo.find(tooMany, SessionDocument.class).stream().map(SessionDocument::id).toList();
    if (!ids.isEmpty()) {
      mongo.remove(query(where("id").in(ids)), SessionDocument.class);
    }
  }

  @Override
  public Optional<Session> find(String id, Instant now) {
    return sessions(query(openAt(now).and("id").is(id))).stream().findFirst();
  }

  @Override
  public Set<String> open(Set<String> ids, Instant now) {
    return sessions(query(openAt(now).and("id").in(ids))).stream()
        .map(Session::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public List<Session> list(String userId, Instant now) {
    return sessions(query(openAt(now).and("userId").is(userId)).with(SEEN_LAST_FIRST));
  }

  @Override
  public boolean refresh(Session before, Session after) {
    Query unchanged = query(where("id").is(before.id()).and("token").is(before.tokens().current()));
    return mongo.replace(unchanged, SessionDocument.of(after)).getMatchedCount() == 1;
  }

  @Override
  public void seen(String id, Instant at) {
    Query earlier = query(where("id").is(id).and("seenAt").lt(at));
    mongo.updateFirst(earlier, new Update().set("seenAt", at), SessionDocument.class);
  }

  @Override
  public boolean end(String userId, String id) {
    Query session = query(where("id").is(id).and("userId").is(userId));
    return mongo.remove(session, SessionDocument.class).getDeletedCount() == 1;
  }

  @Override
  public long endAll(String userId) {
    return mongo.remove(query(where("userId").is(userId)), SessionDocument.class).getDeletedCount();
  }

  @Override
  public long endAll(String userId, SignInWay way) {
    Query opened = query(where("userId").is(userId).and("way").is(way.wire()));
    return mongo.remove(opened, SessionDocument.class).getDeletedCount();
  }

  @Override
  public long sweep(Instant now) {
    return mongo
        .remove(query(where("expiresAt").lte(now)), SessionDocument.class)
        .getDeletedCount();
  }

  private static Criteria openAt(Instant now) {
    return where("expiresAt").gt(now);
  }

  private List<Session> sessions(Query query) {
    return mongo.find(query, SessionDocument.class).stream()
        .map(SessionDocument::toSession)
        .toList();
  }
}
