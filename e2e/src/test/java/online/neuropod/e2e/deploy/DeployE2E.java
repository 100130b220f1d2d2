package online.neuropod.e2e.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import online.neuropod.e2e.client.Live;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.SharedProduct;
import online.neuropod.e2e.environment.TemporalView;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person's pod on the real servers: what they see, and what is in the cluster. */
@ExtendWith(SharedProduct.class)
class DeployE2E {
  private static final Duration SOON = Duration.ofMinutes(1);

  @Test
  void aTemplatesPodComesUpLiveAndItsLinkOpensJupyterLab(Product product, ClusterView cluster) {
    var ana = Person.signIn(product.url(), "ana.deploy@example.com", "client");
    try (var live = Live.open(ana)) {
      Awaitility.await("snapshot").atMost(10, TimeUnit.SECONDS).until(live::isSubscribed);
      String pod = ana.create(Person.template("datos", "python-data-science"));
      var services = ana.awaitServices(pod, SOON, Map.of(8888, "ready"));

      Awaitility.await("told live")
          .atMost(5, TimeUnit.SECONDS)
          .until(() -> live.statuses(pod).equals(List.of("creating", "running")));
      var page = Person.open(services.get(0).path("url").asString());
      assertThat(page.getKey()).isEqualTo(200);
      assertThat(page.getValue()).contains("JupyterLab");
      assertThat(cluster.objects(pod)).hasSize(3);

      assertThat(ana.remove(pod).status()).isEqualTo(202);
      ana.awaitStatus(pod, SOON, "deleted");
      assertThat(cluster.objects(pod)).isEmpty();
      Awaitility.await("told live")
          .atMost(5, TimeUnit.SECONDS)
          .until(
              () ->
                  live.frames().stream()
                      .anyMatch(f -> f.path("type").asString().equals("podDeleted")));
    }
  }

  @Test
  void anImagesPortsAreToldAsTheyAnswer(Product product) {
    var ana = Person.signIn(product.url(), "ana.ports@example.com", "client");
    String pod = ana.create(Person.image("web", "neuropod.test/web:1", "3000, 8080"));
    var services =
        ana.awaitServices(pod, Duration.ofSeconds(90), Map.of(3000, "ready", 8080, "unreachable"));
    assertThat(services.get(0).path("serviceName").asString()).isEqualTo("Servicio 1");
    assertThat(services.get(1).path("serviceName").asString()).isEqualTo("Servicio 2");
    assertThat(Person.open(services.get(0).path("url").asString()).getKey()).isEqualTo(200);
    ana.remove(pod);
    ana.awaitStatus(pod, SOON, "deleted");
  }

  @Test
  void aWrongImageIsToldAndCleanedUpAndCanBeRetriedOnceItExists(
      Product product, ClusterView cluster) {
    var ana = Person.signIn(product.url(), "ana.image@example.com", "client");
    var root = Person.signIn(product.url(), "root@example.com", "admin");
    String image = "neuropod.test/late-" + cluster.installation() + ":1";
    String pod = ana.create(Person.image("tarde", image, "3000"));

    String owner = ana.ownerHash(pod);
    ana.awaitStatus(pod, Duration.ofMinutes(1), "error");
    var reason = ana.get("/api/pods/" + pod).data().path("statusReason");
    assertThat(reason.path("code").asString()).isEqualTo("IMAGE_PULL");
    assertThat(reason.path("message").asString())
        .startsWith("No se pudo descargar la imagen " + image + ".");
    assertThat(cluster.objects(pod)).isEmpty();
    assertThat(cluster.volumes(owner)).isNotEmpty();
    assertThat(ana.get("/api/wallet").data().path("balance").asDouble()).isEqualTo(10);
    try (var temporal = TemporalView.of(product)) {
      String workflow = cluster.installation() + "/pod/" + pod;
      Awaitility.await("workflow fails")
          .atMost(5, TimeUnit.SECONDS)
          .until(() -> temporal.status(workflow).equals("WORKFLOW_EXECUTION_STATUS_FAILED"));
      assertThat(temporal.failureOf(workflow)).contains("IMAGE_PULL", image);
    }

    product.partners().tagImage("neuropod.test/web:1", image);
    try {
      assertThat(root.post("/api/admin/pods/" + pod + "/retry", Map.of()).status()).isEqualTo(202);
      ana.awaitServices(pod, SOON, Map.of(3000, "ready"));
      assertThat(ana.status(pod)).isEqualTo("running");
    } finally {
      ana.remove(pod);
      ana.awaitStatus(pod, SOON, "deleted");
      product.partners().removeImage(image);
    }
  }
}
