package online.neuropod.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import online.neuropod.cluster.contract.ClusterFixture;
import online.neuropod.cluster.gateway.ClusterClients;
import org.junit.jupiter.api.Assumptions;

/**
 * The real API server, node and edge that the environment names. The code under test has the rights
 * that {@code k8s/base/rbac.yaml} grants, and no others.
 */
final class PartnersFixture implements ClusterFixture {
  private final KubernetesClient client;
  private final GrantedRights rights;
  private final KubernetesClient workerClient;
  private final KubernetesClient apiClient;
  private final URI edgeUrl;

  private PartnersFixture(Path kubeconfig, URI edgeUrl) {
    this.client = ClusterClients.ofKubeconfig(kubeconfig);
    this.rights = GrantedRights.grant(client);
    this.workerClient = rights.client("neuropod-worker");
    this.apiClient = rights.client("neuropod-api");
    this.edgeUrl = edgeUrl;
  }

  /** Skips the test where there is none, and fails it where there must be one. */
  static PartnersFixture find() {
    return new PartnersFixture(Path.of(variable("KUBECONFIG")), URI.create(variable("EDGE_URL")));
  }

  private static String variable(String name) {
    Optional<String> value = Optional.ofNullable(System.getenv(name));
    if (value.isEmpty() && "true".equals(System.getenv("NEUROPOD_PARTNERS_REQUIRED"))) {
      throw new IllegalStateException(name + " is not set, and the partners are required");
    }
    Assumptions.assumeTrue(value.isPresent(), name + " is not set: no real cluster to test");
    return value.orElseThrow();
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public KubernetesClient workerClient() {
    return workerClient;
  }

  @Override
  public KubernetesClient apiClient() {
    return apiClient;
  }

  @Override
  public URI edgeUrl() {
    return edgeUrl;
  }

  @Override
  public String domain() {
    return "neuropod.test";
  }

  @Override
  public String absent() {
    return "neuropod.test/none:1";
  }

  @Override
  public void close() {
    workerClient.close();
    apiClient.close();
    rights.close();
    client.close();
  }
}
