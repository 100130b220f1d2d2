package online.neuropod.store.prices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import online.neuropod.domain.money.PriceList;
import online.neuropod.store.Inserts;
import online.neuropod.store.LostRace;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/** {@link PriceStore} on MongoDB: one document a version, the highest is in force. */
public final class MongoPriceStore implements PriceStore {
  private static final long FIRST = 1;

  private final MongoOperations mongo;

  /** Opens the store; it needs no index but the one on the version, which is the key. */
  public MongoPriceStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public PriceList current() {
    Query newest = new Query().with(Sort.by(Direction.DESC, "version")).limit(1);
    return Optional.ofNullable(mongo.findOne(newest, PriceListDocument.class))
        .map(PriceListDocument::toPriceList)
        .orElseThrow(() -> new IllegalStateException("no price list was ever seeded"));
  }

  @Override
  public Optional<PriceList> version(long version) {
    return Optional.ofNullable(mongo.findById(version, PriceListDocument.class))
        .map(PriceListDocument::toPriceList);
  }

  @Override
  public List<Version> versions(int page, int size) {
    Query newest = new Query().with(PageRequest.of(page, size, Sort.by(Direction.DESC, "version")));
    return mongo.find(newest, PriceListDocument.class).stream()
        .map(PriceListDocument::toVersion)
        .toList();
  }

  @Override
  public long count() {
    return mongo.count(new Query(), PriceListDocument.class);
  }

  @Override
  public PriceList change(String by, Instant at, UnaryOperator<PriceList> change) {
    return LostRace.retried(() -> tryChange(by, at, change));
  }

  private PriceList tryChange(String by, Instant at, UnaryOperator<PriceList> change) {
    PriceList before = current();
    PriceList wanted = change.apply(before);
    var next =
        new PriceList(
            before.version() + 1,
            wanted.gpus(),
            wanted.containerDiskMicrosPerGbHour(),
            wanted.volumeDiskMicrosPerGbHour());
    if (!Inserts.once(mongo, PriceListDocument.of(next, at, by))) {
      throw new LostRace("price list " + next.version());
    }
    return next;
  }

  @Override
  public void seed(PriceList first) {
    if (first.version() != FIRST) {
      throw new IllegalArgumentException("the first price list is version 1");
    }
    // Every version stays, so the first one tells for ever that there was one.
    Inserts.once(mongo, PriceListDocument.of(first, null, null));
  }
}
