package online.neuropod.domain.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.PodSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerMessageTest {
  /** Messages as kube-scheduler 1.28 to 1.35 writes them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0/1 nodes are available: 1 Insufficient nvidia.com/gpu. preemption: 0/1 nodes are"
            + " available: 1 No preemption victims found for incoming pod. | NO_FREE_GPU",
        "0/3 nodes are available: 1 Insufficient nvidia.com/gpu, 2 node(s) didn't match Pod's node"
            + " affinity/selector. preemption: 0/3 nodes are available: 1 No preemption victims"
            + " found for incoming pod, 2 Preemption is not helpful for scheduling. | NO_FREE_GPU",
        "0/2 nodes are available: 1 Insufficient cpu, 1 Insufficient nvidia.com/gpu. | NO_FREE_GPU",
        "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. preemption:"
            + " 0/2 nodes are available: 2 Preemption is not helpful for scheduling. | NO_SUCH_GPU",
        "0/3 nodes are available: 1 node(s) had untolerated taint(s), 2 node(s) didn't match Pod's"
            + " node affinity/selector. | NO_SUCH_GPU",
        "0/2 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s) had volume node affinity"
            + " conflict. | VOLUME_NODE_FULL",
        "0/2 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s) didn't match pod"
            + " affinity rules. | VOLUME_NODE_FULL",
        "0/1 nodes are available: 1 node(s) exceed max volume count. | VOLUME_NODE_FULL",
        "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found"
            + " | VOLUME_PENDING",
        "0/1 nodes are available: persistentvolumeclaim \"workspace-x\" not found. |"
            + " VOLUME_PENDING",
        "0/2 nodes are available: 1 Insufficient memory, 2 Insufficient cpu. | NO_CAPACITY",
        "0/1 nodes are available: 1 Insufficient ephemeral-storage. | NO_CAPACITY",
        "0/1 nodes are available: 1 Too many pods. | NO_CAPACITY",
        "0/1 nodes are available: 1 node(s) had untolerated taint"
            + " {node.kubernetes.io/disk-pressure: }. | NODES_REFUSE",
        "0/1 nodes are available: 1 node(s) were unschedulable. | NODES_REFUSE",
        "no nodes available to schedule pods | NODES_REFUSE",
      })
  void tellsTheCause(String message, CauseCode code) {
    assertThat(SchedulerMessage.cause(message, Specs.gpu()).code()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"cpu, NODES_REFUSE", "rtx-4090, NO_SUCH_GPU"})
  void onlyWhoWantsAGpuMissesOne(String gpu, CauseCode code) {
    PodSpec spec = Specs.of(gpu);

    assertThat(
            SchedulerMessage.cause(
                    "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector.",
                    spec)
                .code())
        .isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({"0/1 nodes are available: 1 Insufficient nvidia.com/gpu."})
  void namesTheGpuThatIsMissed(String message) {
    assertThat(SchedulerMessage.cause(message, Specs.gpu()).details())
        .containsEntry("gpu", "RTX 4090");
  }
}
