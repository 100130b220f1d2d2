package online.neuropod.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import online.neuropod.e2e.bench.Crowd.Member;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.Product.Scale;
import online.neuropod.e2e.environment.Usage;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Sockets by the thousand on one api: the time from a change of a pod, written to the store as a
 * worker does, to the sockets that are subscribed to it. Whoever does not receive the last revision
 * fails it.
 */
@TestInstance(Lifecycle.PER_CLASS)
class FeedBench {
  private static final int SOCKETS = Integer.getInteger("bench.sockets", 2_000);
  private static final int CHANGES = Integer.getInteger("bench.changes", 60);
  private static final int A_SECOND = Integer.getInteger("bench.rate", 50);
  private static final int SECONDS = Integer.getInteger("bench.seconds", 30);
  private static final int SOCKETS_OF_ONE = 20;
  private static final int OPENED_AT_ONCE = 16;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final Path REPORT = Path.of("target/feed-bench.txt");

  private final StringBuilder report = new StringBuilder();
  private final HttpClient http =
      HttpClient.newBuilder().executor(Executors.newVirtualThreadPerTaskExecutor()).build();
  private Product product;
  private String pattern;
  private MongoClient mongo;
  private MongoCollection<Document> pods;

  @BeforeAll
  void start() {
    product =
        Product.startWithoutPartners(
            "feed-bench",
            new Scale(List.of("NVIDIA-GeForce-RTX-4090=4"), 512, true),
            Map.of(
                "neuropod.websocket.max-total",
                String.valueOf(2 * SOCKETS),
                "neuropod.rate-limit.enabled",
                "false"));
    var ana = Person.signIn(product.url(), "ana@example.com", "client");
    Person.signIn(product.url(), "root@example.com", "admin").setPrice("rtx-4090", 3.6, 0.05);
    pattern = ana.create(Person.image("pattern", "neuropod.test/web:1", "3000"));
    ana.awaitStatus(pattern, LIMIT, "running");
    product.killWorker();
    mongo = MongoClients.create(product.mongodb());
    pods = mongo.getDatabase("neuropod").getCollection("pods");
  }

  @AfterAll
  void end() throws IOException {
    Files.writeString(REPORT, report);
    mongo.close();
    http.close();
    product.close();
  }

  @Test
  void oneChangeThatAllHear() throws InterruptedException {
    List<Person> admins =
        Crowd.make(product, pattern, "admin", SOCKETS / SOCKETS_OF_ONE, 0).stream()
            .map(Member::person)
            .toList();
    Usage empty = product.api().usage();
    List<Watcher> sockets =
        open(IntStream.range(0, SOCKETS).mapToObj(i -> admins.get(i / SOCKETS_OF_ONE)).toList());
    say(
        String.format(
            Locale.ROOT,
            "%d sockets of %d administrators, one pod changes at a time",
            SOCKETS,
            admins.size()));
    memory(empty);
    idle();
    var first = new Latencies();
    var last = new Latencies();
    var all = new Latencies();
    Instant begin = Instant.now();
    Usage before = product.api().usage();
    for (int i = 0; i < CHANGES; i++) {
      // So that changes fall at any time between two looks of the feed.
      pass(Duration.ofMillis(i * 37L % 500));
      long wrote = System.nanoTime();
      long revision = change(pattern);
      awaitAll(sockets, pattern, revision);
      List<Double> times =
          sockets.stream()
              .map(socket -> (socket.seenAt(pattern, revision) - wrote) / 1e9)
              .sorted()
              .toList();
      first.add(times.getFirst());
      last.add(times.getLast());
      all.addAll(times);
    }
    say(String.format(Locale.ROOT, "  to the first socket  %s", first));
    say(String.format(Locale.ROOT, "  to the last socket   %s", last));
    say(String.format(Locale.ROOT, "  to each socket       %s", all));
    cpu("while it changes", before, begin);
    close(sockets);
  }

  @Test
  void manyChangesThatOneHearsEach() throws InterruptedException {
    List<Member> people = Crowd.make(product, pattern, "client", SOCKETS, 1);
    Usage empty = product.api().usage();
    List<Watcher> sockets = open(people.stream().map(Member::person).toList());
    say(String.format(Locale.ROOT, "%d sockets of as many people, each with a pod", SOCKETS));
    memory(empty);
    idle();
    steady(people, sockets);
    burst(people, sockets);
    close(sockets);
  }

