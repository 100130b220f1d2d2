package online.neuropod.simulator;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** What the tests of this package share. */
final class Simulation {
  static final double SPEED = 10;

  private Simulation() {}

  static SimulationConfig fast() {
    return SimulationConfig.defaults().withSpeed(SPEED);
  }

  static KubernetesClient client(SimulatedCluster cluster) {
    return client(cluster.apiUri());
  }

  static KubernetesClient client(URI uri) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(uri.toString())
            .withWatchReconnectInterval(100)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  static ConditionFactory eventually() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(20))
        .pollDelay(Duration.ZERO);
  }

  /** Makes a namespace and waits until it takes pods. */
  static void namespace(KubernetesClient client, String name) {
    client
        .namespaces()
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
    eventually()
        .until(() -> client.serviceAccounts().inNamespace(name).withName("default").get() != null);
  }

  static PodBuilder pod(String namespace, String name, String image) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .addToLabels("app", name)
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage(image)
        .endContainer()
        .endSpec();
  }

  static String phase(KubernetesClient client, Pod pod) {
    Pod found = client.resource(pod).get();
    return found == null ? "" : found.getStatus().getPhase();
  }
}
