package online.neuropod.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.ClusterSettings.Edge;
import online.neuropod.cluster.ClusterSettings.EdgeDriver;
import online.neuropod.cluster.ClusterSettings.IngressProfile;
import online.neuropod.domain.pod.ClusterNames;
import org.junit.jupiter.api.Test;

class ClusterSettingsTest {
  private static final ClusterNames NAMES = new ClusterNames("mi-pod", "abcdefghij");

  @Test
  void thePortOfTheEdgeStandsInPublicUrls() {
    Edge edge = Edge.ingress("localhost");

    assertThat(edge.publicUrl(NAMES, 8888))
        .isEqualTo(URI.create("http://mi-pod-abcdefghij-8888.localhost/"));
    assertThat(edge.at(URI.create("http://127.0.0.1:3000")).publicUrl(NAMES, 8888))
        .isEqualTo(URI.create("http://mi-pod-abcdefghij-8888.localhost:3000/"));
    assertThat(edge.at(URI.create("http://127.0.0.1:80")).publicUrl(NAMES, 8888))
        .isEqualTo(URI.create("http://mi-pod-abcdefghij-8888.localhost/"));
  }

  @Test
  void theKeyIsNeverPrinted() {
    assertThat(ClusterSettings.of("inst", "c2VjcmV0", "localhost").toString())
        .contains("inst")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void aSchemeIsOneOfTheWeb() {
    assertThatThrownBy(() -> edge(EdgeDriver.INGRESS, Optional.empty(), "ftp"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theGatewayDriverNeedsItsGateway() {
    assertThatThrownBy(() -> edge(EdgeDriver.GATEWAY, Optional.empty(), "http"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> edge(EdgeDriver.GATEWAY, Optional.of("public"), "http"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(edge(EdgeDriver.GATEWAY, Optional.of("edge/public"), "http").gateway())
        .contains("edge/public");
  }

  private static Edge edge(EdgeDriver driver, Optional<String> gateway, String scheme) {
    return new Edge(
        driver,
        "localhost",
        "traefik",
        IngressProfile.TRAEFIK,
        Map.of(),
        gateway,
        Optional.empty(),
        Optional.empty(),
        scheme);
  }
}
