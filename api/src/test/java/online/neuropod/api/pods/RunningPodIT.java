package online.neuropod.api.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import online.neuropod.api.support.ApiFixture;
import online.neuropod.api.support.FakeEdge;
import online.neuropod.domain.pod.ClusterNames;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.UserHash;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** What is read live from the cluster: logs, usage, and JupyterLab's token. */
class RunningPodIT extends ApiFixture {
  private static final String TOKEN_PARAMETER = "?token=";

  @Autowired private KubernetesClient kubernetes;

  private Pod jupyterPod(Person owner, String name) {
    JsonNode created =
        owner
            .calls()
            .post(
                "/api/pods",
                Map.of(
                    "name", name,
                    "deploymentType", "template",
                    "template", "python-data-science",
                    "gpu", "cpu",
                    "ports", "8888, 9000"))
            .expect(201)
            .path("data");
    return pods.find(created.path("id").stringValue()).orElseThrow();
  }

  private static JsonNode connections(Person owner, Pod pod) {
    return owner.calls().get("/api/pods/" + pod.id() + "/connections").expect(200).path("data");
  }

  @Test
  void theLogOfARunningContainerIsRead() {
    Person owner = client();
    Pod pod = running(pod(owner, "with-log"));
    await()
        .untilAsserted(
            () ->
                assertThat(
                        owner
                            .calls()
                            .get("/api/pods/" + pod.id() + "/logs")
                            .expect(200)
                            .path("data")
                            .path("logs")
                            .stringValue())
                    .isNotBlank());
    JsonNode one =
        owner.calls().get("/api/pods/" + pod.id() + "/logs?tail=1").expect(200).path("data");
    assertThat(one.path("logs").stringValue().lines()).hasSize(1);
    assertThat(one.has("message")).isFalse();
    assertThat(
            owner
                .calls()
                .get("/api/pods/" + pod.id() + "/logs?since=" + Instant.now().plusSeconds(60))
                .expect(200)
                .path("data")
                .path("logs")
                .stringValue())
        .isBlank();
    String plain =
        owner
            .calls()
            .with("Accept", "text/plain")
            .get("/api/pods/" + pod.id() + "/logs?tail=1")
            .response()
            .body();
    assertThat(plain.strip()).isNotBlank().doesNotStartWith("{");
    owner.calls().get("/api/pods/" + pod.id() + "/logs?tail=0").expect(400, "VALIDATION");
    owner.calls().get("/api/pods/" + pod.id() + "/logs?since=yesterday").expect(400, "VALIDATION");
  }

