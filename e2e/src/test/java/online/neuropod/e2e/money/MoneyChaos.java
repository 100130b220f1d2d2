package online.neuropod.e2e.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.AuditCommand;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Partners;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.Product.Scale;
import online.neuropod.e2e.money.Faults.Kill;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Two hundred sessions with ticks of a second on the real Temporal, while worker, api, Temporal and
 * MongoDB are killed at random: afterwards every second was charged once, to the micro-euro.
 *
 * <p>The same {@code chaos.seed} gives the same kills and the same wishes at the same moments; what
 * they meet depends on the machine.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MoneyChaos {
  private static final Duration LENGTH =
      Duration.ofSeconds(Integer.getInteger("chaos.seconds", 600));
  private static final int PEOPLE = Integer.getInteger("chaos.people", 40);
  private static final int PODS = Integer.getInteger("chaos.pods", 5);
  private static final long SEED = Long.getLong("chaos.seed", new Random().nextInt());
  private static final Path REPORT = Path.of("target/money-chaos.md");
  private static final Duration SETTLES = Duration.ofMinutes(15);

  /** Numbers that do not divide well. With ten euros the last lasts all the time. */
  private static final Map<String, BigDecimal> PRICES =
      Map.of(
          "rtx-4090", new BigDecimal("97.313131"),
          "rtx-4080", new BigDecimal("13.777777"),
          "rtx-4050", new BigDecimal("2.371953"));

  private static final List<String> GPUS = List.of("rtx-4050", "rtx-4080", "rtx-4090");
  private static final BigDecimal STORAGE = new BigDecimal("0.057131");

  private final Answers answers = new Answers();
  private final List<Customer> customers = new ArrayList<>();
  private Product product;
  private ClusterView cluster;
  private RunningTimes truth;

  @BeforeAll
  void start() {
    System.out.println("chaos.seed=" + SEED);
    product =
        Product.start(
            "chaos",
            Partners.require(),
            new Scale(
                List.of(
                    "NVIDIA-GeForce-RTX-4050=64",
                    "NVIDIA-GeForce-RTX-4050=64",
                    "NVIDIA-GeForce-RTX-4080=64",
                    "NVIDIA-GeForce-RTX-4080=64",
                    "NVIDIA-GeForce-RTX-4090=64",
                    "NVIDIA-GeForce-RTX-4090=64"),
                384),
            Map.of(
                "neuropod.billing.tick", "PT1S",
                "neuropod.billing.minimum-runway", "PT5S",
                "neuropod.quota.max-pods", String.valueOf(PODS + 2)));
    cluster = ClusterView.of(product);
    truth = RunningTimes.of(cluster.client().getMasterUrl().toString(), cluster.installation());
    Person root = signIn("root", "admin");
    PRICES.forEach((gpu, price) -> root.setPrice(gpu, price.doubleValue(), STORAGE.doubleValue()));
    customers.add(customer(root, "root", root, 0));
    for (int i = 1; i < PEOPLE; i++) {
      String name = "person" + i;
      customers.add(customer(signIn(name, "client"), name, root, i));
    }
  }

  private Person signIn(String name, String role) {
    return Person.signIn(product.url(), email(name), role);
  }

  private static String email(String name) {
    return name + ".chaos@example.com";
  }

  private Customer customer(Person person, String name, Person root, int number) {
    return new Customer(
        person,
        email(name),
        root,
        GPUS.get(number % GPUS.size()),
        PODS,
        SEED * PEOPLE + number,
        answers);
  }

  @AfterAll
  void end() {
    truth.close();
    cluster.close();
    product.close();
  }

  @Test
  void everySecondIsChargedOnceWhateverDies() throws Exception {
    Instant begin = Instant.now();
    List<Kill> kills = live();
    customers.forEach(Customer::stopAll);
    awaitPeace();
    Ledger ledger = Ledger.read(product.mongodb());
    var reckoning = new Reckoning(ledger, truth.bySession(), podRates(), micros(STORAGE));
    List<String> differences = reckoning.differences();
    var audit = AuditCommand.run(product.mongodb());
    report(
        new ChaosReport(SEED, LENGTH, PEOPLE, begin, kills, ledger, answers),
        reckoning.compared(),
        differences);

    SoftAssertions.assertSoftly(
        softly -> {
          softly.assertThat(differences).as("differences of bills and running times").isEmpty();
          softly.assertThat(answers.unexpected()).as("answers of the api").isEmpty();
          softly
              .assertThat(ledger.lines().stream().filter(line -> line.kind().equals("TOP_UP")))
              .as("each top-up once")
              .hasSize(customers.stream().mapToInt(Customer::topUps).sum());
          softly.assertThat(reckoning.compared()).as("compared sessions").isGreaterThan(PEOPLE);
          softly.assertThat(audit.status()).as(audit.output()).isZero();
        });
  }

  private List<Kill> live() throws InterruptedException, ExecutionException {
    var over = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> lives = new ArrayList<>();
      for (Customer customer : customers) {
        lives.add(threads.submit(() -> customer.order(PODS)));
      }
      for (Future<?> ordered : lives) {
        ordered.get();
      }
      lives.clear();
      for (Customer customer : customers) {
        lives.add(
            threads.submit(
                () -> {
                  customer.live(over, Duration.ofSeconds(3), Duration.ofSeconds(20));
                  return true;
                }));
      }
      var faults = new Faults(product, SEED);
      faults.begin(over);
      assertThat(new CountDownLatch(1).await(LENGTH.toSeconds(), TimeUnit.SECONDS)).isFalse();
      over.countDown();
      for (Future<?> life : lives) {
        life.get();
      }
      return faults.kills();
    }
  }

  /** Every wish has its outcome, every meter is closed, and no Pod is left. */
  private void awaitPeace() {
    Awaitility.await("all is settled")
        .atMost(SETTLES.toSeconds(), TimeUnit.SECONDS)
        .pollInterval(1, TimeUnit.SECONDS)
        .until(
            () -> {
              // Whose start had not been taken up yet is asked again.
              customers.forEach(Customer::stopAll);
              return Ledger.unsettled(product.mongodb()) == 0 && cluster.allPods().isEmpty();
            });
  }

  private static Map<String, Long> podRates() {
    return PRICES.entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, price -> micros(price.getValue().add(STORAGE))));
  }

  private static long micros(BigDecimal euros) {
    return euros.movePointRight(6).longValueExact();
  }

  private static void report(ChaosReport report, int compared, List<String> differences)
      throws IOException {
    String table = report.table(compared, differences.size());
    System.out.println(table);
    differences.stream().limit(50).forEach(System.out::println);
    Files.writeString(REPORT, table + String.join("\n", differences) + "\n");
  }
}
