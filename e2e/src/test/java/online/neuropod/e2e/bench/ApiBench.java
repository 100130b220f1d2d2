package online.neuropod.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import online.neuropod.e2e.bench.Crowd.Member;
import online.neuropod.e2e.bench.Load.Answered;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.JavaProcess;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.Product.Scale;
import online.neuropod.e2e.environment.Usage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * The api under load from this machine, with a thousand pods, beside a bare Spring Boot server with
 * the same settings that answers as many bytes. One after the other in turns, so that what else the
 * machine does meets them alike.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ApiBench {
  private static final int PEOPLE = Integer.getInteger("bench.people", 200);
  private static final int PODS = Integer.getInteger("bench.pods", 5);
  private static final int AT_ONCE = Integer.getInteger("bench.at.once", 16);
  private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
  private static final Duration ROUND =
      Duration.ofSeconds(Integer.getInteger("bench.round.seconds", 10));
  private static final int HEAP_MEGABYTES = 512;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String SECRET = Product.TOKEN_SECRET;
  private static final Path REPORT = Path.of("target/api-bench.txt");

  private final StringBuilder report = new StringBuilder();
  private final Load load = new Load(AT_ONCE);
  private final AtomicInteger created = new AtomicInteger();
  private final int barePort = freePort();
  private Product product;
  private JavaProcess bare;
  private List<Member> people;
  private Person admin;

  @BeforeAll
  void start() {
    product =
        Product.startWithoutPartners(
            "api-bench",
            new Scale(List.of("NVIDIA-GeForce-RTX-4090=4"), HEAP_MEGABYTES, true),
            Map.of(
                "neuropod.rate-limit.enabled", "false",
                "neuropod.quota.max-pods", "1000000",
                "neuropod.user.initial-balance", "100000"));
    admin = Person.signIn(product.url(), "root@example.com", "admin");
    admin.setPrice("rtx-4090", 3.6, 0.05);
    var ana = Person.signIn(product.url(), "ana@example.com", "client");
    String pattern = ana.create(Person.image("pattern", "neuropod.test/web:1", "3000"));
    ana.awaitStatus(pattern, LIMIT, "running");
    product.killWorker();
    people = Crowd.make(product, pattern, "client", PEOPLE, PODS);
    bare =
        JavaProcess.start(
                "api-bench-bare",
                BareServer.class,
                product.flags(),
                List.of("--server.port=" + barePort, "--secret=" + SECRET))
            .awaitReady(this::bareAnswers);
  }

  @AfterAll
  void end() throws IOException {
    Files.writeString(REPORT, report);
    bare.close();
    product.close();
  }

  /**
   * What is asked.
   *
   * @param name in the report
   * @param process that answers
   * @param status of every answer
   * @param requests by the number of the sender
   */
  private record Target(
      String name, JavaProcess process, int status, IntFunction<HttpRequest> requests) {}

  @Test
  void besideABareServer() {
    var list = people.getFirst().person().get("/api/pods");
    assertThat(list.data().size()).isEqualTo(PODS);
    int size = list.body().toString().length();
    int size100 = admin.get("/api/pods/admin?size=100").body().toString().length();
    say(
        String.format(
            Locale.ROOT,
            "%d people with %d pods each; %d requests at once; %d rounds of %s; answers of %d"
                + " bytes",
            PEOPLE,
            PODS,
            AT_ONCE,
            ROUNDS,
            ROUND,
            size));
    List<Target> targets =
        List.of(
            new Target("bare, open", bare, 200, i -> bare("/open", size, i)),
            new Target("bare, token verified", bare, 200, i -> bare("/signed", size, i)),
            new Target("GET /api/pods, own " + PODS, product.api(), 200, i -> get("/api/pods", i)),
            new Target("bare, " + size100 + " bytes", bare, 200, i -> bare("/signed", size100, i)),
            new Target(
                "GET /api/pods/admin, 100 of all",
                product.api(),
                200,
                _ -> request(admin, "/api/pods/admin?size=100").GET().build()),
            new Target("POST /api/pods", product.api(), 201, this::post));
    targets.forEach(target -> load.run(ROUND, target.status(), target.requests()));
    Map<String, List<Answered>> answered = new LinkedHashMap<>();
    Map<String, Double> cores = new LinkedHashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (Target target : targets) {
        Usage before = target.process().usage();
        Instant begin = Instant.now();
        Answered result = load.run(ROUND, target.status(), target.requests());
        Duration passed = Duration.between(begin, Instant.now());
        answered.computeIfAbsent(target.name(), _ -> new ArrayList<>()).add(result);
        cores.merge(
            target.name(),
            target.process().usage().coresSince(before, passed) / ROUNDS,
            Double::sum);
      }
    }
    answered.forEach((name, results) -> report(name, results, cores.getOrDefault(name, 0.0)));
    say(
        String.format(
            Locale.ROOT,
            "created %d pods; api %d MiB resident",
            created.get(),
            product.api().residentBytes() >> 20));
    assertThat(
            admin.get("/api/pods/admin?size=1").body().path("page").path("totalElements").asInt())
        .as("every pod that was accepted, and no other")
        .isEqualTo(PEOPLE * PODS + 1 + created.get());
  }

  private void report(String name, List<Answered> results, double cores) {
    var all = new Latencies();
    results.forEach(result -> all.addAll(result.latencies().seconds()));
    double perSecond = results.stream().mapToDouble(Answered::perSecond).average().orElseThrow();
    say(
        String.format(
            Locale.ROOT, "  %-32s %7.0f a second  %s  %.2f cores", name, perSecond, all, cores));
  }

  private HttpRequest bare(String path, int size, int sender) {
    URI uri = URI.create("http://127.0.0.1:" + barePort + path + "?size=" + size);
    return HttpRequest.newBuilder(uri)
        .header("Authorization", "Bearer " + person(sender).token())
        .build();
  }

  private HttpRequest get(String path, int sender) {
    return request(person(sender), path).GET().build();
  }

  private HttpRequest post(int sender) {
    int number = created.incrementAndGet();
    var order = Person.image("made-" + number, "neuropod.test/web:1", "3000");
    return request(people.get(number % PEOPLE).person(), "/api/pods")
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(Person.text(order)))
        .build();
  }

  private Person person(int sender) {
    return people.get(sender % PEOPLE).person();
  }

  private static HttpRequest.Builder request(Person person, String path) {
    return HttpRequest.newBuilder(person.url().resolve(path))
        .header("Authorization", "Bearer " + person.token());
  }

  private boolean bareAnswers() {
    try {
      URI uri = URI.create("http://127.0.0.1:" + barePort + "/open?size=11");
      var connection = (HttpURLConnection) uri.toURL().openConnection();
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void say(String line) {
    System.out.println(line);
    report.append(line).append('\n');
  }
}
