package online.neuropod.e2e.money;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.client.Person.Answer;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/**
 * Somebody who starts, stops, creates and deletes pods at random, and who asks again where nobody
 * answers.
 */
final class Customer {
  private static final String IMAGE = "neuropod.test/web:1";
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Set<String> LIVE = Set.of("creating", "queued", "starting", "running");

  private final Person person;
  private final String email;
  private final Person administrator;
  private final String gpu;
  private final int most;
  private final Random random;
  private final Answers answers;
  private int serial;
  private int topUps;

  /**
   * @param administrator who tops up the wallet now and then
   * @param gpu that all of their pods have
   * @param most how many pods they have at a time
   */
  Customer(
      Person person,
      String email,
      Person administrator,
      String gpu,
      int most,
      long seed,
      Answers answers) {
    this.person = person;
    this.email = email;
    this.administrator = administrator;
    this.gpu = gpu;
    this.most = most;
    this.random = new Random(seed);
    this.answers = answers;
  }

  /** Orders so many pods. */
  void order(int count) {
    for (int i = 0; i < count; i++) {
      create();
    }
  }

  /** Does one thing after the other until {@code over}. */
  void live(CountDownLatch over, Duration shortest, Duration longest) throws InterruptedException {
    while (!over.await(
        random.nextLong(shortest.toMillis(), longest.toMillis()), TimeUnit.MILLISECONDS)) {
      act();
    }
  }

  private void act() {
    List<JsonNode> pods = pods();
    int choice = random.nextInt(100);
    int one = random.nextInt(Math.max(1, most));
    if (pods.isEmpty() || (choice < 15 && pods.size() < most)) {
      create();
      return;
    }
    JsonNode pod = pods.get(one % pods.size());
    String id = pod.path("id").asString();
    if (choice >= 85) {
      topUp();
    } else if (choice < 25) {
      insist("delete", () -> person.remove(id));
    } else if (LIVE.contains(pod.path("status").asString())) {
      insist("stop", () -> person.stop(id));
    } else {
      insist("start", () -> person.start(id));
    }
  }

  private void create() {
    Map<String, Object> order = Person.image("pod-" + serial++, IMAGE, "3000");
    order.put("gpu", gpu);
    String key = new UUID(random.nextLong(), random.nextLong()).toString();
    insist("create", () -> person.post("/api/pods", order, "Idempotency-Key", key));
  }

  private void topUp() {
    Map<String, Object> order =
        Map.of(
            "email",
            email,
            "operation",
            "add",
            "amount",
            BigDecimal.valueOf(random.nextLong(1, 1_000_000), 6),
            "reason",
            "top-up");
    String key = new UUID(random.nextLong(), random.nextLong()).toString();
    Answer answer =
        insist(
            "top up",
            () -> administrator.post("/api/auth/users/balance", order, "Idempotency-Key", key));
    if (answer.status() == 200) {
      topUps++;
    }
  }

  /** How often the wallet was topped up, however often that was asked for. */
  int topUps() {
    return topUps;
  }

  /** Stops all that runs or is about to. */
  void stopAll() {
    for (JsonNode pod : pods()) {
      if (LIVE.contains(pod.path("status").asString())) {
        insist("stop", () -> person.stop(pod.path("id").asString()));
      }
    }
  }

  private List<JsonNode> pods() {
    return insist("list", () -> person.get("/api/pods?size=100")).data().valueStream().toList();
  }

  /** Asks until somebody answers: nothing but 503 and a lost connection says "ask again". */
  private Answer insist(String what, Supplier<Answer> request) {
    return Awaitility.await(what)
        .atMost(PATIENCE.toSeconds(), TimeUnit.SECONDS)
        .pollDelay(0, TimeUnit.MILLISECONDS)
        .pollInterval(random.nextLong(200, 1_000), TimeUnit.MILLISECONDS)
        .until(() -> ask(what, request), Optional::isPresent)
        .orElseThrow();
  }

  private Optional<Answer> ask(String what, Supplier<Answer> request) {
    try {
      return Optional.of(request.get()).filter(answer -> answers.count(what, answer));
    } catch (UncheckedIOException lost) {
      answers.countLost(what);
      return Optional.empty();
    }
  }
}
