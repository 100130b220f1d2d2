package online.neuropod.store.notices;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.store.Inserts;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/** {@link NoticeStore} on MongoDB. */
public final class MongoNoticeStore implements NoticeStore {
  private final MongoOperations mongo;
  private final InstantSource clock;

  private MongoNoticeStore(MongoOperations mongo, InstantSource clock) {
    this.mongo = mongo;
    this.clock = clock;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoNoticeStore open(MongoOperations mongo, InstantSource clock) {
    var notices = mongo.indexOps(NoticeDocument.class);
    notices.createIndex(new Index("toldAt", Direction.ASC));
    notices.createIndex(new Index("audience", Direction.ASC).on("toldAt", Direction.DESC));
    return new MongoNoticeStore(mongo, clock);
  }

  /** The store as it is, for one who only reads. */
  public static MongoNoticeStore existing(MongoOperations mongo, InstantSource clock) {
    return new MongoNoticeStore(mongo, clock);
  }

  @Override
  public boolean publish(Notice notice) {
    return Inserts.once(mongo, NoticeDocument.of(notice, clock.instant()));
  }

  @Override
  public List<Notice> toldSince(Instant since) {
    return notices(query(where("toldAt").gte(since)).with(Sort.by(Direction.ASC, "toldAt")));
  }

  @Override
  public List<Notice> list(
      Optional<String> userId, Set<Kind> kinds, boolean newestFirst, int page, int size) {
    Sort order = Sort.by(newestFirst ? Direction.DESC : Direction.ASC, "toldAt", "id");
    return notices(audience(userId, kinds).with(PageRequest.of(page, size, order)));
  }

  @Override
  public long count(Optional<String> userId, Set<Kind> kinds) {
    return mongo.count(audience(userId, kinds), NoticeDocument.class);
  }

  @Override
  public long forget(String userId) {
    Query told = query(where("audience").is(NoticeDocument.audience(Optional.of(userId))));
    return mongo.remove(told, NoticeDocument.class).getDeletedCount();
  }

  @Override
  public long forgetBefore(Instant moment) {
    return mongo.remove(query(where("toldAt").lt(moment)), NoticeDocument.class).getDeletedCount();
  }

  private static Query audience(Optional<String> userId, Set<Kind> kinds) {
    List<String> names = kinds.stream().map(Kind::name).sorted().toList();
    return query(where("audience").is(NoticeDocument.audience(userId)).and("kind").in(names));
  }

  private List<Notice> notices(Query query) {
    return mongo.find(query, NoticeDocument.class).stream().map(NoticeDocument::toNotice).toList();
  }
}
