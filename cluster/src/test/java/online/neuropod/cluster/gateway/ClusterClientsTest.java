package online.neuropod.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClusterClientsTest {
  /** The kernel accepts for a server that never answers. */
  @Test
  @Timeout(12)
  void aServerThatIsSilentIsGivenUpSoon() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        var client =
            ClusterClients.ofUrl(URI.create("http://127.0.0.1:" + silent.getLocalPort()))) {
      long asked = System.nanoTime();

      assertThatThrownBy(() -> client.pods().inNamespace("n").withName("p").get())
          .isInstanceOf(KubernetesClientException.class);

      org.assertj.core.api.Assertions.assertThat(Duration.ofNanos(System.nanoTime() - asked))
          .isLessThan(Duration.ofSeconds(10));
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
  void aFileThatIsNotThereIsRefusedAtOnce() {
    assertThatThrownBy(() -> ClusterClients.ofKubeconfig(Path.of("/nowhere/kubeconfig")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/nowhere/kubeconfig");
  }
}
