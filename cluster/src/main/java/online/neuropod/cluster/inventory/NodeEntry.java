package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.NodeMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.model.Labels;

/**
 * A node.
 *
 * @param name unique in the cluster
 * @param uid unlike the name never used again
 * @param labels of its metadata
 * @param ready whether its kubelet says that it can run Pods
 * @param schedulable whether it takes new Pods
 * @param taints each {@code key[=value]:effect}
 * @param internalIp its address in the cluster
 * @param kubeletVersion of its kubelet
 * @param capacity all there is
 * @param allocatable what Pods can have of it
 * @param requested what its Pods asked for
 * @param usage what runs on it uses, all together
 * @param gpuProduct name of its GPUs
 * @param gpusFree allocatable GPUs that no Pod has asked for
 * @param metricsTimestamp when its usage was measured
 * @param metricsWindow over how long, ISO 8601
 * @param metricsUnknown why there is no usage
 * @param createdAt when it joined
 */
public record NodeEntry(
    String name,
    String uid,
    Map<String, String> labels,
    boolean ready,
    boolean schedulable,
    List<String> taints,
    Optional<String> internalIp,
    Optional<String> kubeletVersion,
    Amounts capacity,
    Amounts allocatable,
    Amounts requested,
    Optional<Used> usage,
    Optional<String> gpuProduct,
    long gpusFree,
    Optional<Instant> metricsTimestamp,
    Optional<String> metricsWindow,
    Optional<Gap> metricsUnknown,
    Instant createdAt) {

  /**
   * An entry.
   *
   * @param requested what its Pods asked for
   */
  static NodeEntry of(Node node, Amounts requested, MetricsAnswer<NodeMetrics> metrics) {
    Metadata metadata = Metadata.of(node);
    Optional<NodeMetrics> measured = metrics.of(metadata.key());
    boolean ready = ready(node);
    Amounts allocatable = Amounts.of(node.getStatus().getAllocatable());
    return new NodeEntry(
        metadata.name(),
        metadata.uid(),
        metadata.labels(),
        ready,
        !Boolean.TRUE.equals(node.getSpec().getUnschedulable()),
        taints(node),
        internalIp(node),
        Optional.ofNullable(node.getStatus().getNodeInfo()).map(info -> info.getKubeletVersion()),
        Amounts.of(node.getStatus().getCapacity()),
        allocatable,
        requested,
        measured.map(NodeMetrics::getUsage).map(Used::of),
        Optional.ofNullable(metadata.labels().get(Labels.GPU_PRODUCT)),
        Math.max(0, allocatable.gpus() - requested.gpus()),
        measured.map(NodeMetrics::getTimestamp).map(Instant::parse),
        measured.map(found -> found.getWindow().getDuration().toString()),
        measured.isPresent() ? Optional.empty() : Optional.of(metrics.why(ready)),
        metadata.createdAt());
  }

  private static boolean ready(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(
            condition ->
                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }

  private static List<String> taints(Node node) {
    return node.getSpec().getTaints().stream()
        .map(
            taint ->
                taint.getKey()
                    + Optional.ofNullable(taint.getValue()).map(value -> "=" + value).orElse("")
                    + ":"
                    + taint.getEffect())
        .toList();
  }

  private static Optional<String> internalIp(Node node) {
    return node.getStatus().getAddresses().stream()
        .filter(address -> "InternalIP".equals(address.getType()))
        .map(address -> address.getAddress())
        .findFirst();
  }
}
