package online.neuropod.e2e.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import online.neuropod.e2e.client.Person;
import online.neuropod.e2e.environment.ClusterView;
import online.neuropod.e2e.environment.Product;
import online.neuropod.e2e.environment.SharedProduct;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lists that administrators read, against {@code kubectl} at the same moment. */
@ExtendWith(SharedProduct.class)
class InventoryE2E {
  private static final Duration SOON = Duration.ofMinutes(1);
  private static final JsonMapper JSON = new JsonMapper();

  private static Person root(Product product) {
    return Person.signIn(product.url(), "root@example.com", "admin");
  }

  /** Objects of all namespaces, by {@code namespace/name}. */
  private static Map<String, JsonNode> kubectl(Product product, String kind) {
    try {
      var process =
          new ProcessBuilder(
                  "kubectl",
                  "--kubeconfig",
                  product.kubeconfig().toString(),
                  "get",
                  kind,
                  "--all-namespaces",
                  "-o",
                  "json")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as("kubectl get " + kind).isZero();
      return byName(JSON.readTree(text).path("items"), object -> object.path("metadata"));
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static Map<String, JsonNode> byName(
      JsonNode objects, Function<JsonNode, JsonNode> metadata) {
    var found = new TreeMap<String, JsonNode>();
    objects.forEach(
        object -> {
          JsonNode of = metadata.apply(object);
          found.put(of.path("namespace").asString("") + "/" + of.path("name").asString(), object);
        });
    return found;
  }

  private static Map<String, JsonNode> listed(Person root, String kind) {
    var all = new TreeMap<String, JsonNode>();
    String next = "";
    do {
      JsonNode answer = root.get("/api/admin/k8s/" + kind + "?limit=7&continue=" + next).body();
      assertThat(answer.path("success").asBoolean()).as(answer.toString()).isTrue();
      assertThat(answer.path("data").size()).isLessThanOrEqualTo(7);
      all.putAll(byName(answer.path("data"), object -> object));
      next = answer.path("page").path("continue").asString("");
    } while (!next.isEmpty());
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "pods,        pods",
    "deployments, deployments.apps",
    "nodes,       nodes",
    "namespaces,  namespaces",
    "services,    services",
    "ingresses,   ingresses.networking.k8s.io",
    "httproutes,  httproutes.gateway.networking.k8s.io",
    "volumes,     persistentvolumeclaims",
    "events,      events"
  })
  void aListHasWhatKubectlHas(String kind, String plural, Product product) {
    Person root = root(product);
    // Others work in the cluster at the same time: once, both see the same.
    Awaitility.await(kind)
        .atMost(30, TimeUnit.SECONDS)
        .untilAsserted(
            () -> {
              Map<String, JsonNode> before = kubectl(product, plural);
              Map<String, JsonNode> told = listed(root, kind);
              assertThat(new TreeSet<>(told.keySet())).isEqualTo(new TreeSet<>(before.keySet()));
              told.forEach(
                  (name, entry) -> {
                    JsonNode metadata = Objects.requireNonNull(before.get(name)).path("metadata");
                    if (entry.has("uid")) {
                      assertThat(entry.path("uid")).isEqualTo(metadata.path("uid"));
                    }
                  });
            });
  }

  @Test
  void aPodAndWhatBelongsToItAreToldAsTheyAre(Product product, ClusterView cluster) {
    Person root = root(product);
    Person ana = Person.signIn(product.url(), "ana.inventory@example.com", "client");
    String id = ana.create(Person.image("listed", "neuropod.test/web:1", "3000"));
    ana.awaitServices(id, SOON, Map.of(3000, "ready"));
    var real = cluster.pods(id).getFirst();
    String namespace = real.getMetadata().getNamespace();
    String query = "?namespace=" + namespace + "&labelSelector=neuropod.online/pod%3D" + id;

    JsonNode pod =
        Awaitility.await("usage")
            .atMost(60, TimeUnit.SECONDS)
            .until(
                () -> root.get("/api/admin/k8s/pods" + query).data().path(0),
                found -> found.path("metricsTimestamp").isString());
    assertThat(pod.path("name").asString()).isEqualTo(real.getMetadata().getName());
    assertThat(pod.path("node").asString()).isEqualTo(real.getSpec().getNodeName());
    assertThat(pod.path("podIp").asString()).isEqualTo(real.getStatus().getPodIP());
    JsonNode container = pod.path("containers").path(0);
    assertThat(pod.path("containers").size()).isEqualTo(1);
    assertThat(container.path("image").asString()).isEqualTo("neuropod.test/web:1");
    assertThat(container.path("ready").asBoolean()).isTrue();
    assertThat(container.path("restarts").asInt()).isZero();
    assertThat(container.path("usage").path("memoryBytes").asLong()).isPositive();

    JsonNode service = root.get("/api/admin/k8s/services" + query).data().path(0);
    assertThat(service.path("endpoints").path(0).path("address").asString())
        .isEqualTo(real.getStatus().getPodIP());
    JsonNode ingress = root.get("/api/admin/k8s/ingresses" + query).data().path(0);
    assertThat(ingress.path("hosts").path(0).asString()).contains("-3000.");
    assertThat(ingress.path("backends").path(0).path("name").asString())
        .isEqualTo(service.path("name").asString());
    JsonNode node =
        Objects.requireNonNull(
            byName(root.get("/api/admin/k8s/nodes").data(), it -> it).get("/node-a"));
    assertThat(node.path("gpuProduct").asString()).isEqualTo("NVIDIA-GeForce-RTX-4090");
    assertThat(node.path("gpusFree").asInt())
        .isEqualTo(
            node.path("allocatable").path("gpus").asInt()
                - node.path("requested").path("gpus").asInt());
    assertThat(node.path("requested").path("gpus").asInt()).isPositive();
    assertThat(node.path("usage").path("memoryBytes").asLong()).isPositive();

    ana.remove(id);
    ana.awaitStatus(id, SOON, "deleted");
  }

  @Test
  void whatTheServerRefusesIsSaid(Product product) {
    Person root = root(product);

    assertThat(root.get("/api/admin/k8s/pods?labelSelector=a%3Db%3Dc").status()).isEqualTo(400);
    assertThat(root.get("/api/admin/k8s/pods?continue=nonsense").status()).isEqualTo(400);
    Person ana = Person.signIn(product.url(), "ana.curious@example.com", "client");
    assertThat(ana.get("/api/admin/k8s/pods").status()).isEqualTo(403);
  }
}