  @Test
  void aLogIsFollowedAsServerSentEvents() throws Exception {
    Person owner = client();
    Pod pod = running(pod(owner, "followed"));
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(
                  uri().resolve("/api/pods/" + pod.id() + "/logs?follow=true&tail=5"))
              .header("Authorization", "Bearer " + owner.token())
              .header("Accept", "text/event-stream")
              .build();
      var response = http.send(request, BodyHandlers.ofLines());
      assertThat(response.statusCode()).isEqualTo(200);
      try (Stream<String> lines = response.body()) {
        CompletableFuture<String> first =
            CompletableFuture.supplyAsync(
                () -> lines.filter(line -> line.startsWith("data:")).findFirst().orElseThrow());
        assertThat(first.get().length()).isGreaterThan("data:".length());
      }
      http.shutdownNow();
    }
  }

  @Test
  void ofAStoppedPodThereIsNoLog() {
    Person owner = client();
    Pod pod = write(pod(owner, "no-log"), PodStatus.RUNNING);
    owner.calls().post("/api/pods/" + pod.id() + "/stop").expect(202);
    write(pod, PodStatus.STOPPED);
    JsonNode logs = owner.calls().get("/api/pods/" + pod.id() + "/logs").expect(200).path("data");
    assertThat(logs.path("logs").stringValue()).isEmpty();
    assertThat(logs.path("message").stringValue())
        .isEqualTo("El pod está detenido. No hay logs disponibles.");
    assertThat(
            owner
                .calls()
                .with("Accept", "text/plain")
                .get("/api/pods/" + pod.id() + "/logs")
                .response()
                .body())
        .isEqualTo("El pod está detenido. No hay logs disponibles.");
    assertThat(
            owner
                .calls()
                .with("Accept", "text/event-stream")
                .get("/api/pods/" + pod.id() + "/logs?follow=true")
                .response()
                .body())
        .contains("event:message", "No hay logs disponibles", "event:end");
  }

  @Test
  void ofAPodThatStartsThereIsNoLogYet() {
    Person owner = client();
    Pod pod = pod(owner, "not-yet");
    JsonNode logs = owner.calls().get("/api/pods/" + pod.id() + "/logs").expect(200).path("data");
    assertThat(logs.path("message").stringValue()).contains("iniciándose");
  }

  @Test
  void connectionsOfAPodThatStartsSayWhereItWillAnswer() {
    Person owner = admin();
    Pod pod = jupyterPod(owner, "starts");
    JsonNode connections = connections(owner, pod);
    assertThat(connections.path("status").stringValue()).isEqualTo("starting");
    assertThat(connections.path("message").stringValue())
        .isEqualTo("El pod se está iniciando. Los servicios estarán disponibles en breve.");
    assertThat(connections.path("httpServices").size()).isEqualTo(2);
    JsonNode jupyter = connections.path("httpServices").path(0);
    assertThat(jupyter.path("serviceName").stringValue()).isEqualTo("Jupyter Lab");
    assertThat(jupyter.path("status").stringValue()).isEqualTo("starting");
    assertThat(jupyter.path("url").stringValue()).isEqualTo(link(pod, 8888));
    JsonNode custom = connections.path("httpServices").path(1);
    assertThat(custom.path("serviceName").stringValue()).isEqualTo("Servicio 2");
    assertThat(custom.path("isCustom").booleanValue()).isTrue();
  }

  @Test
  void connectionsOfAStoppedPodAreEmptyAndSayWhatToDo() {
    Person owner = client();
    Pod pod = write(pod(owner, "stopped"), PodStatus.RUNNING);
    owner.calls().post("/api/pods/" + pod.id() + "/stop").expect(202);
    assertThat(connections(owner, pod).path("message").stringValue()).contains("deteniendo");
    write(pod, PodStatus.STOPPED);
    JsonNode connections = connections(owner, pod);
    assertThat(connections.path("status").stringValue()).isEqualTo("stopped");
    assertThat(connections.path("httpServices").size()).isZero();
    assertThat(connections.path("tcpServices").size()).isZero();
    assertThat(connections.path("message").stringValue())
        .isEqualTo("El pod está detenido. Inicia el pod para acceder a los servicios.");
  }

  @Test
  void tcpPortsAreListed() {
    Person owner = admin();
    JsonNode created =
        owner
            .calls()
            .post(
                "/api/pods",
                Map.of(
                    "name", "with-ssh",
                    "deploymentType", "template",
                    "template", "ubuntu-22-04",
                    "gpu", "cpu"))
            .expect(201)
            .path("data");
    Pod pod = pods.find(created.path("id").stringValue()).orElseThrow();
    JsonNode ssh = connections(owner, pod).path("tcpServices").path(0);
    assertThat(ssh.path("serviceName").stringValue()).isEqualTo("SSH");
    assertThat(ssh.path("url").stringValue())
        .startsWith("tcp://with-ssh-")
        .endsWith(".pods.test:22");
  }

  @Test
  void jupytersLinkHasItsTokenOnceAndOnlyHere() {
    Person owner = admin();
    Pod pod = running(jupyterPod(owner, "jupyter"));
    String link = link(pod, 8888);
    // Until the server is known to accept a token, the link has none.
    assertThat(connections(owner, pod).path("httpServices").path(0).path("url").stringValue())
        .isEqualTo(link);

    String token = "0123456789abcdef0123456789abcdef0123456789abcdef";
    tokenInSecret(pod, token);
    FakeEdge.jupyter(link.substring("http://".length(), link.lastIndexOf(':')), token);
    pods.writeServices(
        pod.id(),
        1,
        Map.of(8888, ServiceStatus.READY, 9000, ServiceStatus.UNREACHABLE),
        true,
        Instant.now());

    JsonNode services = connections(owner, pod).path("httpServices");
    assertThat(services.path(0).path("url").stringValue())
        .isEqualTo(link + TOKEN_PARAMETER + token);
    assertThat(services.path(0).path("status").stringValue()).isEqualTo("ready");
    assertThat(services.path(1).path("url").stringValue()).isEqualTo(link(pod, 9000));
    assertThat(services.path(1).path("status").stringValue()).isEqualTo("unreachable");
    for (String path :
        List.of("/api/pods", "/api/pods/" + pod.id(), "/api/pods/" + pod.id() + "/events")) {
      assertThat(owner.calls().get(path).response().body()).doesNotContain("token=", token);
    }
  }

  /** Replaces the token that was made for the pod by one that the test knows. */
  private void tokenInSecret(Pod pod, String token) {
    String hash = UserHash.of(pod.ownerId(), clusterSettings.userHashKey());
    String encoded = Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8));
    kubernetes
        .secrets()
        .inNamespace(ClusterNames.namespace(clusterSettings.namespacePrefix(), hash))
        .withName("neuropod-jupyter")
        .edit(secret -> new SecretBuilder(secret).addToData(pod.id(), encoded).build());
  }

  @Test
  void whatAPodThatDoesNotRunUsesIsUnknownAndSaysWhy() {
    Person owner = client();
    Pod pod = pod(owner, "unmeasured");
    JsonNode stats =
        owner.calls().get("/api/pods/" + pod.id()).expect(200).path("data").path("stats");
    assertThat(stats.path("cpu").isNull()).isTrue();
    assertThat(stats.path("unknown").path("cpu").path("code").stringValue())
        .isEqualTo("NOT_RUNNING");
    assertThat(stats.path("unknown").path("gpu").path("code").stringValue()).isEqualTo("NO_GPU");
    assertThat(stats.path("memoryLimitBytes").longValue()).isEqualTo(4L << 30);
  }
}
