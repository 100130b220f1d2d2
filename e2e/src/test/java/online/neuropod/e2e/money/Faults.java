package online.neuropod.e2e.money;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import online.neuropod.e2e.environment.MachineLoad;
import online.neuropod.e2e.environment.Partners.Server;
import online.neuropod.e2e.environment.Product;

/**
 * Kills every kind of process again and again, each at moments of its own, and brings it back after
 * a few seconds. Outages of different kinds overlap.
 */
final class Faults {
  private static final Duration SHORTEST_PEACE = Duration.ofSeconds(10);
  private static final Duration LONGEST_PEACE = Duration.ofSeconds(50);
  private static final Duration SHORTEST_OUTAGE = Duration.ofSeconds(1);
  private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(8);

  private final Product product;
  private final long seed;
  private final Map<Victim, Future<List<Kill>>> kills = new EnumMap<>(Victim.class);

  /** What is killed. */
  enum Victim {
    WORKER("worker"),
    API("api"),
    TEMPORAL("Temporal"),
    MONGODB("MongoDB with the cluster");

    private final String words;

    Victim(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /**
   * One kill.
   *
   * @param at the moment
   * @param back when it answered again
   * @param load of the machine then
   */
  record Kill(Victim victim, Instant at, Instant back, double load) {}

  Faults(Product product, long seed) {
    this.product = product;
    this.seed = seed;
  }

  /** Goes on until {@code over}; each outage that has begun is ended. */
  void begin(CountDownLatch over) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    for (Victim victim : Victim.values()) {
      kills.put(victim, threads.submit(() -> plague(victim, over)));
    }
    threads.shutdown();
  }

  /** All kills, when everything answers again. */
  List<Kill> kills() throws InterruptedException, ExecutionException {
    var all = new ArrayList<Kill>();
    for (Future<List<Kill>> one : kills.values()) {
      all.addAll(one.get());
    }
    return all;
  }

  private List<Kill> plague(Victim victim, CountDownLatch over) throws InterruptedException {
    var random = new Random(seed + victim.name().hashCode());
    var done = new ArrayList<Kill>();
    while (!over.await(between(random, SHORTEST_PEACE, LONGEST_PEACE), TimeUnit.MILLISECONDS)) {
      Instant at = Instant.now();
      kill(victim);
      var _ = over.await(between(random, SHORTEST_OUTAGE, LONGEST_OUTAGE), TimeUnit.MILLISECONDS);
      start(victim);
      done.add(new Kill(victim, at, Instant.now(), MachineLoad.average()));
      System.out.println(done.getLast());
    }
    return done;
  }

  private static long between(Random random, Duration shortest, Duration longest) {
    return random.nextLong(shortest.toMillis(), longest.toMillis());
  }

  private void kill(Victim victim) {
    switch (victim) {
      case WORKER -> product.killWorker();
      case API -> product.killApi();
      case TEMPORAL -> product.partners().kill(Server.TEMPORAL);
      case MONGODB -> product.killServices();
    }
  }

  private void start(Victim victim) {
    switch (victim) {
      case WORKER -> product.startWorker();
      case API -> product.startApi();
      case TEMPORAL -> product.partners().up(Server.TEMPORAL);
      case MONGODB -> product.startServices();
    }
  }
}
