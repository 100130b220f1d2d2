package online.neuropod.store.wallets;

import static org.springframework.data.mongodb.core.aggregation.Aggregation.group;
import static org.springframework.data.mongodb.core.aggregation.Aggregation.match;
import static org.springframework.data.mongodb.core.aggregation.Aggregation.newAggregation;
import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.money.LowBalance;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.store.Inserts;
import online.neuropod.store.LostRace;
import online.neuropod.store.notices.NoticeStore;
import org.bson.Document;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * {@link WalletStore} on MongoDB. The wallet's document is the truth: an entry exists from the
 * moment that a document with it among {@code pending} replaced the one before, and nothing else
 * decides. The ledger follows it.
 */
public final class MongoWalletStore implements WalletStore {
  /** The steps of a write, for tests that end the process after one of them. */
  enum Written {
    /** An entry that an earlier write left pending. */
    PENDING_ENTRY,
    /** The wallet. */
    WALLET,
    /** A new entry. */
    NEW_ENTRY,
    /** A warning, new or left pending. */
    WARNING
  }

  private static final int TURNS = 64;

  private static final String WALLETS = "wallets";
  private static final String LEDGER = "transactions";
  private static final String ID = "_id";

  /** Entries that are read at once. */
  private static final int PIECE = 1000;

  private final MongoOperations mongo;
  private final MoneyReader reader;
  private final NoticeStore notices;
  private final Consumer<Written> after;
  private final Consumer<Entry> ledger;

  /**
   * Writers of one process take turns: correct without, but of many sessions of one wallet all but
   * one would lose each race, and do their work again.
   */
  private final List<Lock> turns = Stream.<Lock>generate(ReentrantLock::new).limit(TURNS).toList();

  private MongoWalletStore(
      MongoOperations mongo, NoticeStore notices, Consumer<Written> after, Consumer<Entry> ledger) {
    this.mongo = mongo;
    this.reader = new MoneyReader(mongo.getConverter());
    this.notices = notices;
    this.after = after;
    this.ledger = ledger;
  }

  /**
   * Opens the store and makes its indexes where they are missing.
   *
   * @param notices where warnings go
   */
  public static MongoWalletStore open(MongoOperations mongo, NoticeStore notices) {
    return open(mongo, notices, written -> {});
  }

  /** The same; {@code ledger} is told each entry that this process has written. */
  public static MongoWalletStore told(
      MongoOperations mongo, NoticeStore notices, Consumer<Entry> ledger) {
    return new MongoWalletStore(indexed(mongo), notices, written -> {}, ledger);
  }

  /** The store as it is, for one who only reads. */
  public static MongoWalletStore existing(MongoOperations mongo, NoticeStore notices) {
    return new MongoWalletStore(mongo, notices, written -> {}, entry -> {});
  }

  /** The same; {@code after} is told each step, and may throw as if the process ended there. */
  static MongoWalletStore open(
      MongoOperations mongo, NoticeStore notices, Consumer<Written> after) {
    return new MongoWalletStore(indexed(mongo), notices, after, entry -> {});
  }

  private static MongoOperations indexed(MongoOperations mongo) {
    var wallets = mongo.indexOps(WalletDocument.class);
    wallets.createIndex(new Index("changedAt", Direction.ASC));
    wallets.createIndex(new Index("openSessions", Direction.ASC).sparse());
    var ledger = mongo.indexOps(EntryDocument.class);
    ledger.createIndex(new Index("userId", Direction.ASC).on("n", Direction.DESC).unique());
    ledger.createIndex(new Index("key", Direction.ASC).unique().sparse());
    // What one pod cost, and what was written in a time.
    ledger.createIndex(
        new Index("userId", Direction.ASC).on("slot", Direction.ASC).on("n", Direction.DESC));
    ledger.createIndex(new Index("userId", Direction.ASC).on("at", Direction.ASC));
    return mongo;
  }

  @Override
  public <T> Changed<T> change(String userId, Instant now, Function<WalletDraft, T> change) {
    return inTurn(userId, () -> change(current(userId), now, change));
  }

  @Override
  public <T> Optional<Changed<T>> changeOnce(
      String userId, String key, Instant now, Function<WalletDraft, T> change) {
    return inTurn(
        userId,
        () -> {
          WalletDocument document = current(userId);
          // What this document had pending is in the ledger now; and if another writer uses the
          // key after this look, the document is not what was read any more.
          return mongo.exists(query(where("key").is(key)), EntryDocument.class)
              ? Optional.empty()
              : Optional.of(change(document, now, change));
        });
  }

