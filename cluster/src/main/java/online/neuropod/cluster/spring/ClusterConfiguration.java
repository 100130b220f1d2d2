package online.neuropod.cluster.spring;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.OwnerCluster;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.PodMeter;
import online.neuropod.cluster.edge.EdgeClient;
import online.neuropod.cluster.gateway.ClusterClients;
import online.neuropod.cluster.gateway.KubernetesClusterReader;
import online.neuropod.cluster.gateway.KubernetesOwnerCluster;
import online.neuropod.cluster.gateway.KubernetesPodCluster;
import online.neuropod.cluster.inventory.ClusterInventory;
import online.neuropod.cluster.inventory.KubernetesInventory;
import online.neuropod.cluster.metrics.KubernetesPodMeter;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;

/**
 * The cluster, for every process that works with it. Expects one bean, {@link ClusterIdentity}. No
 * connection is made before the first use.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClusterProperties.class)
@PropertySource("classpath:online/neuropod/cluster/cluster.properties")
public class ClusterConfiguration {
  /** The API server's client, closed with the context. */
  @Bean
  public KubernetesClient kubernetesClient(ClusterProperties properties) {
    String file = properties.kubernetes().configPath();
    if (file.isBlank()) {
      return ClusterClients.inCluster();
    }
    Path kubeconfig = Path.of(file);
    if (!Files.isReadable(kubeconfig)) {
      throw new IllegalArgumentException(
          "KUBE_CONFIG_PATH (neuropod.kubernetes.config-path) names a file that cannot be read: "
              + file);
    }
    return ClusterClients.ofKubeconfig(kubeconfig);
  }

  /** What was decided about the cluster. */
  @Bean
  public ClusterSettings clusterSettings(ClusterProperties properties, ClusterIdentity identity) {
    return properties.settings(identity);
  }

  /** Asks the edge, closed with the context. */
  @Bean
  public EdgeClient edgeClient(ClusterSettings settings) {
    return new EdgeClient(settings.edge());
  }

  /** Changes the cluster. */
  @Bean
  public PodCluster podCluster(KubernetesClient client, EdgeClient edge, ClusterSettings settings) {
    return new KubernetesPodCluster(client, edge, settings, InstantSource.system());
  }

  /** Takes away what a person has in the cluster. */
  @Bean
  public OwnerCluster ownerCluster(KubernetesClient client, ClusterSettings settings) {
    return new KubernetesOwnerCluster(client, settings);
  }

  /** Reads the cluster. */
  @Bean
  public ClusterReader clusterReader(
      KubernetesClient client, PodCluster pods, ClusterSettings settings) {
    return new KubernetesClusterReader(client, pods, settings, InstantSource.system());
  }

  /** Lists what stands in the cluster. */
  @Bean
  public ClusterInventory clusterInventory(KubernetesClient client) {
    return new KubernetesInventory(client);
  }

  /** Measures pods, closed with the context. */
  @Bean
  public PodMeter podMeter(
      KubernetesClient client, ClusterSettings settings, ClusterProperties properties) {
    return new KubernetesPodMeter(
        client, settings, properties.metrics().prometheus(), InstantSource.system());
  }
}
