package online.neuropod.cluster.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import online.neuropod.cluster.ClusterReader.Gpus;
import org.junit.jupiter.api.Test;

class GpuCountTest {
  private final GpuCount count =
      new GpuCount(Map.of("rtx-4050", Set.of("4050", "4050-Laptop"), "rtx-4090", Set.of("4090")));

  @Test
  void eachKeyCountsItsOwnProducts() {
    var nodes =
        List.of(node("a", "4050", 4), node("b", "4050-Laptop", 1), node("c", "something", 8));

    assertThat(count.count(nodes, List.of()))
        .isEqualTo(Map.of("rtx-4050", new Gpus(5, 5), "rtx-4090", new Gpus(0, 0)));
  }

  @Test
  void whatPodsAskedForIsTaken() {
    var nodes = List.of(node("a", "4090", 4), node("b", "4090", 2));
    var pods = List.of(pod("a", 1), pod("a", 2), pod("b", 2), pod("elsewhere", 3));

    assertThat(count.count(nodes, pods)).containsEntry("rtx-4090", new Gpus(6, 1));
  }

  @Test
  void nodesThatTakeNoPodsDoNotCount() {
    Node cordoned = node("a", "4090", 4);
    cordoned.getSpec().setUnschedulable(true);
    Node notReady = node("b", "4090", 4);
    notReady.getStatus().getConditions().getFirst().setStatus("Unknown");

    assertThat(count.count(List.of(cordoned, notReady), List.of()))
        .containsEntry("rtx-4090", new Gpus(0, 0));
  }

  /** After its kubelet is restarted a node may offer none for a while. */
  @Test
  void moreTakenThanOfferedIsNoneFree() {
    assertThat(count.count(List.of(node("a", "4090", 0)), List.of(pod("a", 2))))
        .containsEntry("rtx-4090", new Gpus(0, 0));
  }

  private static Node node(String name, String product, int gpus) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Node
        metadata: {name: %s, labels: {nvidia.com/gpu.product: "%s"}}
        spec: {}
        status:
          allocatable: {nvidia.com/gpu: "%d"}
          conditions: [{type: Ready, status: "True"}]
        """
            .formatted(name, product, gpus),
        Node.class);
  }

  private static Pod pod(String node, int gpus) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p}
        spec:
          nodeName: %s
          containers:
          - {name: main, resources: {requests: {nvidia.com/gpu: "%d"}}}
          - {name: side}
        """
            .formatted(node, gpus),
        Pod.class);
  }
}
