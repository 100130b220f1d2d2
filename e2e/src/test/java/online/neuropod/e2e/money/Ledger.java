package online.neuropod.e2e.money;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.e2e.money.RunningTimes.Session;
import org.bson.Document;

/**
 * What is in the database, read as plain documents: by none of the product's code.
 *
 * @param wallets all wallets
 * @param entries the ledger, by wallet and in its order
 * @param gpus the GPU's price key of each pod
 * @param owners whose each pod is
 */
record Ledger(
    List<Purse> wallets,
    Map<String, List<Line>> entries,
    Map<String, String> gpus,
    Map<String, String> owners) {
  static final String VOLUME = "volume";

  /**
   * A wallet.
   *
   * @param last number of its last entry
   */
  record Purse(String userId, long last, long balance, boolean unlimited) {}

  /**
   * An entry.
   *
   * @param slot pod id, {@link #VOLUME}, or empty
   */
  record Line(
      String userId,
      long n,
      String kind,
      long amount,
      long value,
      long balanceAfter,
      String slot,
      long session,
      Optional<Instant> from,
      Optional<Instant> to,
      Instant at) {
    private static Line of(Document entry) {
      return new Line(
          entry.getString("userId"),
          entry.getLong("n"),
          entry.getString("kind"),
          entry.getLong("amountMicros"),
          entry.getLong("valueMicros"),
          entry.getLong("balanceAfter"),
          entry.get("slot", ""),
          entry.getLong("session"),
          Optional.ofNullable(entry.getDate("from")).map(date -> date.toInstant()),
          Optional.ofNullable(entry.getDate("to")).map(date -> date.toInstant()),
          entry.getDate("at").toInstant());
    }

    Session ofSession() {
      return new Session(slot, session);
    }

    /** What it says that the time cost: charged, given back or written off. */
    long cost() {
      return switch (kind) {
        case "CHARGE", "WRITE_OFF" -> value;
        case "REFUND" -> -value;
        default -> 0;
      };
    }
  }

  /** Reads all. */
  static Ledger read(String mongodb) {
    try (MongoClient client = MongoClients.create(mongodb)) {
      MongoDatabase database = client.getDatabase("neuropod");
      var wallets = new ArrayList<Purse>();
      for (Document wallet : database.getCollection("wallets").find()) {
        wallets.add(
            new Purse(
                wallet.getString("_id"),
                wallet.getLong("n"),
                wallet.getLong("balanceMicros"),
                wallet.getBoolean("unlimited")));
      }
      var lines = new ArrayList<Line>();
      for (Document entry :
          database.getCollection("transactions").find().sort(Sorts.ascending("userId", "n"))) {
        lines.add(Line.of(entry));
      }
      var gpus = new HashMap<String, String>();
      var owners = new HashMap<String, String>();
      for (Document pod : database.getCollection("pods").find()) {
        gpus.put(pod.getString("_id"), pod.get("spec", Document.class).getString("gpu"));
        owners.put(pod.getString("_id"), pod.getString("ownerId"));
      }
      return new Ledger(
          wallets, lines.stream().collect(Collectors.groupingBy(Line::userId)), gpus, owners);
    }
  }

  /** What is not settled: wishes without an outcome, and wallets with an open meter. */
  static long unsettled(String mongodb) {
    try (MongoClient client = MongoClients.create(mongodb)) {
      MongoDatabase database = client.getDatabase("neuropod");
      return database.getCollection("pods").countDocuments(Filters.exists("unsettledSince"))
          + database.getCollection("wallets").countDocuments(Filters.gte("openSessions", 1));
    }
  }

  /** All entries. */
  List<Line> lines() {
    return entries.values().stream().flatMap(List::stream).toList();
  }
}
