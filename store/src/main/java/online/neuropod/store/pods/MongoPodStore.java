package online.neuropod.store.pods;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.store.LostRace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * {@link PodStore} on MongoDB: one document a pod, each write conditional on the wish it is for.
 */
public final class MongoPodStore implements PodStore {
  private static final Logger LOG = LoggerFactory.getLogger(MongoPodStore.class);
  private static final Sort NEWEST_FIRST =
      Sort.by(Direction.DESC, "createdAt").and(Sort.by(Direction.DESC, "id"));

  private final MongoOperations mongo;

  private MongoPodStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoPodStore open(MongoOperations mongo) {
    var indexes = mongo.indexOps(PodDocument.class);
    indexes.createIndex(new Index("nameKey", Direction.ASC).unique().sparse());
    indexes.createIndex(new Index("slotKey", Direction.ASC).unique().sparse());
    indexes.createIndex(new Index("unsettledSince", Direction.ASC).sparse());
    indexes.createIndex(new Index("changedAt", Direction.ASC));
    indexes.createIndex(new Index("status", Direction.ASC));
    indexes.createIndex(new Index("ownerId", Direction.ASC).on("createdAt", Direction.DESC));
    indexes.createIndex(new Index("createdAt", Direction.DESC).on("_id", Direction.DESC));
    return new MongoPodStore(mongo);
  }

  /** The store as it is, for one who only reads. */
  public static MongoPodStore existing(MongoOperations mongo) {
    return new MongoPodStore(mongo);
  }

  @Override
  public Inserted insert(Pod pod, Optional<Integer> maxPods) {
    return LostRace.retried(() -> tryInsert(pod, maxPods));
  }

  private Inserted tryInsert(Pod pod, Optional<Integer> maxPods) {
    Optional<Inserted> known = known(pod);
    if (known.isPresent()) {
      return known.get();
    }
    Optional<String> slot = maxPods.flatMap(max -> quota(pod.ownerId()).freeSlot(max));
    if (maxPods.isPresent() && slot.isEmpty()) {
      // The last place may have gone to this very pod just now.
      return mongo.exists(byId(pod.id()), PodDocument.class) ? Inserted.DONE : Inserted.QUOTA;
    }
    try {
      mongo.insert(PodDocument.of(pod, slot.orElse(null)));
      return Inserted.DONE;
    } catch (DuplicateKeyException e) {
      // Which key it was is said in words that differ between servers: look again instead.
      return known(pod).orElseThrow(() -> new LostRace("quota of " + pod.ownerId()));
    }
  }

  private Optional<Inserted> known(Pod pod) {
    if (mongo.exists(byId(pod.id()), PodDocument.class)) {
      return Optional.of(Inserted.DONE);
    }
    // Of another pod: this one may have been inserted since the look above.
    Query sameName =
        query(
            where("nameKey")
                .is(PodDocument.nameKey(pod.ownerId(), pod.name()))
                .and("id")
                .ne(pod.id()));
    return mongo.exists(sameName, PodDocument.class)
        ? Optional.of(Inserted.NAME_TAKEN)
        : Optional.empty();
  }

  private Quota quota(String ownerId) {
    return new Quota(
        ownerId, mongo.find(query(notDeleted().and("ownerId").is(ownerId)), PodDocument.class));
  }

  @Override
  public Optional<Pod> find(String podId) {
    return Optional.ofNullable(mongo.findOne(byId(podId), PodDocument.class))
        .map(PodDocument::toPod);
  }

  @Override
  public List<Pod> ofOwner(String ownerId) {
    return search(Set.of(ownerId), Set.of(), Optional.empty());
  }

  @Override
  public List<Pod> search(Set<String> ownerIds, Set<PodStatus> statuses, Optional<String> gpu) {
    return pods(query(found(ownerIds, statuses, gpu)).with(NEWEST_FIRST));
  }

  @Override
  public Page page(
      Set<String> ownerIds, Set<PodStatus> statuses, Optional<String> gpu, int page, int size) {
    Criteria found = found(ownerIds, statuses, gpu);
    List<Pod> part = pods(query(found).with(PageRequest.of(page, size, NEWEST_FIRST)));
    // A first page that is not full is the whole list.
    boolean whole = page == 0 && part.size() < size;
    return new Page(part, whole ? part.size() : mongo.count(query(found), PodDocument.class));
  }

  private static Criteria found(
      Set<String> ownerIds, Set<PodStatus> statuses, Optional<String> gpu) {
    Criteria criteria = notDeleted();
    if (!ownerIds.isEmpty()) {
      criteria = criteria.and("ownerId").in(ownerIds);
    }
    if (!statuses.isEmpty()) {
      criteria = criteria.andOperator(where("status").in(wires(statuses)));
    }
    if (gpu.isPresent()) {
      criteria = criteria.and("spec.gpu").is(gpu.get());
    }
    return criteria;
  }

  @Override
  public List<Pod> ofTemplate(String templateId) {
    return pods(query(notDeleted().and("spec.templateId").is(templateId)).with(NEWEST_FIRST));
  }

