package online.neuropod.store.usage;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import online.neuropod.domain.usage.AutoStop.Warning;
import online.neuropod.domain.usage.Extension;
import online.neuropod.domain.usage.Sample;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * {@link UsageStore} on MongoDB: a document a pod for the present, and one for each step of the
 * past. The worker's samples, its warnings, and what owners ask for are fields of their own, so
 * that nobody overwrites what another has just written.
 */
public final class MongoUsageStore implements UsageStore {
  private final MongoOperations mongo;

  private MongoUsageStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoUsageStore open(MongoOperations mongo) {
    mongo.indexOps(UsageDocument.class).createIndex(new Index("sampledAt", Direction.ASC));
    var past = mongo.indexOps(PastDocument.class);
    past.createIndex(
        new Index("podId", Direction.ASC).on("step", Direction.ASC).on("at", Direction.ASC));
    past.createIndex(new Index("step", Direction.ASC).on("at", Direction.ASC));
    return new MongoUsageStore(mongo);
  }

  @Override
  public void record(Collection<PodUsage> measured) {
    if (measured.isEmpty()) {
      return;
    }
    BulkOperations present = mongo.bulkOps(BulkMode.UNORDERED, UsageDocument.class);
    BulkOperations past = mongo.bulkOps(BulkMode.UNORDERED, PastDocument.class);
    for (PodUsage usage : measured) {
      present.upsert(byId(usage.podId()), present(usage));
      for (Resolution resolution : Resolution.values()) {
        Instant slot = resolution.slot(usage.sample().at());
        past.upsert(
            byId(PastDocument.id(usage.podId(), resolution, slot)),
            past(usage.podId(), resolution, slot, usage.sample()));
      }
    }
    present.execute();
    past.execute();
  }

  private static Update present(PodUsage usage) {
    Update update =
        new Update()
            .set("sampledAt", usage.sample().at())
            .set("sample", UsageDocument.Values.of(usage.sample()))
            .set("unknown", UsageDocument.unknown(usage.unknown()))
            .set("activity", UsageDocument.Used.of(usage.activity()));
    usage
        .traffic()
        .ifPresentOrElse(traffic -> update.set("traffic", traffic), () -> update.unset("traffic"));
    return update;
  }

  private static Update past(String podId, Resolution resolution, Instant slot, Sample sample) {
    Update update =
        new Update()
            .setOnInsert("podId", podId)
            .setOnInsert("step", resolution.step().toSeconds())
            .setOnInsert("at", slot);
    add(update, "cpuPercent", sample.cpuPercent());
    add(update, "memoryBytes", sample.memoryBytes().map(Long::doubleValue));
    add(update, "gpuPercent", sample.gpuPercent());
    add(update, "diskBytes", sample.diskBytes().map(Long::doubleValue));
    add(update, "networkBytesPerSecond", sample.networkBytesPerSecond());
    return update;
  }

  private static void add(Update update, String field, Optional<Double> value) {
    value.ifPresent(some -> update.inc(field + ".sum", some).inc(field + ".n", 1L));
  }

  @Override
  public Map<String, PodUsage> of(Set<String> podIds) {
    return mongo.find(query(where("id").in(podIds)), UsageDocument.class).stream()
        .map(UsageDocument::toUsage)
        .collect(Collectors.toMap(PodUsage::podId, Function.identity()));
  }

  @Override
  public List<PodUsage> sampledSince(Instant since) {
    return mongo.find(query(where("sampledAt").gte(since)), UsageDocument.class).stream()
        .map(UsageDocument::toUsage)
        .toList();
  }

  @Override
  public List<Sample> history(String podId, Resolution resolution, Instant from) {
    Query steps =
        query(
                where("podId")
                    .is(podId)
                    .and("step")
                    .is(resolution.step().toSeconds())
                    .and("at")
                    .gt(from.minus(resolution.step())))
            .with(Sort.by(Direction.ASC, "at"));
    return mongo.find(steps, PastDocument.class).stream().map(PastDocument::toSample).toList();
  }

  @Override
  public void warned(String podId, Warning warning) {
    String field =
        switch (warning.cause()) {
          case IDLE -> "idleWarning";
          case LIFETIME -> "lifetimeWarning";
        };
    mongo.updateFirst(
        byId(podId),
        new Update().set(field, UsageDocument.Warned.of(warning)),
        UsageDocument.class);
  }

  @Override
  public boolean extend(String podId, Extension extension) {
    Update update = new Update().set("extension", UsageDocument.Extended.of(extension));
    return mongo.updateFirst(byId(podId), update, UsageDocument.class).getMatchedCount() == 1;
  }

  @Override
  public long forget(Instant now) {
    long forgotten = 0;
    for (Resolution resolution : Resolution.values()) {
      Query old =
          query(
              where("step")
                  .is(resolution.step().toSeconds())
                  .and("at")
                  .lt(now.minus(resolution.kept()).minus(resolution.step())));
      forgotten += mongo.remove(old, PastDocument.class).getDeletedCount();
    }
    Query gone = query(where("sampledAt").lt(now.minus(Resolution.COARSE.kept())));
    return forgotten + mongo.remove(gone, UsageDocument.class).getDeletedCount();
  }

  private static Query byId(String id) {
    return query(where("id").is(id));
  }
}