  private <T> T inTurn(String userId, Supplier<T> attempt) {
    Lock turn = turns.get(Math.floorMod(userId.hashCode(), turns.size()));
    turn.lock();
    try {
      return LostRace.retried(attempt);
    } finally {
      turn.unlock();
    }
  }

  /** The wallet, all of whose entries are in the ledger. */
  private WalletDocument current(String userId) {
    WalletDocument document =
        document(userId).orElseThrow(() -> new NoSuchElementException("no wallet of " + userId));
    insertPending(document);
    warn(document);
    return document;
  }

  private <T> Changed<T> change(
      WalletDocument document, Instant now, Function<WalletDraft, T> change) {
    Wallet before = document.toWallet().withoutPending();
    var draft = new WalletDraft(before, now);
    T answer = change.apply(draft);
    if (!draft.isChanged()) {
      return new Changed<>(answer, before);
    }
    WalletDocument next = WalletDocument.of(draft.result(), now);
    replace(document.v(), next);
    next.pending().forEach(entry -> insert(entry, Written.NEW_ENTRY));
    warn(next);
    return new Changed<>(answer, next.toWallet());
  }

  private void replace(long version, WalletDocument next) {
    Query unchanged = query(where("id").is(next.id()).and("v").is(version));
    if (mongo.replace(unchanged, next).getMatchedCount() != 1) {
      throw new LostRace("wallet of " + next.id());
    }
    after.accept(Written.WALLET);
  }

  /**
   * Puts the entries of the last change into the ledger where they lack: whoever made it may have
   * ended before. Nearly always they are there, which one read tells.
   */
  private int insertPending(WalletDocument wallet) {
    if (wallet.pending().isEmpty()) {
      return 0;
    }
    List<String> ids = wallet.pending().stream().map(EntryDocument::id).toList();
    Set<String> there =
        mongo.find(query(where("id").in(ids)), EntryDocument.class).stream()
            .map(EntryDocument::id)
            .collect(Collectors.toSet());
    List<EntryDocument> lacking =
        wallet.pending().stream().filter(entry -> !there.contains(entry.id())).toList();
    lacking.forEach(entry -> insert(entry, Written.PENDING_ENTRY));
    return lacking.size();
  }

  /** Tells the warnings of the last change: again, if that is not known to have been done. */
  private void warn(WalletDocument document) {
    Wallet wallet = document.toWallet();
    for (LowBalance warning : wallet.alerts().pending()) {
      notices.publish(Warnings.notice(wallet.userId(), warning));
      after.accept(Written.WARNING);
    }
  }

  private void insert(EntryDocument entry, Written step) {
    if (!Inserts.once(mongo, entry)
        && !mongo.exists(query(where("id").is(entry.id())), EntryDocument.class)) {
      // The rule that made the entry had to ask for its key before. To go on would leave a gap.
      throw new IllegalStateException("the key of entry " + entry.id() + " is in use");
    }
    after.accept(step);
    if (step == Written.NEW_ENTRY) {
      ledger.accept(entry.toEntry());
    }
  }

  @Override
  public void open(String userId, boolean unlimited, long initialMicros, Instant now) {
    var draft = new WalletDraft(Wallet.empty(userId, unlimited), now);
    draft.open(initialMicros);
    WalletDocument first = WalletDocument.of(draft.result(), now);
    if (Inserts.once(mongo, first)) {
      after.accept(Written.WALLET);
      first.pending().forEach(entry -> insert(entry, Written.NEW_ENTRY));
    }
  }

  @Override
  public Optional<Wallet> find(String userId) {
    return document(userId).map(WalletDocument::toWallet);
  }

  @Override
  public List<Wallet> findAll(Set<String> userIds) {
    return wallets(query(where(ID).in(userIds)));
  }

  private Optional<WalletDocument> document(String userId) {
    return Optional.ofNullable(mongo.findById(userId, Document.class, WALLETS)).map(reader::wallet);
  }

  @Override
  public List<Entry> entries(String userId, Which which, boolean newestFirst, int page, int size) {
    repair(userId);
    Sort order = Sort.by(newestFirst ? Direction.DESC : Direction.ASC, "n");
    Query query = these(userId, which).with(PageRequest.of(page, size, order));
    return mongo.find(query, Document.class, LEDGER).stream().map(reader::entry).toList();
  }

  @Override
  public long count(String userId, Which which) {
    repair(userId);
    return mongo.count(these(userId, which), EntryDocument.class);
  }

  @Override
  public void read(String userId, Which which, Consumer<Entry> told) {
    read(these(userId, which), told);
  }