  @Override
  public Optional<Pod> wish(
      String podId, long seen, Wish wish, PodStatus status, Optional<PodRate> rate) {
    if (wish.seq() != seen + 1) {
      throw new IllegalArgumentException(
          "wish " + wish.seq() + " does not follow the one seen, " + seen);
    }
    // A removed pod has given its name back: no wish brings it to life again.
    Query unchanged = query(notDeleted().and("id").is(podId).and("wish.seq").is(seen));
    Update update =
        change(wish.at())
            .set("wish", WishDocument.of(wish))
            .set("status", status.wire())
            .set("unsettledSince", wish.at())
            .unset("reason");
    rate.ifPresent(newRate -> update.set("rate", newRate));
    switch (wish.op()) {
      // What was seen of the session before must not be shown as if it were this one's.
      case RUN ->
          update
              .set("services", Map.of())
              .set("jupyterTokenKnown", false)
              .unset("startedAt")
              .set("lastActive", wish.at());
      case STOP -> update.set("lastActive", wish.at());
      case DELETE -> {}
    }
    return modify(unchanged, update);
  }

  @Override
  public Optional<Pod> take(String podId, Instant at) {
    return LostRace.retried(() -> find(podId).map(pod -> taken(pod, at)));
  }

  private Pod taken(Pod pod, Instant at) {
    long seq = pod.wish().seq();
    return pod.ackSeq() >= seq
        ? pod
        : modify(ofWish(pod.id(), seq), change(at).set("ackSeq", seq))
            .orElseThrow(() -> new LostRace("wish of pod " + pod.id()));
  }

  @Override
  public boolean writeStatus(
      String podId,
      long seq,
      PodStatus status,
      Optional<StatusReason> reason,
      Optional<Instant> startedAt,
      boolean done,
      Instant at) {
    Update update = change(at).set("status", status.wire());
    reason.ifPresentOrElse(
        cause -> update.set("reason", ReasonDocument.of(cause)), () -> update.unset("reason"));
    startedAt.ifPresentOrElse(
        start -> update.set("startedAt", start), () -> update.unset("startedAt"));
    if (done) {
      update.set("doneSeq", seq).unset("unsettledSince");
    }
    if (status == PodStatus.RUNNING) {
      update.set("lastActive", at);
    }
    if (status == PodStatus.DELETED) {
      update.unset("nameKey").unset("slotKey");
    }
    Query fromHere = query(ofWishCriteria(podId, seq).and("status").in(wires(before(status))));
    return mongo.updateFirst(fromHere, update, PodDocument.class).getMatchedCount() == 1
        || isLateAttempt(podId, seq, status);
  }

  /**
   * An attempt that was thought lost may arrive after a later step of the same wish. It must not
   * take the pod back, and is no reason to repeat it either.
   */
  private boolean isLateAttempt(String podId, long seq, PodStatus status) {
    boolean current = mongo.exists(ofWish(podId, seq), PodDocument.class);
    if (current) {
      LOG.warn("pod {} wish {}: status {} does not follow the present one", podId, seq, status);
    }
    return current;
  }

  @Override
  public boolean writeServices(
      String podId,
      long seq,
      Map<Integer, ServiceStatus> services,
      boolean jupyterTokenKnown,
      Instant at) {
    Update update =
        change(at)
            .set("services", PodDocument.services(services))
            .set("jupyterTokenKnown", jupyterTokenKnown);
    return mongo.updateFirst(ofWish(podId, seq), update, PodDocument.class).getMatchedCount() == 1;
  }

  @Override
  public List<Pod> unsettled(Instant before) {
    return pods(
        query(where("unsettledSince").lt(before)).with(Sort.by(Direction.ASC, "unsettledSince")));
  }

  @Override
  public long count(PodStatus status) {
    return mongo.count(query(where("status").is(status.wire())), PodDocument.class);
  }

  @Override
  public List<Pod> withStatus(PodStatus status) {
    return pods(query(where("status").is(status.wire())).with(NEWEST_FIRST));
  }

  @Override
  public List<Pod> changedSince(Instant since) {
    return pods(query(where("changedAt").gte(since)).with(Sort.by(Direction.ASC, "changedAt")));
  }

  private List<Pod> pods(Query query) {
    return mongo.find(query, PodDocument.class).stream().map(PodDocument::toPod).toList();
  }

  private Optional<Pod> modify(Query query, Update update) {
    var written = FindAndModifyOptions.options().returnNew(true);
    return Optional.ofNullable(mongo.findAndModify(query, update, written, PodDocument.class))
        .map(PodDocument::toPod);
  }

  private static Update change(Instant at) {
    return new Update().inc("revision", 1L).set("changedAt", at);
  }

  private static Query byId(String podId) {
    return query(where("id").is(podId));
  }

  private static Query ofWish(String podId, long seq) {
    return query(ofWishCriteria(podId, seq));
  }

  private static Criteria ofWishCriteria(String podId, long seq) {
    return where("id").is(podId).and("wish.seq").is(seq);
  }

  private static Criteria notDeleted() {
    return where("status").ne(PodStatus.DELETED.wire());
  }

  private static Set<PodStatus> before(PodStatus status) {
    return Arrays.stream(PodStatus.values())
        .filter(from -> from.canBecome(status))
        .collect(Collectors.toSet());
  }

  private static List<String> wires(Set<PodStatus> statuses) {
    return statuses.stream().map(PodStatus::wire).sorted().toList();
  }
}
