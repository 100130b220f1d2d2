package online.neuropod.e2e.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.MachineLoad;
import online.neuropod.e2e.environment.Partners;
import online.neuropod.e2e.environment.Partners.Server;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.Product.Scale;
import online.neuropod.e2e.environment.TemporalView;
import online.neuropod.e2e.environment.Usage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Billing workflows by the thousand on one worker and the real Temporal: what they take, how long
 * it takes until all are charged after kill -9, and how many charges a second are sustained.
 */
@TestInstance(Lifecycle.PER_CLASS)
class BillingBench {
  private static final int SESSIONS = Integer.getInteger("bench.sessions", 10_000);
  private static final Duration TICK = Duration.parse(System.getProperty("bench.tick", "PT5M"));

  /** How long the worker is away; as long as a tick, so that every session is due, if not said. */
  private static final Duration AWAY =
      Duration.parse(System.getProperty("bench.away", TICK.toString()));

  private static final int FAST_SESSIONS = Integer.getInteger("bench.fast.sessions", 1_000);
  private static final Duration WINDOW =
      Duration.ofSeconds(Integer.getInteger("bench.window.seconds", 60));
  private static final Duration LIMIT = Duration.ofMinutes(30);
  private static final int HEAP_MEGABYTES = 512;
  private static final Path REPORT = Path.of("target/billing-bench.txt");

  private final StringBuilder report = new StringBuilder();

  @AfterAll
  void write() throws IOException {
    Files.writeString(REPORT, report);
  }

  @Test
  void manyOpenSessionsAndTheDeathOfTheirWorker() throws InterruptedException {
    say(MachineLoad.words());
    say(SESSIONS + " open sessions, a wallet each, charged every " + TICK);
    try (var product = start(TICK)) {
      seed(product, SESSIONS, TICK);
      Instant start = Instant.now();
      product.startWorker();
      awaitCharged(product, start, SESSIONS);
      say("  no workflow there: all started and charged after " + since(start));
      measure(product, "at rest");
      product.killWorker();
      pass(AWAY);
      Instant again = Instant.now();
      product.startWorker();
      say("  worker killed for " + AWAY + ": it answers after " + since(again));
      awaitCharged(product, again, SESSIONS);
      say("  all charged after " + since(again));
      measure(product, "afterwards");
      end(product);
    }
  }

  @Test
  void chargesASecond() throws InterruptedException {
    Duration second = Duration.ofSeconds(1);
    say(MachineLoad.words());
    say(FAST_SESSIONS + " open sessions, a wallet each, charged every second");
    try (var product = start(second)) {
      seed(product, FAST_SESSIONS, second);
      Instant start = Instant.now();
      product.startWorker();
      awaitCharged(product, start, FAST_SESSIONS);
      measure(product, "all the time");
      end(product);
    }
  }

  private static Product start(Duration tick) {
    return Product.start(
        "billing-bench",
        Partners.require(),
        new Scale(List.of("NVIDIA-GeForce-RTX-4090=4"), HEAP_MEGABYTES),
        Map.of(
            "neuropod.billing.tick", tick.toString(), "neuropod.user.initial-balance", "100000"));
  }

  /** One real session as the pattern, and its copies. Ends with api and worker dead. */
  private static void seed(Product product, int sessions, Duration earlier) {
    Person.signIn(product.url(), "root@example.com", "admin").setPrice("rtx-4090", 3.6, 0.05);
    var ana = Person.signIn(product.url(), "ana@example.com", "client");
    String pod = ana.create(Person.image("pattern", "neuropod.test/web:1", "3000"));
    ana.awaitStatus(pod, Duration.ofMinutes(2), "running");
    product.killWorker();
    product.killApi();
    Clones.make(product.mongodb(), pod, sessions - 1, earlier);
  }

  private static void end(Product product) {
    product.killWorker();
    try (var cluster = ClusterView.of(product);
        var temporal = TemporalView.of(product)) {
      temporal.terminateAll(cluster.installation());
    }
  }

  /** Every wallet is written once at least after {@code since}. */
  private static void awaitCharged(Product product, Instant since, int sessions) {
    try (MongoClient client = MongoClients.create(product.mongodb())) {
      var wallets = client.getDatabase("neuropod").getCollection("wallets");
      var charged = Filters.gt("changedAt", Date.from(since));
      Awaitility.await("all are charged")
          .atMost(LIMIT.toSeconds(), TimeUnit.SECONDS)
          .pollInterval(1, TimeUnit.SECONDS)
          .until(() -> wallets.countDocuments(charged) >= sessions);
    }
  }

  private void measure(Product product, String when) throws InterruptedException {
    try (MongoClient client = MongoClients.create(product.mongodb())) {
      var ledger = client.getDatabase("neuropod").getCollection("transactions");
      long entries = ledger.countDocuments();
      Instant begin = Instant.now();
      Map<String, Usage> before = usages(product);
      pass(WINDOW);
      Map<String, Usage> after = usages(product);
      Duration passed = Duration.between(begin, Instant.now());
      // A charge of a running pod is an entry for it and one for its volume.
      double charges = (ledger.countDocuments() - entries) / 2.0;
      say(
          String.format(
              Locale.ROOT,
              "  %s: %.1f charges a second over %s, %s",
              when,
              charges * 1000 / passed.toMillis(),
              WINDOW,
              MachineLoad.words()));
      after.forEach(
          (name, usage) ->
              say(
                  String.format(
                      Locale.ROOT,
                      "    %-8s %4d MiB resident, %.2f cores",
                      name,
                      usage.residentBytes() >> 20,
                      usage.coresSince(before.getOrDefault(name, usage), passed))));
    }
  }

  private static Map<String, Usage> usages(Product product) {
    return Map.of(
        "worker", product.worker().usage(),
        "MongoDB", product.services().usage(),
        "Temporal", Usage.of(product.partners().process(Server.TEMPORAL)));
  }

  private static void pass(Duration time) throws InterruptedException {
    var _ = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static String since(Instant moment) {
    return String.format(
        Locale.ROOT, "%.1f s", Duration.between(moment, Instant.now()).toMillis() / 1000.0);
  }

  private void say(String line) {
    System.out.println(line);
    report.append(line).append('\n');
  }
}