  @Override
  public void read(
      String userId, Optional<String> slot, long after, long upTo, Consumer<Entry> told) {
    Criteria stretch = where("userId").is(userId).and("n").gt(after).lte(upTo);
    slot.ifPresent(name -> stretch.and("slot").is(name));
    read(query(stretch), told);
  }

  /**
   * In pieces: a cursor's life ends with the deadline of its call, however slowly it is read. What
   * is written meanwhile comes at the end.
   */
  private void read(Query which, Consumer<Entry> told) {
    Query oldest = which.with(Sort.by(Direction.ASC, "n")).limit(PIECE);
    List<Document> piece;
    long read = 0;
    do {
      piece = mongo.find(oldest.skip(read), Document.class, LEDGER);
      piece.stream().map(reader::entry).forEach(told);
      read += piece.size();
    } while (piece.size() == PIECE);
  }

  @Override
  public int repair(String userId) {
    return document(userId).map(this::insertPending).orElse(0);
  }

  @Override
  public int reword(String userId, UnaryOperator<String> words) {
    // What is pending would bring the words of before into the ledger again.
    inTurn(userId, () -> forgetPending(current(userId)));
    Query reasoned = query(where("userId").is(userId).and("reason").exists(true));
    int changed = 0;
    for (EntryDocument entry : mongo.find(reasoned, EntryDocument.class)) {
      String before = Optional.ofNullable(entry.reason()).orElse("");
      String after = words.apply(before);
      if (!after.equals(before)) {
        Query same = query(where("id").is(entry.id()));
        mongo.updateFirst(same, new Update().set("reason", after), EntryDocument.class);
        changed++;
      }
    }
    return changed;
  }

  private boolean forgetPending(WalletDocument document) {
    if (!document.pending().isEmpty()) {
      replace(document.v(), document.withoutPending());
    }
    return true;
  }

  @Override
  public Map<String, Long> spentBy(Set<String> userIds) {
    if (userIds.isEmpty()) {
      return Map.of();
    }
    List<String> kinds = List.of(Kind.CHARGE.name(), Kind.REFUND.name());
    Aggregation sums =
        newAggregation(
            match(where("userId").in(userIds).and("kind").in(kinds)),
            group("userId").sum("amountMicros").as("micros"));
    return mongo.aggregate(sums, EntryDocument.class, Spent.class).getMappedResults().stream()
        .collect(Collectors.toMap(Spent::id, spent -> -spent.micros()));
  }

  /** Of a ledger, the sum of its charges. */
  private record Spent(String id, long micros) {}

  @Override
  public Page page(String after, int size) {
    return page(where(ID).gt(after), size);
  }

  @Override
  public List<String> userIds(String after, int size) {
    Query ids = inOrder(where(ID).gt(after), size);
    ids.fields().include(ID);
    return mongo.find(ids, Owner.class, WALLETS).stream().map(Owner::id).toList();
  }

  /** Of a wallet, whose it is. */
  private record Owner(String id) {}

  @Override
  public Page pageInUse(String after, Instant changedSince, int size) {
    Criteria inUse =
        where(ID)
            .gt(after)
            .orOperator(where("openSessions").gte(1), where("changedAt").gte(changedSince));
    return page(inUse, size);
  }

  private Page page(Criteria which, int size) {
    return reader.page(mongo.find(inOrder(which, size), Document.class, WALLETS), size);
  }

  private static Query inOrder(Criteria which, int size) {
    return query(which).with(Sort.by(Direction.ASC, ID)).limit(size);
  }

  @Override
  public Set<String> ledgersWithoutWallet() {
    var users =
        new HashSet<>(mongo.findDistinct(new Query(), "userId", EntryDocument.class, String.class));
    users.removeAll(mongo.findDistinct(new Query(), "_id", WalletDocument.class, String.class));
    return users;
  }

  @Override
  public List<Wallet> changedSince(Instant since) {
    return wallets(query(where("changedAt").gte(since)).with(Sort.by(Direction.ASC, "changedAt")));
  }

  @Override
  public List<Wallet> withOpenSessions() {
    return wallets(query(where("openSessions").gte(1)));
  }

  private List<Wallet> wallets(Query query) {
    List<Document> found = mongo.find(query, Document.class, WALLETS);
    return reader.page(found, found.size() + 1).wallets();
  }

  private static Query these(String userId, Which which) {
    Query query = query(where("userId").is(userId));
    which.slot().ifPresent(slot -> query.addCriteria(where("slot").is(slot)));
    if (which.from().isPresent() || which.to().isPresent()) {
      Criteria written = where("at");
      which.from().ifPresent(written::gte);
      which.to().ifPresent(written::lt);
      query.addCriteria(written);
    }
    return query;
  }
}
