package online.neuropod.cluster.metrics;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.cluster.ClusterReader.Gpus;
import online.neuropod.cluster.model.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many GPUs are free in the whole cluster, whoever uses the others. */
public final class GpuAvailability {
  private static final Logger LOG = LoggerFactory.getLogger(GpuAvailability.class);
  private static final Duration LASTS = Duration.ofSeconds(5);
  private static final long PAGE = 500;

  private final KubernetesClient client;
  private final GpuCount count;
  private final InstantSource clock;
  private Counted newest = new Counted(Optional.empty(), Instant.EPOCH);

  /** Counts by the price keys of {@code products}. */
  public GpuAvailability(
      KubernetesClient client, Map<String, Set<String>> products, InstantSource clock) {
    this.client = client;
    this.count = new GpuCount(products);
    this.clock = clock;
  }

  private record Counted(Optional<Map<String, Gpus>> gpus, Instant at) {}

  /** See {@link online.neuropod.cluster.ClusterReader#gpus}. */
  public synchronized Optional<Map<String, Gpus>> read() {
    if (newest.at().plus(LASTS).isBefore(clock.instant())) {
      newest = new Counted(ask(), clock.instant());
    }
    return newest.gpus();
  }

  private Optional<Map<String, Gpus>> ask() {
    try {
      List<Node> nodes = client.nodes().withLabel(Labels.GPU_PRODUCT).list().getItems();
      return Optional.of(count.count(nodes, nodes.isEmpty() ? List.of() : gpuPods()));
    } catch (KubernetesClientException e) {
      LOG.atWarn().log("free GPUs are unknown: {}", e.getMessage());
      return Optional.empty();
    }
  }

  // Page by page, and only what holds a GPU is kept: a cluster may have many thousands of Pods.
  private List<Pod> gpuPods() {
    var holding = new ArrayList<Pod>();
    String next = null;
    do {
      PodList page =
          client
              .pods()
              .inAnyNamespace()
              .withoutField("status.phase", "Succeeded")
              .withoutField("status.phase", "Failed")
              .withoutField("spec.nodeName", "")
              .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      page.getItems().stream().filter(GpuCount::holdsGpu).forEach(holding::add);
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return holding;
  }
}
