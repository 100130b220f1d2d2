package online.neuropod.simulator;

import static online.neuropod.simulator.Simulation.eventually;
import static online.neuropod.simulator.Simulation.pod;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import online.neuropod.simulator.edge.EdgeRequest;
import online.neuropod.simulator.edge.EdgeResponse;
import online.neuropod.simulator.storage.MemoryStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the edge answers. */
class EdgeIT {
  private static final String NS = "edge";
  private static SimulatedCluster cluster;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    cluster = SimulatedCluster.start(Simulation.fast(), new MemoryStorage());
    client = Simulation.client(cluster);
    Simulation.namespace(client, NS);
  }

  @AfterAll
  static void stop() {
    client.close();
    cluster.close();
  }

  @Test
  void aHostWithoutARouteIsNotFound() {
    assertThat(get("nobody.localhost", "/").status()).isEqualTo(404);
  }

  @Test
  void aRouteWithoutAPodIsUnavailable() {
    route("empty", 3000);
    assertThat(get("empty-3000.localhost", "/").status()).isEqualTo(503);
  }

  @Test
  void aPortThatTheImageServesAnswersAndAnotherDoesNot() {
    run(pod(NS, "web", "neuropod.test/web:1"));
    route("web", 3000);
    route("web", 8080);
    eventually().until(() -> get("web-3000.localhost:3000", "/any/path").status() == 200);
    EdgeResponse page = get("web-3000.localhost:3000", "/");
    assertThat(page.headers()).containsEntry("Content-Type", "text/html; charset=utf-8");
    assertThat(page.body()).contains("SIMULADO", "neuropod.test/web:1", "3000", "lang=\"en\"");
    eventually().until(() -> get("web-8080.localhost", "/").status() == 502);
  }

  @Test
  void jupyterWantsItsToken() {
    run(
        pod(NS, "lab", "quay.io/jupyter/base-notebook")
            .editSpec()
            .editFirstContainer()
            .addNewEnv()
            .withName("JUPYTER_TOKEN")
            .withValue("s3cret")
            .endEnv()
            .endContainer()
            .endSpec());
    route("lab", 8888);
    eventually().until(() -> get("lab-8888.localhost", "/api").status() == 200);
    assertThat(get("lab-8888.localhost", "/api/status").status()).isEqualTo(403);
    assertThat(get("lab-8888.localhost", "/lab").status()).isEqualTo(302);
    assertThat(request("lab-8888.localhost", "/api/status", "token=s3cret", Map.of()).status())
        .isEqualTo(200);
    assertThat(request("lab-8888.localhost", "/api/status", "token=wrong", Map.of()).status())
        .isEqualTo(403);
    assertThat(
            request(
                    "lab-8888.localhost",
                    "/api/status",
                    "",
                    Map.of("authorization", "token s3cret"))
                .status())
        .isEqualTo(200);
    EdgeResponse lab = request("lab-8888.localhost", "/lab", "token=s3cret", Map.of());
    assertThat(lab.status()).isEqualTo(200);
    assertThat(lab.body()).contains("JupyterLab", "SIMULADO");
    String cookie = lab.headers().getOrDefault("Set-Cookie", "").split(";", 2)[0];
    assertThat(request("lab-8888.localhost", "/lab", "", Map.of("Cookie", cookie)).status())
        .isEqualTo(200);
  }

  @Test
  void jupyterComesByAHook() {
    run(
        pod(NS, "hooked", "ubuntu:22.04")
            .editSpec()
            .editFirstContainer()
            .withCommand("sleep", "infinity")
            .withNewLifecycle()
            .withNewPostStart()
            .withNewExec()
            .withCommand("sh", "-c", "(pip install jupyterlab && jupyter lab --port=8888) &")
            .endExec()
            .endPostStart()
            .endLifecycle()
            .endContainer()
            .endSpec());
    route("hooked", 8888);
    eventually().until(() -> get("hooked-8888.localhost", "/").status() == 502);
    eventually().until(() -> get("hooked-8888.localhost", "/api").status() == 200);
    assertThat(client.pods().inNamespace(NS).withName("hooked").getLog())
        .contains("Successfully installed", "http://127.0.0.1:8888/lab?token=");
  }

  @Test
  void gatewaysRouteAsWell() {
    run(pod(NS, "gated", "ghost:5"));
    service("gated", 2368);
    client
        .resource(
            new HTTPRouteBuilder()
                .withNewMetadata()
                .withName("gated")
                .withNamespace(NS)
                .endMetadata()
                .withNewSpec()
                .withHostnames("gated.localhost")
                .addNewParentRef()
                .withName("simulated")
                .withNamespace("default")
                .endParentRef()
                .addNewRule()
                .addNewBackendRef()
                .withName("gated-2368")
                .withPort(80)
                .endBackendRef()
                .endRule()
                .endSpec()
                .build())
        .create();
    eventually().until(() -> get("gated.localhost", "/").status() == 200);
    eventually()
        .until(
            () ->
                client
                        .resources(HTTPRoute.class)
                        .inNamespace(NS)
                        .withName("gated")
                        .get()
                        .getStatus()
                    != null);
  }

  private static void run(PodBuilder pod) {
    Pod made = client.resource(pod.build()).create();
    eventually().until(() -> Simulation.phase(client, made).equals("Running"));
  }

  private static void service(String app, int port) {
    client
        .resource(
            new ServiceBuilder()
                .withNewMetadata()
                .withName(app + "-" + port)
                .withNamespace(NS)
                .endMetadata()
                .withNewSpec()
                .addToSelector("app", app)
                .addNewPort()
                .withName("http")
                .withPort(80)
                .withNewTargetPort(port)
                .endPort()
                .endSpec()
                .build())
        .create();
  }

  private static void route(String app, int port) {
    service(app, port);
    client
        .resource(
            new IngressBuilder()
                .withNewMetadata()
                .withName(app + "-" + port)
                .withNamespace(NS)
                .endMetadata()
                .withNewSpec()
                .withIngressClassName("traefik")
                .addNewRule()
                .withHost(app + "-" + port + ".localhost")
                .withNewHttp()
                .addNewPath()
                .withPath("/")
                .withPathType("Prefix")
                .withNewBackend()
                .withNewService()
                .withName(app + "-" + port)
                .withNewPort()
                .withNumber(80)
                .endPort()
                .endService()
                .endBackend()
                .endPath()
                .endHttp()
                .endRule()
                .endSpec()
                .build())
        .create();
  }

  private static EdgeResponse get(String host, String path) {
    return request(host, path, "", Map.of());
  }

  private static EdgeResponse request(
      String host, String path, String query, Map<String, String> headers) {
    return cluster.edge().handle(new EdgeRequest("GET", host, path, query, headers));
  }
}