  /** Single changes, so many a second. */
  private void steady(List<Member> people, List<Watcher> sockets) throws InterruptedException {
    var random = new Random(7);
    var written = new ArrayList<Change>();
    Instant begin = Instant.now();
    Usage before = product.api().usage();
    long start = System.nanoTime();
    List<Integer> turns = new ArrayList<>(IntStream.range(0, people.size()).boxed().toList());
    Collections.shuffle(turns, random);
    int changes = Math.min(people.size(), A_SECOND * SECONDS);
    for (int i = 0; i < changes; i++) {
      long due = start + i * TimeUnit.SECONDS.toNanos(1) / A_SECOND;
      pass(Duration.ofNanos(Math.max(0, due - System.nanoTime())));
      int number = turns.get(i);
      String pod = people.get(number).podIds().getFirst();
      long wrote = System.nanoTime();
      written.add(new Change(sockets.get(number), pod, change(pod), wrote));
    }
    var latencies = new Latencies();
    for (Change change : written) {
      awaitAll(List.of(change.socket()), change.podId(), change.revision());
      latencies.add(change.seconds());
    }
    say(
        String.format(
            Locale.ROOT, "  %d changes a second: to its socket  %s", A_SECOND, latencies));
    cpu("while they change", before, begin);
  }

  private record Change(Watcher socket, String podId, long revision, long wrote) {
    double seconds() {
      return (socket.seenAt(podId, revision) - wrote) / 1e9;
    }
  }

  /** All pods by one write. */
  private void burst(List<Member> people, List<Watcher> sockets) {
    long wrote = System.nanoTime();
    pods.updateMany(
        Filters.in("_id", people.stream().map(member -> member.podIds().getFirst()).toList()),
        Updates.combine(
            Updates.inc("revision", 1L), Updates.set("changedAt", Date.from(Instant.now()))));
    double write = (System.nanoTime() - wrote) / 1e9;
    var latencies = new Latencies();
    for (int i = 0; i < people.size(); i++) {
      String pod = people.get(i).podIds().getFirst();
      long revision = revision(pod);
      awaitAll(List.of(sockets.get(i)), pod, revision);
      latencies.add((sockets.get(i).seenAt(pod, revision) - wrote) / 1e9);
    }
    say(
        String.format(
            Locale.ROOT,
            "  all change at once (a write of %.2f s): to its socket  %s",
            write,
            latencies));
  }

  /** As a worker writes; the new revision. */
  private long change(String podId) {
    var after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
    Document written =
        pods.findOneAndUpdate(
            Filters.eq("_id", podId),
            Updates.combine(
                Updates.inc("revision", 1L), Updates.set("changedAt", Date.from(Instant.now()))),
            after);
    return Objects.requireNonNull(written).getLong("revision");
  }

  private long revision(String podId) {
    return Objects.requireNonNull(pods.find(Filters.eq("_id", podId)).first()).getLong("revision");
  }

  private static void awaitAll(List<Watcher> sockets, String podId, long revision) {
    Awaitility.await("all have revision " + revision + " of " + podId)
        .atMost(LIMIT.toSeconds(), TimeUnit.SECONDS)
        .pollDelay(0, TimeUnit.MILLISECONDS)
        .pollInterval(20, TimeUnit.MILLISECONDS)
        .until(() -> sockets.stream().allMatch(socket -> socket.seenAt(podId, revision) > 0));
  }

  private List<Watcher> open(List<Person> people) {
    long begin = System.nanoTime();
    var sockets = new ArrayList<Watcher>();
    for (int from = 0; from < people.size(); from += OPENED_AT_ONCE) {
      List<Callable<Watcher>> some =
          people.subList(from, Math.min(people.size(), from + OPENED_AT_ONCE)).stream()
              .<Callable<Watcher>>map(person -> () -> Watcher.open(http, person))
              .toList();
      sockets.addAll(Stopwatch.atOnce(some));
    }
    say(String.format(Locale.ROOT, "opened in %.1f s", (System.nanoTime() - begin) / 1e9));
    return sockets;
  }

  private static void close(List<Watcher> sockets) {
    assertThat(sockets).allMatch(Watcher::isOpen);
    sockets.forEach(Watcher::close);
  }

  private void memory(Usage empty) {
    long now = product.api().usage().residentBytes();
    say(
        String.format(
            Locale.ROOT,
            "  api: %d MiB resident, %d MiB before the sockets were opened",
            now >> 20,
            empty.residentBytes() >> 20));
  }

  private void idle() throws InterruptedException {
    Instant begin = Instant.now();
    Usage before = product.api().usage();
    pass(Duration.ofSeconds(20));
    cpu("while nothing changes", before, begin);
  }

  private void cpu(String when, Usage before, Instant begin) {
    Duration passed = Duration.between(begin, Instant.now());
    Usage now = product.api().usage();
    say(
        String.format(
            Locale.ROOT,
            "  api %s: %.2f cores, %d MiB",
            when,
            now.coresSince(before, passed),
            now.residentBytes() >> 20));
  }

  private static void pass(Duration time) throws InterruptedException {
    var _ = new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void say(String line) {
    System.out.println(line);
    report.append(line).append('\n');
  }
}
