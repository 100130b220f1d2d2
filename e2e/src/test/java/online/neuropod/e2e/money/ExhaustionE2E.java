package online.neuropod.e2e.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Partners;
import online.neuropod.e2e.environment.Product;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** Ten euros at half a euro a second: the pod is stopped by itself, and nothing is owed. */
@TestInstance(Lifecycle.PER_CLASS)
class ExhaustionE2E {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final double RATE = 1800;

  private Product product;
  private ClusterView cluster;

  @BeforeAll
  void start() {
    product =
        Product.start(
            "exhaustion", Partners.require(), Map.of("neuropod.billing.minimum-runway", "PT1S"));
    cluster = ClusterView.of(product);
    Person.signIn(product.url(), "root@example.com", "admin").setPrice("rtx-4090", RATE, 0);
  }

  @AfterAll
  void end() {
    product.close();
    cluster.removeAll();
    cluster.close();
  }

  @Test
  void thePodIsStoppedWhenTheMoneyEndsAndTheBalanceIsZero() {
    var ana = Person.signIn(product.url(), "ana.money@example.com", "client");
    String pod = ana.create(Person.image("caro", "neuropod.test/web:1", "3000"));
    ana.awaitStatus(pod, SOON, "running");
    ana.awaitStatus(pod, SOON, "stopped");

    assertThat(ana.get("/api/pods/" + pod).data().path("statusReason").path("code").asString())
        .isEqualTo("FUNDS_EXHAUSTED");
    assertThat(cluster.objects(pod)).isEmpty();
    var wallet = ana.get("/api/wallet").data();
    assertThat(wallet.path("balance").decimalValue()).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(wallet.path("activeSessions").asInt()).isZero();
    List<JsonNode> entries = entries(ana);
    assertThat(sum(entries.stream())).isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(sum(charges(entries))).isEqualByComparingTo(new BigDecimal("-10"));
  }

  @Test
  void aBillingStopThatMeetsADeleteEndsInTheDelete() {
    var eva = Person.signIn(product.url(), "eva.money@example.com", "client");
    String pod = eva.create(Person.image("caro", "neuropod.test/web:1", "3000"));
    eva.awaitStatus(pod, SOON, "running");
    eva.awaitStatus(pod, SOON, "stopping");
    assertThat(eva.remove(pod).status()).isEqualTo(202);
    eva.awaitStatus(pod, SOON, "deleted");
    assertThat(cluster.objects(pod)).isEmpty();
    assertThat(eva.get("/api/wallet").data().path("balance").decimalValue())
        .isEqualByComparingTo(BigDecimal.ZERO);
    assertThat(sum(entries(eva).stream())).isEqualByComparingTo(BigDecimal.ZERO);
  }

  private static List<JsonNode> entries(Person person) {
    return person.get("/api/wallet/transactions").data().valueStream().toList();
  }

  private static Stream<JsonNode> charges(List<JsonNode> entries) {
    return entries.stream().filter(entry -> entry.path("kind").asString().equals("charge"));
  }

  private static BigDecimal sum(Stream<JsonNode> entries) {
    return entries
        .map(entry -> entry.path("amount").decimalValue())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
