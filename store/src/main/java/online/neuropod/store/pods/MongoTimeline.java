package online.neuropod.store.pods;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import online.neuropod.store.Inserts;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/** {@link Timeline} on MongoDB: one document a step. */
public final class MongoTimeline implements Timeline {
  private static final Sort OLDEST_FIRST =
      Sort.by(Direction.ASC, "at").and(Sort.by(Direction.ASC, "id"));

  private final MongoOperations mongo;

  private MongoTimeline(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the timeline and makes its indexes where they are missing. */
  public static MongoTimeline open(MongoOperations mongo) {
    var indexes = mongo.indexOps(StepDocument.class);
    indexes.createIndex(new Index("key", Direction.ASC).unique());
    indexes.createIndex(new Index("podId", Direction.ASC).on("at", Direction.ASC));
    indexes.createIndex(new Index("at", Direction.DESC).on("id", Direction.DESC));
    return new MongoTimeline(mongo);
  }

  @Override
  public void add(Step step) {
    Inserts.once(mongo, StepDocument.of(step));
  }

  @Override
  public void mark(Step step, String id) {
    Inserts.once(mongo, StepDocument.of(step, id));
  }

  @Override
  public List<Step> latest(int most) {
    Sort newestFirst = Sort.by(Direction.DESC, "at").and(Sort.by(Direction.DESC, "id"));
    return mongo.find(new Query().with(newestFirst).limit(most), StepDocument.class).stream()
        .map(StepDocument::toStep)
        .toList()
        .reversed();
  }

  @Override
  public List<Step> of(String podId) {
    return mongo
        .find(query(where("podId").is(podId)).with(OLDEST_FIRST), StepDocument.class)
        .stream()
        .map(StepDocument::toStep)
        .toList();
  }
}
