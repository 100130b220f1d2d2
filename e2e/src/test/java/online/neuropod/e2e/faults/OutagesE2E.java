package online.neuropod.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Partners.Server;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.SharedProduct;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Servers that go away in the middle of a deploy and of a stop, and come back. */
@ExtendWith(SharedProduct.class)
class OutagesE2E {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration OUTAGE = Duration.ofMinutes(1);

  @Test
  void theClusterIsAwayForAMinute(Product product, ClusterView cluster) {
    var ana = Person.signIn(product.url(), "ana.away@example.com", "client");
    var eva = Person.signIn(product.url(), "eva.away@example.com", "client");
    String stops = eva.create(Person.image("para", "neuropod.test/web:1", "3000"));
    eva.awaitServices(stops, SOON, Map.of(3000, "ready"));
    String deploys = ana.create(Person.image("sube", "neuropod.test/web:1", "3000"));
    Awaitility.await("the volume is made")
        .atMost(30, TimeUnit.SECONDS)
        .pollInterval(10, TimeUnit.MILLISECONDS)
        .until(() -> !cluster.volumes(ana.ownerHash(deploys)).isEmpty());
    assertThat(eva.stop(stops).status()).isEqualTo(202);
    product.partners().kill(Server.API_SERVER);
    try {
      // The product answers meanwhile, and says what it last knew.
      Awaitility.await("neither fails nor forgets")
          .during(OUTAGE)
          .atMost(OUTAGE.plusSeconds(20))
          .until(
              () ->
                  Set.of("creating", "running").contains(ana.status(deploys))
                      && Set.of("stopping", "stopped").contains(eva.status(stops)));
    } finally {
      product.partners().up(Server.API_SERVER);
    }
    ana.awaitServices(deploys, SOON, Map.of(3000, "ready"));
    eva.awaitStatus(stops, SOON, "stopped");
    end(cluster, ana, deploys, eva, stops);
  }

  @Test
  void temporalIsRestarted(Product product, ClusterView cluster) {
    var ana = Person.signIn(product.url(), "ana.temporal@example.com", "client");
    var eva = Person.signIn(product.url(), "eva.temporal@example.com", "client");
    String stops = eva.create(Person.image("para", "neuropod.test/web:1", "3000"));
    eva.awaitServices(stops, SOON, Map.of(3000, "ready"));
    String deploys = ana.create(Person.image("sube", "neuropod.test/web:1", "3000"));
    assertThat(eva.stop(stops).status()).isEqualTo(202);
    product.partners().kill(Server.TEMPORAL);
    // What is asked for in between is accepted too.
    String later = ana.create(Person.image("luego", "neuropod.test/web:1", "3000"));
    product.partners().up(Server.TEMPORAL);
    ana.awaitServices(deploys, SOON, Map.of(3000, "ready"));
    ana.awaitServices(later, SOON, Map.of(3000, "ready"));
    eva.awaitStatus(stops, SOON, "stopped");
    ana.remove(later);
    end(cluster, ana, deploys, eva, stops);
    ana.awaitStatus(later, SOON, "deleted");
  }

  private static void end(
      ClusterView cluster, Person ana, String deploys, Person eva, String stops) {
    assertThat(cluster.objects(deploys)).hasSize(3);
    assertThat(cluster.objects(stops)).isEmpty();
    assertThat(eva.get("/api/wallet").data().path("activeSessions").asInt()).isZero();
    ana.remove(deploys);
    eva.remove(stops);
    ana.awaitStatus(deploys, SOON, "deleted");
    eva.awaitStatus(stops, SOON, "deleted");
  }
}
