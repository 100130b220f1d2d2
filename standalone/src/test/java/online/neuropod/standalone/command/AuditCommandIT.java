package online.neuropod.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import online.neuropod.domain.money.Law;
import online.neuropod.domain.money.WalletDraft;
import online.neuropod.standalone.ChildProcess;
import online.neuropod.standalone.NeuropodApplication;
import online.neuropod.standalone.data.DataDirectory;
import online.neuropod.standalone.mongodb.EmbeddedMongo;
import online.neuropod.store.Stores;
import online.neuropod.store.wallets.WalletStore;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/** {@code neuropod audit} on a real database, in order and not. */
class AuditCommandIT {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** What two people lived through: one whose pod ended, and one whose money did. */
  @BeforeEach
  void live() {
    inDatabase(
        database -> {
          WalletStore wallets = stores(database).wallets();
          wallets.open("ana", false, 10_000_000, START);
          change(wallets, "ana", 0, draft -> begin(draft, 1_000_000));
          change(wallets, "ana", 1, draft -> draft.charge("pod", 1, at(1)));
          change(wallets, "ana", 2, draft -> draft.charge("pod", 1, at(2)));
          change(wallets, "ana", 2, draft -> draft.close("pod", 1, at(2), Optional.of("STOPPED")));
          wallets.open("bea", false, 3_000_000, START);
          change(wallets, "bea", 0, draft -> begin(draft, 2_000_000));
          change(wallets, "bea", 2, draft -> draft.charge("pod", 1, at(2)));
          change(wallets, "bea", 2, draft -> draft.close("pod", 1, at(2), Optional.empty()));
        });
  }

  private static Instant at(int hours) {
    return START.plus(Duration.ofHours(hours));
  }

  private static void begin(WalletDraft draft, long rate) {
    draft.reserve("pod", 1, rate, 1, 500_000, Duration.ofHours(1));
    draft.started("pod", 1, START, 500_000);
  }

  private static void change(
      WalletStore wallets, String userId, int hours, Consumer<WalletDraft> rule) {
    wallets.change(
        userId,
        at(hours),
        draft -> {
          rule.accept(draft);
          return true;
        });
  }

  private static Stores stores(MongoClient client) {
    return Stores.open(new SimpleMongoClientDatabaseFactory(client, "neuropod"));
  }

  private void inDatabase(Consumer<MongoClient> work) {
    try (var mongo = start();
        var client = MongoClients.create(mongo.uri("neuropod"))) {
      work.accept(client);
    }
  }

  private EmbeddedMongo start() {
    return EmbeddedMongo.start(data.resolve("neuropod.db"), 0);
  }

  private int audit(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "audit";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return NeuropodCommand.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }

  private int auditData() {
    return audit("--data", data.toString());
  }

