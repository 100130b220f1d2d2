package online.neuropod.api.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Failures;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.gateway.ClusterClients;
import online.neuropod.cluster.inventory.Gap;
import online.neuropod.cluster.inventory.KubernetesInventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The cluster's lists, as an administrator reads them over HTTP. */
class InventoryIT extends ApiFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pods",
        "deployments",
        "nodes",
        "namespaces",
        "services",
        "ingresses",
        "httproutes",
        "volumes",
        "events"
      })
  void eachListIsForAdministratorsAlone(String kind) {
    String path = "/api/admin/k8s/" + kind;

    nobody().get(path).expect(401, "UNAUTHENTICATED");
    client().calls().get(path).expect(403, "FORBIDDEN");
    JsonNode answer = admin().calls().get(path).expect(200);

    assertThat(answer.path("success").booleanValue()).isTrue();
    assertThat(answer.path("data").isArray()).isTrue();
    assertThat(answer.path("page").path("limit").intValue()).isEqualTo(100);
    assertThat(answer.path("page").path("continue").isNull()).isTrue();
    assertThat(answer.path("gaps").isArray()).isTrue();
  }

  @Test
  void aNodeTellsItsGpus() {
    JsonNode nodes = admin().calls().get("/api/admin/k8s/nodes").expect(200).path("data");

    assertThat(nodes).isNotEmpty();
    JsonNode node = nodes.get(0);
    assertThat(node.path("capacity").path("cpuMillicores").longValue()).isPositive();
    assertThat(node.path("allocatable").path("memoryBytes").longValue()).isPositive();
    assertThat(node.path("usage").path("cpuMillicores").isNumber()).isTrue();
    assertThat(node.has("requested")).isTrue();
    assertThat(node.has("gpuProduct")).isTrue();
    assertThat(node.path("gpusFree").isNumber()).isTrue();
    assertThat(node.path("metricsUnknown").isNull()).isTrue();
  }

  @Test
  void aListIsReadPartByPart() {
    Person admin = admin();
    var names = new ArrayList<String>();
    String path = "/api/admin/k8s/namespaces?limit=1";
    JsonNode answer = admin.calls().get(path).expect(200);
    while (!answer.path("page").path("continue").isNull()) {
      answer.path("data").forEach(one -> names.add(one.path("name").stringValue()));
      String token = answer.path("page").path("continue").stringValue();
      answer = admin.calls().get(path + "&continue=" + token).expect(200);
    }

    assertThat(names).contains("default").doesNotHaveDuplicates();
  }

  @Test
  void aWrongQuestionIsRefusedAndSaysWhatIsWrong() {
    Person admin = admin();
    String path = "/api/admin/k8s/pods?";

    assertThat(fields(admin, path + "limit=0&namespace=Not%20One/../x"))
        .containsExactlyInAnyOrder("limit", "namespace");
    assertThat(fields(admin, path + "limit=501")).containsExactly("limit");
    assertThat(fields(admin, path + "labelSelector=a%3Db%3Dc")).containsExactly("labelSelector");
    assertThat(fields(admin, path + "continue=nonsense")).containsExactly("continue");
    admin.calls().get("/api/admin/k8s/secrets").expect(404, "NOT_FOUND");
  }

  private static List<String> fields(Person admin, String path) {
    var fields = new ArrayList<String>();
    admin
        .calls()
        .get(path)
        .expect(400, "VALIDATION")
        .path("errors")
        .forEach(error -> fields.add(error.path("field").stringValue()));
    return fields;
  }

  @Test
  void whatIsUnknownIsSaidInWords() {
    Person owner = client();
    var request = new HashMap<>(podRequest("waiting"));
    // Its image is never there, so that it waits for as long as anybody looks.
    request.put("dockerImage", "fail/pull:1");
    JsonNode created = owner.calls().post("/api/pods", request).expect(201).path("data");
    var pod = pods.find(created.path("id").stringValue()).orElseThrow();
    var target = Target.of(pod);
    cluster.prepareNamespace(target);
    await().until(() -> cluster.prepareVolume(target).ready());
    cluster.createPod(target, 1, false);

    JsonNode answer =
        admin()
            .calls()
            .inEnglish()
            .get("/api/admin/k8s/pods?labelSelector=neuropod.online/pod%3D" + pod.id())
            .expect(200);

    JsonNode found = answer.path("data").get(0);
    assertThat(found.path("containers").get(0).path("usage").isNull()).isTrue();
    String code = found.path("metricsUnknown").stringValue();
    assertThat(answer.path("gaps").get(0).path("code").stringValue()).isEqualTo(code);
    assertThat(answer.path("gaps").get(0).path("message").stringValue()).endsWith(".");
  }

  @Test
  void aClusterThatIsAwayIsSaidToBeSo() throws IOException {
    int port;
    try (var closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (var client = ClusterClients.ofUrl(URI.create("http://127.0.0.1:" + port))) {
      var controller = new InventoryController(new KubernetesInventory(client), new Texts());
      var viewer = new Viewer(users.find(admin().id()).orElseThrow(), Language.ES, "s");

      Throwable thrown = catchThrowable(() -> controller.nodes(viewer, null, null, null));

      assertThat(Failures.refusal(thrown).code()).isEqualTo(FailureCode.KUBERNETES_UNAVAILABLE);
    }
  }

  @Test
  void everyGapHasWords() {
    var texts = new Texts();
    for (var gap : Gap.values()) {
      for (Language language : Language.values()) {
        assertThat(texts.say(language, "gap." + gap.name(), Map.of())).isNotBlank();
      }
    }
  }
}
