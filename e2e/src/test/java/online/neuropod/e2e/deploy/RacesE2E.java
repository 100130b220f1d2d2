package online.neuropod.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.client.Person.Answer;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.SharedProduct;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Wishes that meet each other: the newest wins, and nothing is doubled or left behind. */
@ExtendWith(SharedProduct.class)
class RacesE2E {
  private static final Duration SOON = Duration.ofMinutes(1);

  private static Map<String, Object> order(String name) {
    return Person.image(name, "neuropod.test/web:1", "3000");
  }

  private static void assertNothingRuns(ClusterView cluster, Person person, String pod) {
    Awaitility.await("nothing is left of " + pod)
        .atMost(SOON.toSeconds(), TimeUnit.SECONDS)
        .until(() -> cluster.objects(pod).isEmpty());
    assertThat(person.get("/api/wallet").data().path("activeSessions").asInt()).isZero();
  }

  @Test
  void aStopWhileItDeploysLeavesItStopped(Product product, ClusterView cluster) {
    var ana = Person.signIn(product.url(), "ana.stop@example.com", "client");
    String pod = ana.create(order("uno"));
    assertThat(ana.stop(pod).status()).isEqualTo(202);
    ana.awaitStatus(pod, SOON, "stopped");
    assertNothingRuns(cluster, ana, pod);
    ana.remove(pod);
    ana.awaitStatus(pod, SOON, "deleted");
  }

  @Test
  void aDeleteWhileItDeploysLeavesNothing(Product product, ClusterView cluster) {
    var ana = Person.signIn(product.url(), "ana.delete@example.com", "client");
    String pod = ana.create(order("uno"));
    Awaitility.await("Pod is made")
        .atMost(30, TimeUnit.SECONDS)
        .pollInterval(20, TimeUnit.MILLISECONDS)
        .until(() -> !cluster.pods(pod).isEmpty());
    assertThat(ana.remove(pod).status()).isEqualTo(202);
    ana.awaitStatus(pod, SOON, "deleted");
    assertNothingRuns(cluster, ana, pod);
  }

  @Test
  void aStartWhileItStopsRunsAndADeleteWhileItStopsRemoves(Product product, ClusterView cluster) {
    var ana = Person.signIn(product.url(), "ana.start@example.com", "client");
    String pod = ana.create(order("uno"));
    ana.awaitServices(pod, SOON, Map.of(3000, "ready"));
    assertThat(ana.stop(pod).status()).isEqualTo(202);
    assertThat(ana.start(pod).status()).isEqualTo(202);
    ana.awaitServices(pod, SOON, Map.of(3000, "ready"));
    assertThat(ana.status(pod)).isEqualTo("running");
    assertThat(cluster.objects(pod)).hasSize(3);

    assertThat(ana.stop(pod).status()).isEqualTo(202);
    assertThat(ana.remove(pod).status()).isEqualTo(202);
    ana.awaitStatus(pod, SOON, "deleted");
    assertNothingRuns(cluster, ana, pod);
  }

  @Test
  void twoStartsAtOnceMakeOnePod(Product product, ClusterView cluster) {
    var ana = Person.signIn(product.url(), "ana.twice@example.com", "client");
    String pod = ana.create(order("uno"));
    ana.awaitStatus(pod, SOON, "running");
    ana.stop(pod);
    ana.awaitStatus(pod, SOON, "stopped");

    List<Answer> answers = atOnce(() -> ana.start(pod), () -> ana.start(pod));

    assertThat(answers).extracting(Answer::status).contains(202).containsAnyOf(202, 409);
    ana.awaitServices(pod, SOON, Map.of(3000, "ready"));
    assertThat(cluster.objects(pod)).hasSize(3);
    assertThat(ana.get("/api/wallet").data().path("activeSessions").asInt()).isEqualTo(1);
    ana.remove(pod);
    ana.awaitStatus(pod, SOON, "deleted");
  }

  @Test
  void ofTwoCreatesOfOneNameOneIsRefused(Product product) {
    var ana = Person.signIn(product.url(), "ana.name@example.com", "client");
    List<Answer> answers =
        atOnce(
            () -> ana.post("/api/pods", order("mismo")),
            () -> ana.post("/api/pods", order("mismo")));
    assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
    assertThat(ana.get("/api/pods").data()).hasSize(1);
    removeAll(ana);
  }

  @Test
  void oneIdempotencyKeyMakesOnePod(Product product) {
    var ana = Person.signIn(product.url(), "ana.key@example.com", "client");
    Callable<Answer> create =
        () -> ana.post("/api/pods", order("clave"), "Idempotency-Key", "7f1d0c1e-once");
    List<Answer> answers = atOnce(create, create);
    assertThat(answers).extracting(Answer::status).contains(201);
    var again = ana.post("/api/pods", order("clave"), "Idempotency-Key", "7f1d0c1e-once");
    assertThat(again.status()).isEqualTo(201);
    assertThat(ana.get("/api/pods").data()).hasSize(1);
    assertThat(again.data().path("id").asString())
        .isEqualTo(ana.get("/api/pods").data().get(0).path("id").asString());
    removeAll(ana);
  }

  private static void removeAll(Person person) {
    person
        .get("/api/pods")
        .data()
        .valueStream()
        .map(pod -> pod.path("id").asString())
        .toList()
        .forEach(
            pod -> {
              person.remove(pod);
              person.awaitStatus(pod, SOON, "deleted");
            });
  }

  private static List<Answer> atOnce(Callable<Answer> one, Callable<Answer> other) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return threads.invokeAll(List.of(one, other)).stream().map(Future::resultNow).toList();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
