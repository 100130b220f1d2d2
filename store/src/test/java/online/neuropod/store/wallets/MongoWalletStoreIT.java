package online.neuropod.store.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.MongoWriteException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import online.neuropod.domain.money.Adjustment;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Event;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.money.Meter.Unused;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Reservation;
import online.neuropod.domain.money.RunwayAlerts;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.domain.notice.Notice;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.notices.MongoNoticeStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.wallets.MongoWalletStore.Written;
import online.neuropod.store.wallets.WalletStore.Page;
import online.neuropod.store.wallets.WalletStore.Which;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.IndexField;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoWalletStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long RATE = 3_600_000;
  private static final long VOLUME_RATE = 360_000;
  private static final long INITIAL = 10 * Micros.EURO;

  /** The end of a process, as far as one write sees it. */
  private static final class Crash extends RuntimeException {}

  private final MongoTemplate mongo;
  private final NoticeStore notices;
  private final WalletStore wallets;

  MongoWalletStoreIT(Server server) {
    mongo = server.freshTemplate();
    notices = MongoNoticeStore.open(mongo, InstantSource.system());
    wallets = MongoWalletStore.open(mongo, notices);
  }

  @Test
  void opensAWalletWithItsFirstEntryOnce() throws InterruptedException, ExecutionException {
    Together.run(
        6,
        i -> {
          wallets.open("u", false, INITIAL, T0);
          return i;
        });

    assertThat(wallets.find("u").orElseThrow().balanceMicros()).isEqualTo(INITIAL);
    assertThat(wallets.entries("u", Which.ALL, 0, 10))
        .extracting(Entry::kind)
        .containsExactly(Kind.INITIAL);
    assertThat(wallets.count("u", Which.ALL)).isEqualTo(1);
  }

  @Test
  void readsBackAWalletWithMetersInEveryState() {
    wallets.open("u", false, 500 * Micros.EURO, T0);
    wallets.change("u", T0, draft -> draft.reserve("reserved", 1, RATE, 7, VOLUME_RATE, MINUTE));
    run("capped", 5);
    run("closed", 3);
    wallets.change("u", T0, draft -> close(draft, "closed", 3, T0.plusSeconds(50)));
    Wallet written =
        wallets
            .change("u", T0, draft -> draft.settleIfExhausted(T0.plus(Duration.ofDays(365))))
            .wallet();

    assertThat(wallets.find("u")).contains(written);
    assertThat(written.meters()).hasSize(4);
    assertThat(written.balanceMicros()).isZero();
    assertThat(written.meter("capped", 5).orElseThrow().cap()).isPresent();
  }

  @Test
  void readsBackWhenNobodyUsedTheVolume() {
    wallets.open("u", false, 500 * Micros.EURO, T0);
    for (int pod = 1; pod <= 3; pod++) {
      Instant begin = T0.plusSeconds(100L * pod);
      String slot = "p" + pod;
      wallets.change("u", T0, draft -> draft.reserve(slot, 1, RATE, 7, VOLUME_RATE, MINUTE));
      wallets.change(
          "u",
          T0,
          draft -> {
            draft.started(slot, 1, begin, VOLUME_RATE);
            draft.close(slot, 1, begin.plusSeconds(10), Optional.empty());
            return true;
          });
    }

    assertThat(wallets.find("u").flatMap(w -> w.meter(Wallet.VOLUME, 3)).orElseThrow().unused())
        .containsExactly(
            new Unused(Instant.EPOCH, T0.plusSeconds(100), VOLUME_RATE),
            new Unused(T0.plusSeconds(110), T0.plusSeconds(200), VOLUME_RATE));
  }

  @Test
  void readsBackEntriesNewestFirstByPages() {
    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    for (int second = 1; second <= 4; second++) {
      charge("p", T0.plusSeconds(second));
    }

    List<Entry> all = wallets.entries("u", Which.ALL, 0, 100);

    assertThat(all).extracting(Entry::n).containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
    assertThat(wallets.entries("u", Which.ALL, 0, 4)).isEqualTo(all.subList(0, 4));
    assertThat(wallets.entries("u", Which.ALL, 2, 4)).isEqualTo(all.subList(8, 9));
    assertThat(wallets.count("u", Which.ALL)).isEqualTo(9);
    assertLedgerHolds(INITIAL);
    assertThat(all.get(1).interval())
        .contains(new Entry.Interval(T0.plusSeconds(3), Event.TICK, T0.plusSeconds(4), Event.TICK));
  }

  @Test
  void leavesFieldsOutThatHaveNoValue() {
    wallets.open("u", false, INITIAL, T0);

    assertThat(mongo.getCollection("wallets").find().first())
        .doesNotContainKeys("openSessions", "_class");
    assertThat(mongo.getCollection("transactions").find().first())
        .containsEntry("_id", "u:1")
        .doesNotContainKeys("key", "slot", "from", "to", "reason");
  }

  @Test
  void aChangeThatChangesNothingWritesNothing() {
    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    Wallet before = wallets.find("u").orElseThrow();

    wallets.change("u", T0.plusSeconds(99), draft -> draft.settleIfExhausted(T0));
    run("p", 1);

    assertThat(wallets.find("u")).contains(before);
  }

  @Test
  void refusesToChangeAWalletThatIsNotThere() {
    assertThatThrownBy(() -> wallets.change("nobody", T0, WalletDraft::isChanged))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aRuleThatFailsWritesNothing() {
    wallets.open("u", false, INITIAL, T0);
    Wallet before = wallets.find("u").orElseThrow();

    assertThatThrownBy(
            () ->
                wallets.change(
                    "u",
                    T0,
                    draft -> {
                      draft.reserve("p", 1, RATE, 1, VOLUME_RATE, MINUTE);
                      throw new Crash();
                    }))
        .isInstanceOf(Crash.class);
    assertThat(wallets.find("u")).contains(before);
  }

  @Test
  void chargesOfManyThreadsInManyProcessesLoseNothing()
      throws InterruptedException, ExecutionException {
    wallets.open("u", false, 100 * Micros.EURO, T0);
    for (int pod = 0; pod < 8; pod++) {
      run("p" + pod, 1);
    }
    // Each store is a process of its own: only what is written to the database is shared.
    List<WalletStore> processes =
        Stream.generate(() -> (WalletStore) MongoWalletStore.open(mongo, notices))
            .limit(4)
            .toList();

    Together.run(
        8,
        pod -> {
          for (int second = 1; second <= 10; second++) {
            charge(processes.get(pod % 4), "p" + pod, T0.plusSeconds(second));
          }
          return pod;
        });

    Wallet wallet = wallets.find("u").orElseThrow();
    long spent = 8 * 10 * RATE / 3600 + 10 * VOLUME_RATE / 3600;
    assertThat(wallet.balanceMicros()).isEqualTo(100 * Micros.EURO - spent);
    assertLedgerHolds(100 * Micros.EURO);
  }

  @Test
  void ofTwoReservationsAtOnceTheMoneySufficesForOne()
      throws InterruptedException, ExecutionException {
    wallets.open("u", false, RATE + VOLUME_RATE, T0);

    List<Reservation> answers =
        Together.run(
            5,
            i ->
                MongoWalletStore.open(mongo, notices)
                    .change(
                        "u",
                        T0,
                        draft ->
                            draft.reserve("p" + i, 1, RATE, 1, VOLUME_RATE, Duration.ofHours(1)))
                    .answer());

    assertThat(answers).filteredOn(Reservation.Granted.class::isInstance).hasSize(1);
    assertThat(answers).filteredOn(Reservation.TooLittle.class::isInstance).hasSize(4);
  }

  @Test
  void aCrashBeforeTheWalletIsWrittenChangesNothing() {
    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    charge("p", T0.plusSeconds(1));
    leavePendingEntries("p", T0.plusSeconds(2));
    Wallet before = wallets.find("u").orElseThrow();

    // Ends while it puts the entries of the one before into the ledger.
    assertThatThrownBy(() -> charge(crashing(Written.PENDING_ENTRY), "p", T0.plusSeconds(3)))
        .isInstanceOf(Crash.class);

    assertThat(wallets.find("u")).contains(before);
  }

  @Test
  void theNextWriterPutsEntriesOfACrashedOneIntoTheLedger() {
    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    leavePendingEntries("p", T0.plusSeconds(2));
    assertThat(mongo.getCollection("transactions").countDocuments()).isEqualTo(1);

    charge("p", T0.plusSeconds(3));

    assertThat(mongo.getCollection("transactions").countDocuments()).isEqualTo(5);
    assertLedgerHolds(INITIAL);
  }

  @Test
  void aReaderOfTheLedgerSeesEntriesOfACrashedWriter() {
    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    leavePendingEntries("p", T0.plusSeconds(2));

    assertThat(wallets.count("u", Which.ALL)).isEqualTo(3);
    assertLedgerHolds(INITIAL);
  }

  @Test
  void aWalletWhoseOpeningCrashedIsMendedByItsFirstChange() {
    assertThatThrownBy(
            () ->
                MongoWalletStore.open(mongo, notices, crashAfter(Written.WALLET))
                    .open("u", false, INITIAL, T0))
        .isInstanceOf(Crash.class);

    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    charge("p", T0.plusSeconds(1));

    assertLedgerHolds(INITIAL);
  }

  @Test
  void theLedgerHoldsWhileWritersOfManyThreadsCrashAnywhere()
      throws InterruptedException, ExecutionException {
    long initial = 1_000 * Micros.EURO;
    wallets.open("u", false, initial, T0);
    for (int pod = 0; pod < 4; pod++) {
      run("p" + pod, 1);
    }
    var crashes = new AtomicInteger();

    Together.run(
        4,
        pod -> {
          var random = new Random(pod);
          WalletStore dying =
              MongoWalletStore.open(
                  mongo,
                  notices,
                  written -> {
                    if (random.nextInt(4) == 0) {
                      crashes.incrementAndGet();
                      throw new Crash();
                    }
                  });
          for (int second = 1; second <= 12; second++) {
            Instant to = T0.plusSeconds(second);
            // As Temporal does: the same call again until it comes through.
            while (!comesThrough(dying, "p" + pod, to)) {}
          }
          return pod;
        });

    Wallet wallet = wallets.find("u").orElseThrow();
    assertThat(crashes).hasPositiveValue();
    assertThat(wallet.balanceMicros())
        .isEqualTo(initial - 4 * 12 * RATE / 3600 - 12 * VOLUME_RATE / 3600);
    assertLedgerHolds(initial);
  }

  @Test
  void oneThatMakesNoSenseDoesNotTakeTheOthersWithIt() {
    for (String user : List.of("a", "b", "c")) {
      wallets.open(user, false, INITIAL, T0);
      wallets.change(user, T0, draft -> draft.reserve("p", 1, RATE, 1, VOLUME_RATE, MINUTE));
    }
    edit("b", new Document("$set", new Document("meters.p.rateMicrosPerHour", -RATE)));

    Page page = wallets.page("", 3);
    assertThat(page.wallets()).extracting(Wallet::userId).containsExactly("a", "c");
    assertThat(page.senseless())
        .extracting(SenselessWallet::userId, SenselessWallet::reason)
        .containsExactly(tuple("b", "no meter has session 1, rate -3600000 and charged 0"));
    assertThat(page.next()).contains("c");
    assertThat(wallets.page("", 4).next()).isEmpty();
    assertThat(wallets.pageInUse("", T0, 9).senseless()).hasSize(1);
    assertThat(wallets.withOpenSessions()).extracting(Wallet::userId).containsOnly("a", "c");
    assertThat(wallets.changedSince(T0)).hasSize(2);
    assertThatThrownBy(() -> wallets.find("b")).isInstanceOf(SenselessWallet.class);
    assertThatThrownBy(() -> wallets.change("b", T0, WalletDraft::isChanged))
        .isInstanceOf(SenselessWallet.class);
  }

  @ParameterizedTest
  @MethodSource("edits")
  void whatNoWalletCanBeIsSaidToBeSenseless(Document edit) {
    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    charge("p", T0.plusSeconds(1));
    edit("u", edit);

    assertThatThrownBy(() -> wallets.find("u")).isInstanceOf(SenselessWallet.class);
    assertThat(wallets.page("", 9).senseless()).hasSize(1);
  }

  static Stream<Document> edits() {
    return Stream.of(
        set("balanceMicros", -1L),
        set("balanceMicros", "much"),
        set("meters", 5),
        set("meters.p.start", "yesterday"),
        set("meters.p.upTo", Date.from(T0.minusSeconds(9))),
        set("meters.p.past", List.of(7)),
        set("meters.p.rateMicrosPerHour", Long.MAX_VALUE),
        set("pending", List.of(new Document("kind", "GIFT"))),
        new Document("$unset", new Document("meters", 1)),
        new Document("$unset", new Document("balanceMicros", 1)));
  }

  private static Document set(String field, Object value) {
    return new Document("$set", new Document(field, value));
  }

  private void edit(String userId, Document edit) {
    mongo.getCollection("wallets").updateOne(new Document("_id", userId), edit);
  }

  @Test
  void everyWayToAskForALedgerHasItsIndex() {
    assertThat(mongo.indexOps("transactions").getIndexInfo())
        .extracting(index -> index.getIndexFields().stream().map(IndexField::getKey).toList())
        .contains(List.of("userId", "n"), List.of("userId", "slot", "n"), List.of("userId", "at"));
  }

  @Test
  void aKeyThatIsInUseForAnotherEntryIsNotTakenForTheSame() {
    wallets.open("u", false, INITIAL, T0);
    mongo
        .getCollection("transactions")
        .insertOne(
            new Document("_id", "x:1")
                .append("userId", "x")
                .append("n", 1L)
                .append("key", "top-up-1"));
    Entry first = wallets.entries("u", Which.ALL, 0, 1).getFirst();
    var withKey =
        new Entry(
            2,
            Kind.TOP_UP,
            5,
            5,
            INITIAL + 5,
            first.slot(),
            0,
            first.interval(),
            0,
            0,
            first.reason(),
            "admin",
            Optional.of("top-up-1"),
            T0);
    Wallet wallet = wallets.find("u").orElseThrow();
    mongo.save(
        WalletDocument.of(
            new Wallet(
                "u",
                2,
                INITIAL + 5,
                false,
                false,
                2,
                wallet.meters(),
                List.of(withKey),
                RunwayAlerts.NONE),
            T0));

    assertThatThrownBy(() -> wallets.entries("u", Which.ALL, 0, 10))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void knowsWhichWalletsChangedAndWhichHaveOpenSessions() {
    wallets.open("idle", false, INITIAL, T0);
    wallets.open("u", false, INITIAL, T0.plusSeconds(1));
    run("p", 1);

    assertThat(wallets.withOpenSessions()).extracting(Wallet::userId).containsExactly("u");
    assertThat(wallets.changedSince(T0)).hasSize(2);

    wallets.change("u", T0.plusSeconds(5), draft -> close(draft, "p", 1, T0.plusSeconds(4)));
    assertThat(wallets.withOpenSessions()).isEmpty();
    assertThat(wallets.changedSince(T0.plusSeconds(5)))
        .extracting(Wallet::userId)
        .containsExactly("u");
  }

  @Test
  void aChangeWithAKeyIsMadeOnceHoweverOftenItIsAskedFor()
      throws InterruptedException, ExecutionException {
    wallets.open("u", false, INITIAL, T0);

    List<Boolean> done =
        Together.run(
            6,
            i ->
                MongoWalletStore.open(mongo, notices)
                    .changeOnce("u", "key-1", T0, draft -> topUp(draft, 5, "key-1"))
                    .isPresent());

    assertThat(done).containsOnlyOnce(true);
    assertThat(wallets.find("u").orElseThrow().balanceMicros()).isEqualTo(INITIAL + 5);
    assertThat(wallets.changeOnce("u", "key-2", T0, draft -> topUp(draft, 7, "key-2"))).isPresent();
    assertThat(wallets.find("u").orElseThrow().balanceMicros()).isEqualTo(INITIAL + 12);
  }

  @Test
  void aChangeWithAKeyWhoseWriterCrashedIsNotMadeAgain() {
    wallets.open("u", false, INITIAL, T0);
    assertThatThrownBy(
            () ->
                crashing(Written.WALLET)
                    .changeOnce("u", "key-1", T0, draft -> topUp(draft, 5, "key-1")))
        .isInstanceOf(Crash.class);

    assertThat(wallets.changeOnce("u", "key-1", T0, draft -> topUp(draft, 5, "key-1"))).isEmpty();
    assertThat(wallets.find("u").orElseThrow().balanceMicros()).isEqualTo(INITIAL + 5);
    assertLedgerHolds(INITIAL);
  }

  private static Adjustment topUp(WalletDraft draft, long micros, String key) {
    return draft.adjust(Adjustment.Operation.ADD, micros, "because", "admin", key);
  }

  @Test
  void readsTheEntriesOfOneMeterAndOfAPeriod() {
    wallets.open("u", false, INITIAL, T0);
    wallets.open("v", false, INITIAL, T0);
    run("p", 1);
    run("q", 1);
    for (int second = 1; second <= 4; second++) {
      charge("p", T0.plusSeconds(second));
      charge("q", T0.plusSeconds(second));
    }
    var ofP = new Which(Optional.of("p"), Optional.empty(), Optional.empty());
    var period =
        new Which(Optional.of("p"), Optional.of(T0.plusSeconds(2)), Optional.of(T0.plusSeconds(4)));
    var read = new ArrayList<Entry>();
    wallets.read("u", ofP, read::add);

    assertThat(wallets.count("u", ofP)).isEqualTo(4);
    assertThat(wallets.entries("u", ofP, 0, 10))
        .extracting(Entry::at)
        .containsExactly(
            T0.plusSeconds(4), T0.plusSeconds(3), T0.plusSeconds(2), T0.plusSeconds(1));
    assertThat(read).isEqualTo(wallets.entries("u", ofP, 0, 10).reversed());
    assertThat(wallets.entries("u", period, 0, 10))
        .extracting(Entry::at)
        .containsExactly(T0.plusSeconds(3), T0.plusSeconds(2));
    assertThat(wallets.entries("v", Which.ALL, 0, 10))
        .as("another's")
        .extracting(Entry::kind)
        .containsExactly(Kind.INITIAL);
  }

  @Test
  void sayHowManyEntriesWereLeftOut() {
    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    leavePendingEntries("p", T0.plusSeconds(2));

    assertThat(wallets.repair("u")).isEqualTo(2);
    assertThat(wallets.repair("u")).isZero();
    assertThat(wallets.repair("nobody")).isZero();
  }

  @Test
  void whatIsInTheLedgerIsNotWrittenAgain() {
    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    charge("p", T0.plusSeconds(1));
    var steps = new ArrayList<Written>();

    charge(MongoWalletStore.open(mongo, notices, steps::add), "p", T0.plusSeconds(2));

    assertThat(steps).containsExactly(Written.WALLET, Written.NEW_ENTRY, Written.NEW_ENTRY);
  }

  @Test
  void pagesWalletsByUserAndThoseInUse() {
    for (String user : List.of("c", "a", "u", "b")) {
      wallets.open(user, false, INITIAL, T0);
    }
    run("p", 1);

    assertThat(wallets.page("", 3).wallets())
        .extracting(Wallet::userId)
        .containsExactly("a", "b", "c");
    assertThat(wallets.page("c", 3).wallets()).extracting(Wallet::userId).containsExactly("u");
    assertThat(wallets.pageInUse("", T0, 3).wallets()).hasSize(3);
    assertThat(wallets.pageInUse("", T0.plusSeconds(1), 3).wallets())
        .extracting(Wallet::userId)
        .containsExactly("u");
    assertThat(wallets.pageInUse("u", T0, 3).wallets()).isEmpty();
  }

  @Test
  void findsALedgerWithoutAWallet() {
    wallets.open("u", false, INITIAL, T0);
    assertThat(wallets.ledgersWithoutWallet()).isEmpty();

    mongo.getCollection("wallets").deleteOne(new Document("_id", "u"));

    assertThat(wallets.ledgersWithoutWallet()).containsExactly("u");
  }

  @Test
  void aNumberOfALedgerIsUsedOnce() {
    wallets.open("u", false, INITIAL, T0);

    assertThatThrownBy(
            () ->
                mongo
                    .getCollection("transactions")
                    .insertOne(new Document("_id", "other").append("userId", "u").append("n", 1L)))
        .isInstanceOf(MongoWriteException.class);
  }

  @Test
  void aWarningIsToldOnceEvenWhereItsWriterCrashed() {
    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    assertThatThrownBy(() -> warn(crashing(Written.WALLET))).isInstanceOf(Crash.class);
    assertThat(notices.count(Optional.of("u"))).isZero();

    charge("p", T0.plusSeconds(1));
    warn(wallets);
    charge("p", T0.plusSeconds(2));

    assertThat(notices.list(Optional.of("u"), 0, 10))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.kind()).isEqualTo(Notice.Kind.LOW_BALANCE);
              assertThat(notice.details())
                  .containsEntry("level", "PT24H")
                  .containsEntry("available", String.valueOf(INITIAL))
                  .containsKey("runsOutAt");
              assertThat(notice.at()).isEqualTo(T0);
            });
    assertThat(wallets.find("u").orElseThrow().alerts().warned()).contains(Duration.ofDays(1));
  }

  private static void warn(WalletStore wallets) {
    wallets.change(
        "u",
        T0,
        draft -> {
          draft.warnBelow(Optional.of(Duration.ofMinutes(5)));
          draft.watchRunway(T0, Set.of(Duration.ofDays(1)));
          return true;
        });
  }

  @Test
  void readsBackAWalletThatWasUnlimitedForATime() {
    wallets.open("u", false, INITIAL, T0);
    run("p", 1);
    Wallet written =
        wallets
            .change(
                "u",
                T0.plusSeconds(5),
                draft -> {
                  draft.makeUnlimited(true);
                  draft.warnBelow(Optional.of(MINUTE));
                  return true;
                })
            .wallet();

    assertThat(written.meter("p", 1).orElseThrow().past()).hasSize(1);
    assertThat(wallets.find("u")).contains(written);
  }

  private void run(String slot, long session) {
    wallets.change(
        "u",
        T0,
        draft -> {
          Reservation answer = draft.reserve(slot, session, RATE, 7, VOLUME_RATE, MINUTE);
          draft.started(slot, session, T0, VOLUME_RATE);
          return answer;
        });
  }

  private void charge(String slot, Instant to) {
    charge(wallets, slot, to);
  }

  private static void charge(WalletStore wallets, String slot, Instant to) {
    wallets.change(
        "u",
        to,
        draft -> {
          draft.charge(slot, 1, to);
          return true;
        });
  }

  private static boolean close(WalletDraft draft, String slot, long session, Instant end) {
    draft.close(slot, session, end, Optional.empty());
    return true;
  }

  private static boolean comesThrough(WalletStore wallets, String slot, Instant to) {
    try {
      charge(wallets, slot, to);
      return true;
    } catch (Crash e) {
      return false;
    }
  }

  private WalletStore crashing(Written step) {
    return MongoWalletStore.open(mongo, notices, crashAfter(step));
  }

  private static Consumer<Written> crashAfter(Written step) {
    return written -> {
      if (written == step) {
        throw new Crash();
      }
    };
  }

  private void leavePendingEntries(String slot, Instant to) {
    assertThatThrownBy(() -> charge(crashing(Written.WALLET), slot, to)).isInstanceOf(Crash.class);
  }

  /** Numbers without gaps, balances that chain, and a last balance that is the wallet's. */
  private void assertLedgerHolds(long initial) {
    List<Entry> entries = new ArrayList<>(wallets.entries("u", Which.ALL, 0, 10_000));
    Collections.reverse(entries);
    long balance = 0;
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      balance += entry.amountMicros();
      assertThat(entry.n()).isEqualTo(i + 1L);
      assertThat(entry.balanceAfter()).isEqualTo(balance);
    }
    Wallet wallet = wallets.find("u").orElseThrow();
    assertThat(entries.getFirst().amountMicros()).isEqualTo(initial);
    assertThat(wallet.n()).isEqualTo(entries.size());
    assertThat(wallet.balanceMicros()).isEqualTo(balance);
  }
}
