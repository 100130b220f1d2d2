package online.neuropod.store.deletions;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Step;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.store.Inserts;
import online.neuropod.store.LostRace;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/** {@link DeletionStore} on MongoDB. */
public final class MongoDeletionStore implements DeletionStore {
  private final MongoOperations mongo;

  private MongoDeletionStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoDeletionStore open(MongoOperations mongo) {
    mongo
        .indexOps(DeletionDocument.class)
        .createIndex(new Index("openSince", Direction.ASC).sparse());
    return new MongoDeletionStore(mongo);
  }

  @Override
  public Deletion request(Deletion wanted) {
    return LostRace.retried(() -> tryRequest(wanted));
  }

  private Deletion tryRequest(Deletion wanted) {
    if (Inserts.once(mongo, DeletionDocument.of(wanted, 1))) {
      return wanted;
    }
    DeletionDocument known = document(wanted.subject(), wanted.userId()).orElseThrow();
    Deletion last = known.toDeletion();
    boolean counts = !last.isDone() || wanted.subject() == Subject.ACCOUNT;
    return counts ? last : replace(known, wanted);
  }

  @Override
  public Optional<Deletion> find(Subject subject, String userId) {
    return document(subject, userId).map(DeletionDocument::toDeletion);
  }

  @Override
  public void reached(Subject subject, String userId, String request, Step step, Instant at) {
    var _ = change(subject, userId, request, deletion -> deletion.with(step, at));
  }

  @Override
  public Optional<Deletion> aimAt(String userId, String request, String volumeUid) {
    return change(Subject.VOLUME, userId, request, deletion -> deletion.aimedAt(volumeUid));
  }

  @Override
  public List<Deletion> unfinished(Instant before) {
    Query open = query(where("openSince").lt(before)).with(Sort.by(Direction.ASC, "openSince"));
    return mongo.find(open, DeletionDocument.class).stream()
        .map(DeletionDocument::toDeletion)
        .toList();
  }

  private Optional<Deletion> change(
      Subject subject, String userId, String request, UnaryOperator<Deletion> change) {
    return LostRace.retried(
        () ->
            document(subject, userId)
                .filter(known -> known.request().equals(request))
                .map(
                    known -> {
                      Deletion before = known.toDeletion();
                      Deletion after = change.apply(before);
                      return after.equals(before) ? before : replace(known, after);
                    }));
  }

  private Deletion replace(DeletionDocument known, Deletion next) {
    Query unchanged = query(where("id").is(known.id()).and("v").is(known.v()));
    DeletionDocument document = DeletionDocument.of(next, known.v() + 1);
    if (mongo.replace(unchanged, document).getMatchedCount() != 1) {
      throw new LostRace("deletion " + known.id());
    }
    return next;
  }

  private Optional<DeletionDocument> document(Subject subject, String userId) {
    return Optional.ofNullable(
        mongo.findById(DeletionDocument.id(subject, userId), DeletionDocument.class));
  }
}
