package online.neuropod.domain.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.PodSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchedulerMessageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0/1 nodes are available: 1 Insufficient nvidia.com/gpu. | NO_FREE_GPU",
        "0/2 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s) didn't match Pod's node"
            + " affinity/selector. | NO_FREE_GPU",
        "0/2 nodes are available: 1 Insufficient nvidia.com/gpu, 1 node(s) didn't match pod"
            + " affinity rules. | VOLUME_NODE_FULL",
        "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector."
            + " | NO_SUCH_GPU",
        "0/1 nodes are available: 1 Insufficient memory. | NO_CAPACITY",
        "0/1 nodes are available: pod has unbound immediate PersistentVolumeClaims."
            + " | VOLUME_PENDING",
        "0/1 nodes are available: 1 node(s) had volume node affinity conflict."
            + " | VOLUME_NODE_FULL",
        "0/1 nodes are available: 1 node(s) had untolerated taint(s). | NODES_REFUSE",
      })
  void namesTheCause(String message, CauseCode code) {
    assertThat(SchedulerMessage.cause(message, gpuPod()).code()).isEqualTo(code);
  }

  private static PodSpec gpuPod() {
    return new PodSpec(
        DeploymentType.DOCKER,
        Optional.empty(),
        Optional.empty(),
        "image",
        "rtx-4090",
        "RTX 4090",
        1,
        1,
        1,
        1,
        "/workspace",
        false,
        false,
        List.of(),
        List.of(),
        List.of(),
        Map.of());
  }
}