  @Test
  void inOrderEveryLawHolds() {
    assertThat(auditData()).as(err + "" + out).isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("  holds ")))
        .hasSize(Law.values().length);
    assertThat(out.toString())
        .contains("2 wallets, ", "0 entries not yet in the ledger", "Every law holds.")
        .doesNotContain("BROKEN");
    Arrays.stream(Law.values())
        .forEach(law -> assertThat(out.toString()).contains(law.name(), law.words()));
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "NUMBERS | transactions | ana:3 | ",
        "CHAIN | transactions | ana:3 | {$inc: {balanceAfter: 1}}",
        "CHAIN | wallets | ana | {$inc: {balanceMicros: 1}}",
        "NOT_NEGATIVE | wallets | ana | {$set: {balanceMicros: -5}}",
        "AMOUNTS | transactions | ana:3 | {$inc: {amountMicros: 7}}",
        "INTERVALS | transactions | ana:4 | {$set: {from: {$date: '2026-03-01T10:30:00Z'}}}",
        "EXACT | transactions | ana:4 | {$inc: {valueMicros: 1, amountMicros: -1}}",
        "CAP | wallets | bea | {$set: {'meters.pod.cap': {$date: '2026-03-01T10:30:00Z'}}}",
        "METER | wallets | ana | {$inc: {'meters.pod.chargedMicros': 1}}",
        "PODS | wallets | ana | {$set: {'meters.pod.closed': false}}",
        "OWNER | wallets | ana | ",
        "READABLE | transactions | ana:3 | {$set: {kind: 'NONSENSE'}}",
        "READABLE | wallets | ana | {$set: {balanceMicros: 'much'}}",
      })
  void whatIsBrokenIsNamed(Law law, String collection, String id, String update) {
    inDatabase(
        client -> {
          MongoDatabase database = client.getDatabase("neuropod");
          var which = new Document("_id", id);
          long changed =
              update == null
                  ? database.getCollection(collection).deleteOne(which).getDeletedCount()
                  : database
                      .getCollection(collection)
                      .updateOne(which, Document.parse(update))
                      .getModifiedCount();
          assertThat(changed).isEqualTo(1);
        });
    assertThat(auditData()).as(err + "" + out).isEqualTo(1);
    String user = id.substring(0, 3);
    assertThat(out.toString())
        .containsPattern("BROKEN +" + law + " ")
        .contains("\n  " + law + " userId=" + user)
        .contains("The money is NOT in order.");
    assertThat(out.toString().lines().filter(line -> line.contains("userId=")))
        .allMatch(line -> line.contains("userId=" + user));
  }

  @Test
  void aDatabaseIsAuditedWhileItIsUsed() {
    try (var mongo = start()) {
      assertThat(audit("--mongodb", mongo.uri("neuropod"))).as(err.toString()).isZero();
    }
  }

  @Test
  void entriesThatACrashLeftOutAreToldAndNoBreach() {
    inDatabase(
        client ->
            client
                .getDatabase("neuropod")
                .getCollection("transactions")
                .deleteOne(new Document("_id", "bea:" + lastEntry(client, "bea"))));
    assertThat(auditData()).as(out.toString()).isZero();
    assertThat(out.toString()).contains("1 entries not yet in the ledger");
  }

  private static long lastEntry(MongoClient client, String userId) {
    Document wallet =
        client
            .getDatabase("neuropod")
            .getCollection("wallets")
            .find(new Document("_id", userId))
            .first();
    return wallet == null ? 0 : wallet.getLong("n");
  }

  @Test
  void nothingIsWrittenNotEvenAnIndex() {
    inDatabase(client -> client.getDatabase("neuropod").getCollection("notices").drop());
    assertThat(auditData()).isZero();
    inDatabase(
        client ->
            assertThat(client.getDatabase("neuropod").listCollectionNames())
                .contains("wallets")
                .doesNotContain("notices"));
  }

  @Test
  void aProductThatRunsIsToldHowToBeAudited() {
    try (var _ = DataDirectory.open(data)) {
      assertCannot(
          "in use by another NeuroPod (process " + ProcessHandle.current().pid() + ")",
          "--data",
          data.toString());
      assertThat(err.toString()).contains("--mongodb", "/api/admin/money/audit");
    }
  }

  @Test
  void aDirectoryWithoutADatabaseIsSaidAndStaysEmpty() {
    Path empty = data.resolve("empty");
    assertCannot("there is no database in " + empty, "--data", empty.toString());
    assertThat(empty).doesNotExist();
  }

  @Test
  void aDatabaseOfSomebodyElseIsNotTakenForCleanMoney() {
    try (var mongo = start()) {
      assertCannot("the database other has no wallets", "--mongodb", mongo.uri("other"));
    }
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsSaid() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    assertCannot("cannot audit", "--mongodb", "mongodb://127.0.0.1:" + port + "/neuropod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"mongo://u:secret@localhost/x", "mongodb://u:secret@localhost:27017"})
  void aConnectionStringThatCannotBeUsedIsSaidWithoutItsPassword(String uri) {
    assertCannot("--mongodb must be like", "--mongodb", uri);
    assertThat(err.toString()).doesNotContain("secret");
  }

  @Test
  void oneSourceIsNamed() {
    assertCannot("mutually exclusive", "--data", "x", "--mongodb", "mongodb://localhost/x");
    assertCannot("Unknown option", "--datum", "x");
  }

  private void assertCannot(String message, String... arguments) {
    assertThat(audit(arguments)).as(out.toString()).isEqualTo(2);
    assertThat(err.toString()).contains(message);
    assertThat(out.toString()).doesNotContain("holds");
  }

  @Test
  void asAProcessItPrintsTheResultAloneAndEnds() throws IOException {
    try (var process =
        ChildProcess.start(NeuropodApplication.class, "audit", "--data", data.toString())) {
      String printed =
          new String(process.process().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.process().onExit().join().exitValue()).as(printed).isZero();
      assertThat(printed.lines().findFirst().orElseThrow()).startsWith("Audit of ");
      assertThat(printed.lines()).hasSize(Law.values().length + 2);
    }
  }
}
