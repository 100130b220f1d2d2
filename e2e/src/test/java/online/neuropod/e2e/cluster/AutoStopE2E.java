package online.neuropod.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Partners;
import online.neuropod.e2e.environment.Product;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/**
 * Pods that stop by themselves, on real containers whose use is measured: with a minute where
 * people have half an hour.
 */
@TestInstance(Lifecycle.PER_CLASS)
class AutoStopE2E {
  private static final Duration SOON = Duration.ofMinutes(1);

  /**
   * What NeuroPod measures comes from the metrics server every 10 s or so, a while after it was.
   */
  private static final Duration LATE = Duration.ofMinutes(4);

  private Product product;
  private ClusterView cluster;

  @BeforeAll
  void start() {
    var settings = new LinkedHashMap<String, String>();
    settings.put("neuropod.metrics.interval", "5s");
    settings.put("neuropod.idle.stop-after", "60s");
    settings.put("neuropod.idle.warn-before", "20s");
    settings.put("neuropod.idle.cpu-percent", "5");
    settings.put("neuropod.idle.signals", "cpu,network");
    settings.put("neuropod.lifetime.warn-before", "30s");
    settings.put("neuropod.lifetime.max", "150s");
    settings.put("neuropod.lifetime.extend-by", "60s");
    product = Product.start("autostop", Partners.require(), settings);
    cluster = ClusterView.of(product);
    Person.signIn(product.url(), "root@example.com", "admin").setPrice("rtx-4090", 1, 0.05);
  }

  @AfterAll
  void end() {
    if (product != null) {
      product.close();
    }
    if (cluster != null) {
      cluster.removeAll();
      cluster.close();
    }
  }

  private static Map<String, Object> cpuPod(String name) {
    var order = Person.image(name, "neuropod.test/web:1", "3000");
    order.put("gpu", "cpu");
    return order;
  }

  private static JsonNode pod(Person person, String id) {
    return person.get("/api/pods/" + id).data();
  }

  private static List<String> phases(Person person, String id) {
    return person
        .get("/api/pods/" + id + "/events")
        .data()
        .valueStream()
        .map(event -> event.path("phase").asString())
        .toList();
  }

  @Test
  void aBusyPodRunsUntilItsLifetimeIsOverAndAnExtensionPutsThatOff() {
    var eva = Person.signIn(product.url(), "eva.busy@example.com", "client");
    String id = eva.create(cpuPod("busy"));
    eva.awaitStatus(id, SOON, "running");
    var real = cluster.pods(id).getFirst();
    cluster.keepBusy(real);

    Awaitility.await("warned")
        .atMost(LATE.toSeconds(), TimeUnit.SECONDS)
        .until(() -> phases(eva, id), phases -> phases.contains("lifetimeWarning"));
    assertThat(phases(eva, id)).doesNotContain("idleWarning");
    assertThat(pod(eva, id).path("autoStop").path("keptAlive").path("code").asString())
        .isEqualTo("BUSY");
    String before = pod(eva, id).path("autoStop").path("lifetimeStopsAt").asString();
    var extended = eva.post("/api/pods/" + id + "/extend", Map.of());
    assertThat(extended.status()).as(extended.toString()).isEqualTo(200);
    assertThat(extended.data().path("autoStop").path("lifetimeStopsAt").asString())
        .isGreaterThan(before);

    // Another worker goes on from what is written.
    product.killWorker();
    product.startWorker();
    eva.awaitStatus(id, LATE, "stopped");

    assertThat(pod(eva, id).path("statusReason").path("code").asString())
        .isEqualTo("LIFETIME_REACHED");
    assertThat(phases(eva, id)).contains("extended");
    assertThat(cluster.pods(id)).isEmpty();
  }
}
