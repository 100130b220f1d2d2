package online.neuropod.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ClusterClientsTest {
  /** The kernel accepts for a server that never answers. */
  @Test
  @Timeout(60)
  void aServerThatIsSilentIsGivenUpSoon() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var client =
            ClusterClients.ofUrl(URI.create("http://127.0.0.1:" + silent.getLocalPort()))) {
      long asked = System.nanoTime();

      assertThatThrownBy(() -> client.pods().inNamespace("n").withName("p").get())
          .isInstanceOf(KubernetesClientException.class);

      assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aServerThatIsAbsentIsSaidToBeSo() throws Exception {
    int port;
    try (var closed = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    try (var client = ClusterClients.ofUrl(URI.create("http://127.0.0.1:" + port))) {
      assertThatThrownBy(() -> client.pods().inNamespace("n").withName("p").get())
          .isInstanceOf(KubernetesClientException.class);
    }
  }

  @Test
  void theUserOfAKubeconfigIsTaken(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("kubeconfig");
    Files.writeString(
        file,
        """
        apiVersion: v1
        kind: Config
        current-context: c
        contexts: [{name: c, context: {cluster: k, user: u}}]
        clusters: [{name: k, cluster: {server: "https://192.0.2.1:6443"}}]
        users: [{name: u, user: {token: secret}}]
        """);

    try (var client = ClusterClients.ofKubeconfig(file)) {
      assertThat(client.getMasterUrl()).hasToString("https://192.0.2.1:6443/");
      assertThat(client.getConfiguration().getAutoOAuthToken()).isEqualTo("secret");
      assertThat(client.getConfiguration().getRequestTimeout()).isEqualTo(5_000);
    }
  }

  @Test
  void aFileThatIsNotThereIsRefusedAtOnce() {
    assertThatThrownBy(() -> ClusterClients.ofKubeconfig(Path.of("/nowhere/kubeconfig")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere/kubeconfig");
  }
}
