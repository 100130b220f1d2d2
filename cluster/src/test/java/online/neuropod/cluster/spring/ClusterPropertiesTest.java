package online.neuropod.cluster.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.ClusterSettings.EdgeDriver;
import online.neuropod.cluster.ClusterSettings.IngressProfile;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** How properties become settings. */
class ClusterPropertiesTest {
  private static final ClusterIdentity IDENTITY = new ClusterIdentity("abcd1234", "a2V5");

  private static ClusterSettings settings(Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties))
        .bindOrCreate("neuropod", ClusterProperties.class)
        .settings(IDENTITY);
  }

  @Test
  void withoutPropertiesThereAreTheDefaults() {
    ClusterSettings settings = settings(Map.of());
    assertThat(settings.installationId()).isEqualTo("abcd1234");
    assertThat(settings.namespacePrefix()).isEqualTo("neuropod");
    assertThat(settings.edge().driver()).isEqualTo(EdgeDriver.INGRESS);
    assertThat(settings.edge().urlScheme()).isEqualTo("https");
    assertThat(settings.edge().url()).isEmpty();
    assertThat(settings.storage()).isEqualTo(ClusterSettings.Storage.DEFAULT);
    assertThat(settings.containers()).isEqualTo(ClusterSettings.Containers.DEFAULT);
    assertThat(settings.isolation()).isEqualTo(ClusterSettings.Isolation.DEFAULT);
    assertThat(settings.gpuProducts()).isEqualTo(ClusterSettings.DEFAULT_GPU_PRODUCTS);
  }

  @Test
  void everyNameThatOperatorsRelyOnIsHeard() {
    ClusterSettings settings =
        settings(
            Map.ofEntries(
                Map.entry("neuropod.domain", "pods.example.com"),
                Map.entry("neuropod.kubernetes.namespace-prefix", "tenant"),
                Map.entry("neuropod.edge.driver", "gateway"),
                Map.entry("neuropod.edge.gateway", "edge/public"),
                Map.entry("neuropod.edge.ingress-class", "nginx"),
                Map.entry("neuropod.edge.profile", "nginx"),
                Map.entry("neuropod.edge.url-scheme", "http"),
                Map.entry("neuropod.edge.url", "http://127.0.0.1:18080"),
                Map.entry("neuropod.edge.tls-secret", "wildcard"),
                Map.entry("neuropod.storage.class", "fast"),
                Map.entry("neuropod.storage.access-mode", "ReadWriteMany"),
                Map.entry("neuropod.pod.cpu-request", "100m"),
                Map.entry("neuropod.pod.memory-request", "64Mi"),
                Map.entry("neuropod.gpus.rtx-4090.labels", "A, B"),
                Map.entry("neuropod.gpus.rtx-4090.cpu", "8")));
    assertThat(settings.namespacePrefix()).isEqualTo("tenant");
    assertThat(settings.edge().domain()).isEqualTo("pods.example.com");
    assertThat(settings.edge().driver()).isEqualTo(EdgeDriver.GATEWAY);
    assertThat(settings.edge().gateway()).contains("edge/public");
    assertThat(settings.edge().ingressClass()).isEqualTo("nginx");
    assertThat(settings.edge().profile()).isEqualTo(IngressProfile.NGINX);
    assertThat(settings.edge().urlScheme()).isEqualTo("http");
    assertThat(settings.edge().url()).contains(URI.create("http://127.0.0.1:18080"));
    assertThat(settings.edge().tlsSecret()).contains("wildcard");
    assertThat(settings.storage().storageClass()).contains("fast");
    assertThat(settings.storage().accessMode()).isEqualTo("ReadWriteMany");
    assertThat(settings.containers().cpuRequest()).isEqualTo("100m");
    assertThat(settings.containers().memoryRequest()).isEqualTo("64Mi");
    assertThat(settings.gpuProducts())
        .containsEntry("rtx-4090", Set.of("A", "B"))
        .containsEntry("rtx-4080", ClusterSettings.DEFAULT_GPU_PRODUCTS.get("rtx-4080"));
  }

  @Test
  void aFaultNamesTheVariable() {
    assertThatThrownBy(() -> settings(Map.of("neuropod.edge.driver", "gateway")))
        .hasMessageContaining("NEUROPOD_EDGE_GATEWAY");
    assertThatThrownBy(() -> settings(Map.of("neuropod.edge.url", "127.0.0.1:18080")))
        .hasMessageContaining("NEUROPOD_EDGE_URL");
    assertThatThrownBy(() -> settings(Map.of("neuropod.edge.url-scheme", "ftp")))
        .hasMessageContaining("NEUROPOD_EDGE_URL_SCHEME");
  }
}
