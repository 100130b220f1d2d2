package online.neuropod.simulator.apiserver;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Measures what runs, for {@code metrics.k8s.io}. */
public interface UsageSource {
  /** The PodMetrics of a pod, once it has run long enough to be measured. */
  Optional<ObjectNode> ofPod(ObjectNode pod);

  /** The NodeMetrics of a node. */
  Optional<ObjectNode> ofNode(ObjectNode node);

  /** What the kubelet of a node tells of the disk and the network of its pods. */
  ObjectNode summary(ObjectNode node);
}
