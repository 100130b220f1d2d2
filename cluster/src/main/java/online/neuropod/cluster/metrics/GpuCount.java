package online.neuropod.cluster.metrics;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import online.neuropod.cluster.ClusterReader.Gpus;
import online.neuropod.cluster.model.Labels;

/** Counts GPUs: what nodes offer, less what their Pods have asked for. */
final class GpuCount {
  private final Map<String, Set<String>> products;

  /** Counts by the price keys of {@code products}. */
  GpuCount(Map<String, Set<String>> products) {
    this.products = products;
  }

  /** The GPUs of each price key; a key that no node serves has 0 of 0. */
  Map<String, Gpus> count(Collection<Node> nodes, Collection<Pod> pods) {
    var requested = new HashMap<String, Long>();
    pods.forEach(pod -> requested.merge(pod.getSpec().getNodeName(), requested(pod), Long::sum));
    var counts = new HashMap<String, Gpus>();
    products.forEach((key, labels) -> counts.put(key, count(labels, nodes, requested)));
    return counts;
  }

  private static Gpus count(
      Set<String> labels, Collection<Node> nodes, Map<String, Long> requested) {
    long total = 0;
    long free = 0;
    for (Node node : nodes) {
      if (takesPods(node) && labels.contains(product(node))) {
        long offered = amount(node.getStatus().getAllocatable());
        total += offered;
        free += Math.max(0, offered - requested.getOrDefault(node.getMetadata().getName(), 0L));
      }
    }
    return new Gpus(total, free);
  }

  private static String product(Node node) {
    return node.getMetadata().getLabels().getOrDefault(Labels.GPU_PRODUCT, "");
  }

  private static boolean takesPods(Node node) {
    return !Boolean.TRUE.equals(node.getSpec().getUnschedulable())
        && node.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }

  /** Whether {@code pod} asks for GPUs. */
  static boolean holdsGpu(Pod pod) {
    return requested(pod) > 0;
  }

  private static long requested(Pod pod) {
    return pod.getSpec().getContainers().stream()
        .map(Container::getResources)
        .mapToLong(resources -> resources == null ? 0 : amount(resources.getRequests()))
        .sum();
  }

  private static long amount(Map<String, Quantity> resources) {
    Quantity gpus = resources.get(Labels.GPU);
    return gpus == null ? 0 : gpus.getNumericalAmount().longValueExact();
  }
}
