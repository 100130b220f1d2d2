package online.neuropod.domain.cluster;

import java.util.Locale;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.StatusReason;

/**
 * Reads the message of kube-scheduler's {@code PodScheduled=False} condition, such as {@code 0/3
 * nodes are available: 2 Insufficient nvidia.com/gpu, 1 node(s) had untolerated taint(s)}. The
 * phrases are those of the scheduler's plugins, stable since 1.20.
 */
final class SchedulerMessage {
  private SchedulerMessage() {}

  static StatusReason cause(String message, PodSpec spec) {
    String text = message.toLowerCase(Locale.ROOT);
    // The scheduler looks at these after a node's resources: a node that is refused for them has a
    // GPU free, and waiting for another one would not help. Pods that share a volume must share its
    // node.
    if (text.contains("volume node affinity conflict")
        || text.contains("didn't match pod affinity rules")) {
      return StatusReason.of(CauseCode.VOLUME_NODE_FULL, "detail", message);
    }
    if (text.contains("insufficient nvidia.com/gpu")) {
      return StatusReason.of(CauseCode.NO_FREE_GPU, "gpu", spec.gpuName());
    }
    if (text.contains("persistentvolumeclaim")) {
      return StatusReason.of(CauseCode.VOLUME_PENDING, "detail", message);
    }
    if (text.contains("volume")) {
      return StatusReason.of(CauseCode.VOLUME_NODE_FULL, "detail", message);
    }
    if (text.contains("insufficient cpu")
        || text.contains("insufficient memory")
        || text.contains("insufficient ephemeral-storage")
        || text.contains("too many pods")) {
      return StatusReason.of(CauseCode.NO_CAPACITY, "detail", message);
    }
    if (spec.wantsGpu() && text.contains("didn't match pod's node affinity")) {
      return StatusReason.of(CauseCode.NO_SUCH_GPU, "gpu", spec.gpuName());
    }
    return StatusReason.of(CauseCode.NODES_REFUSE, "detail", message);
  }
}
