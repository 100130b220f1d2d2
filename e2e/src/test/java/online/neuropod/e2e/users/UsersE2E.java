package online.neuropod.e2e.users;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.AuditCommand;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.SharedProduct;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** People who are shut out, with all that they have on the real partners. */
@ExtendWith(SharedProduct.class)
class UsersE2E {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final Duration WITHIN = Duration.ofSeconds(5);
  private static final String EMAIL = "ana.deleted@example.com";

  private static String id(Person person) {
    return person.get("/api/auth/me").data().path("id").asString();
  }

  private static Person admin(Product product) {
    return Person.signIn(product.url(), "root@example.com", "admin");
  }

  private static void await(
      String what, Duration limit, java.util.concurrent.Callable<Boolean> is) {
    Awaitility.await(what)
        .atMost(limit.toMillis(), TimeUnit.MILLISECONDS)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(is);
  }

  @Test
  void ofAPersonWhoIsDeletedWhileTheWorkerDiesOnlyTheLedgerIsLeft(
      Product product, ClusterView cluster) throws Exception {
    Person root = admin(product);
    var ana = Person.signIn(product.url(), EMAIL, "client");
    String userId = id(ana);
    String running = ana.create(Person.image("uno", "neuropod.test/web:1", "3000"));
    ana.awaitStatus(running, SOON, "running");
    String hash = ana.ownerHash(running);
    String stopped = ana.create(Person.image("dos", "neuropod.test/web:1", "3000"));
    ana.awaitStatus(stopped, SOON, "running");
    assertThat(ana.stop(stopped).status()).isEqualTo(202);
    ana.awaitStatus(stopped, SOON, "stopped");
    String path = "/api/auth/users/" + userId;

    assertThat(root.delete(path).status()).isEqualTo(202);
    await("pods are going", SOON, () -> !isDone(root, path, "pods") && isDone(root, path, "entry"));
    product.killWorker();
    assertThat(ana.get("/api/pods").status()).isEqualTo(401);
    assertThat(root.delete(path).status()).as("twice is fine").isEqualTo(202);
    product.startWorker();
    await("all is gone", Duration.ofMinutes(3), () -> status(root, path).equals("done"));

    assertThat(
            cluster
                .client()
                .namespaces()
                .withLabel("neuropod.online/owner", hash)
                .list()
                .getItems())
        .isEmpty();
    assertThat(cluster.volumes(hash)).isEmpty();
    for (String pod : new String[] {running, stopped}) {
      assertThat(cluster.objects(pod)).isEmpty();
      assertThat(root.get("/api/pods/" + pod).status()).isEqualTo(404);
    }
    assertThat(root.get(path).status()).isEqualTo(404);
    assertLedgerIsIntact(root, userId);
    assertNothingSaysWhoItWas(product);
    var audit = AuditCommand.run(product.mongodb());
    assertThat(audit.status()).as(audit.output()).isZero();
  }

  private static boolean isDone(Person root, String path, String step) {
    return root.get(path + "/deletion")
        .data()
        .path("steps")
        .valueStream()
        .anyMatch(one -> one.path("step").asString().equals(step) && !one.path("doneAt").isNull());
  }

  private static String status(Person root, String path) {
    return root.get(path + "/deletion").data().path("status").asString();
  }

  private static void assertLedgerIsIntact(Person root, String userId) {
    String wallet = "/api/admin/users/" + userId + "/wallet";
    JsonNode entries = root.get(wallet + "/transactions?size=500").data();
    BigDecimal sum =
        entries
            .valueStream()
            .map(entry -> entry.path("amount").decimalValue())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(sum).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(entries.valueStream().map(entry -> entry.path("kind").asString()))
        .contains("initial", "charge", "adjustment");
    assertThat(root.get(wallet).data().path("activeSessions").asInt()).isZero();
  }

  private static void assertNothingSaysWhoItWas(Product product) {
    try (var mongo = MongoClients.create(product.mongodb())) {
      var database = mongo.getDatabase("neuropod");
      for (String collection : database.listCollectionNames()) {
        for (Document document : database.getCollection(collection).find()) {
          assertThat(document.toJson()).as(collection).doesNotContain(EMAIL);
        }
      }
    }
  }

  @Test
  void whoIsSuspendedIsOutWithinFiveSecondsAndTheirPodStopsAndTheirVolumeCanGo(
      Product product, ClusterView cluster) {
    Person root = admin(product);
    var ana = Person.signIn(product.url(), "ana.suspended@example.com", "client");
    String pod = ana.create(Person.image("uno", "neuropod.test/web:1", "3000"));
    ana.awaitStatus(pod, SOON, "running");
    String userId = id(ana);

    suspend(root, userId, true);
    await("403", WITHIN, () -> ana.get("/api/pods").status() == 403);
    root.awaitStatus(pod, SOON, "stopped");

    assertThat(cluster.objects(pod)).isEmpty();
    assertThat(root.get("/api/pods/" + pod).data().path("statusReason").path("code").asString())
        .isEqualTo("OWNER_SUSPENDED");
    assertThat(root.start(pod).status()).isEqualTo(409);

    suspend(root, userId, false);
    var again = Person.signIn(product.url(), "ana.suspended@example.com", "client");
    assertThat(again.start(pod).status()).isEqualTo(202);
    again.awaitStatus(pod, SOON, "running");
    String hash = again.ownerHash(pod);
    String volume = again.get("/api/volumes").data().get(0).path("name").asString();
    String path = "/api/admin/users/" + userId + "/volume";
    assertThat(root.delete(path, Map.of("name", volume)).status()).as("in use").isEqualTo(409);
    again.remove(pod);
    again.awaitStatus(pod, SOON, "deleted");
    assertThat(cluster.volumes(hash)).containsExactly(volume);

    assertThat(root.delete(path, Map.of("name", volume)).status()).isEqualTo(202);
    await("no volume is told", SOON, () -> again.get("/api/volumes").data().isEmpty());
    assertThat(cluster.volumes(hash)).isEmpty();
  }

  private static void suspend(Person root, String userId, boolean suspended) {
    var answer =
        root.post(
            "/api/auth/users/suspend",
            Map.of("userId", userId, "suspended", suspended, "reason", "test"));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
  }
}
