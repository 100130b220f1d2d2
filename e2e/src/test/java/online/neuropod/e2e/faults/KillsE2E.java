package online.neuropod.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.SharedProduct;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/**
 * Processes killed without warning in every phase of a deploy: afterwards the pod runs, everything
 * is there once, and every second is charged once.
 */
@ExtendWith(SharedProduct.class)
class KillsE2E {
  private static final Duration SOON = Duration.ofSeconds(90);

  /** How far the deploy is when the process dies. */
  enum Phase {
    ACCEPTED {
      @Override
      boolean isReached(ClusterView cluster, Person person, String pod) {
        return true;
      }
    },
    VOLUME {
      @Override
      boolean isReached(ClusterView cluster, Person person, String pod) {
        return !cluster.volumes(person.ownerHash(pod)).isEmpty();
      }
    },
    POD {
      @Override
      boolean isReached(ClusterView cluster, Person person, String pod) {
        return !cluster.pods(pod).isEmpty();
      }
    },
    CONTAINER {
      @Override
      boolean isReached(ClusterView cluster, Person person, String pod) {
        return cluster.pods(pod).stream()
            .anyMatch(found -> "Running".equals(found.getStatus().getPhase()));
      }
    },
    ROUTES {
      @Override
      boolean isReached(ClusterView cluster, Person person, String pod) {
        return cluster.objects(pod).stream().anyMatch(object -> object.startsWith("Ingress/"));
      }
    },
    SERVICES {
      @Override
      boolean isReached(ClusterView cluster, Person person, String pod) {
        return person.status(pod).equals("running");
      }
    };

    abstract boolean isReached(ClusterView cluster, Person person, String pod);
  }

  @ParameterizedTest
  @EnumSource
  void theWorkerDies(Phase phase, Product product, ClusterView cluster) {
    var email = "ana.kill." + phase.name().toLowerCase(Locale.ROOT) + "@example.com";
    var ana = Person.signIn(product.url(), email, "client");
    String pod = ana.create(Person.image("uno", "neuropod.test/web:1", "3000"));
    Awaitility.await(phase.name())
        .atMost(60, TimeUnit.SECONDS)
        .pollInterval(10, TimeUnit.MILLISECONDS)
        .until(() -> phase.isReached(cluster, ana, pod));
    product.killWorker();
    product.startWorker();
    assertRunsOnceAndIsChargedOnce(cluster, ana, pod);
  }

  @Test
  void theApiDiesAfterItsAnswer(Product product, ClusterView cluster) {
    var ana = Person.signIn(product.url(), "ana.kill.api@example.com", "client");
    String pod = ana.create(Person.image("uno", "neuropod.test/web:1", "3000"));
    product.killApi();
    product.startApi();
    assertRunsOnceAndIsChargedOnce(cluster, ana, pod);
  }

  @Test
  void bothDieAfterTheAnswer(Product product, ClusterView cluster) {
    var ana = Person.signIn(product.url(), "ana.kill.both@example.com", "client");
    String pod = ana.create(Person.image("uno", "neuropod.test/web:1", "3000"));
    product.killApi();
    product.killWorker();
    product.startWorker();
    product.startApi();
    assertRunsOnceAndIsChargedOnce(cluster, ana, pod);
  }

  private static void assertRunsOnceAndIsChargedOnce(
      ClusterView cluster, Person person, String pod) {
    person.awaitServices(pod, SOON, Map.of(3000, "ready"));
    assertThat(person.status(pod)).isEqualTo("running");
    assertThat(cluster.objects(pod).stream().map(object -> object.replaceAll("/.*", "")))
        .containsExactly("Ingress", "Pod", "Service");
    Instant start =
        Instant.parse(
            cluster
                .pods(pod)
                .getFirst()
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getState()
                .getRunning()
                .getStartedAt());
    assertThat(person.stop(pod).status()).isEqualTo(202);
    person.awaitStatus(pod, SOON, "stopped");

    List<JsonNode> charges =
        person
            .get("/api/wallet/transactions?podId=" + pod)
            .data()
            .valueStream()
            .filter(entry -> entry.path("subject").asString().equals("pod"))
            .toList()
            .reversed();
    assertThat(charges).isNotEmpty();
    Instant upTo = start;
    for (JsonNode charge : charges) {
      assertThat(Instant.parse(charge.path("from").asString())).isEqualTo(upTo);
      upTo = Instant.parse(charge.path("to").asString());
    }
    BigDecimal balance = person.get("/api/wallet").data().path("balance").decimalValue();
    BigDecimal sum =
        person
            .get("/api/wallet/transactions")
            .data()
            .valueStream()
            .map(entry -> entry.path("amount").decimalValue())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    assertThat(balance).isEqualByComparingTo(sum).isLessThan(BigDecimal.TEN);
    person.remove(pod);
    person.awaitStatus(pod, SOON, "deleted");
    assertThat(cluster.objects(pod)).isEmpty();
  }
}
