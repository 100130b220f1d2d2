package online.neuropod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.contract.ClusterHarness;
import online.neuropod.cluster.contract.Specs;
import online.neuropod.domain.pod.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Pods behind a Gateway of the Gateway API. */
@TestInstance(Lifecycle.PER_CLASS)
class GatewayE2E {
  private PartnersFixture fixture;
  private ClusterHarness harness;
  private PodCluster cluster;
  private String name;

  @BeforeAll
  void open() {
    fixture = PartnersFixture.find();
    harness = new ClusterHarness(fixture);
    name = harness.settings().installationId();
    fixture.client().load(gateway()).create();
    cluster =
        harness.cluster(
            harness.settings().withEdge(harness.settings().edge().on("default/" + name)));
  }

  @AfterAll
  void close() {
    if (harness != null) {
      harness.close();
      fixture.client().load(gateway()).delete();
      fixture.close();
    }
  }

  private InputStream gateway() {
    String yaml =
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: GatewayClass
        metadata: {name: %1$s}
        spec: {controllerName: traefik.io/gateway-controller}
        ---
        apiVersion: gateway.networking.k8s.io/v1
        kind: Gateway
        metadata: {name: %1$s, namespace: default}
        spec:
          gatewayClassName: %1$s
          listeners:
          - {name: http, protocol: HTTP, port: 18080, allowedRoutes: {namespaces: {from: All}}}
        """
            .formatted(name);
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aPodIsReachedThroughItsHttpRoute() {
    Target pod = harness.target(Specs.image(fixture.web(), 3000));

    harness.run(cluster, pod);

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> cluster.probe(pod).services().get(3000) == ServiceStatus.READY);
    cluster.closeRoutes(pod);
    assertThat(
            fixture
                .client()
                .resources(HTTPRoute.class)
                .inNamespace(harness.identity(pod).namespace())
                .list()
                .getItems())
        .isEmpty();
  }
}
