package online.neuropod.cluster.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class PodRequestsTest {
  private static final long MI = 1L << 20;

  @Test
  void containersAskTogether() {
    assertThat(requested("[{name: a, cpu: 250m, memory: 64Mi}, {name: b, cpu: 1, memory: 1Mi}]"))
        .isEqualTo(new Amounts(1250, 65 * MI, 0, 0, 1));
  }

  @Test
  void whatRunsBeforeCountsWhereItAsksForMore() {
    String containers = "[{name: a, cpu: 100m, memory: 64Mi}]";

    assertThat(requested("[{name: i, cpu: 2, memory: 1Mi}]", containers))
        .isEqualTo(new Amounts(2000, 64 * MI, 0, 0, 1));
    assertThat(requested("[{name: i, cpu: 50m, memory: 1Mi}]", containers))
        .isEqualTo(new Amounts(100, 64 * MI, 0, 0, 1));
  }

  @Test
  void aSidecarRunsBesideAll() {
    assertThat(
            requested(
                "[{name: s, cpu: 10m, memory: 1Mi, always: true}, {name: i, cpu: 300m, memory:"
                    + " 1Mi}]",
                "[{name: a, cpu: 100m, memory: 64Mi}]"))
        .isEqualTo(new Amounts(310, 65 * MI, 0, 0, 1));
  }

  @Test
  void aContainerThatAsksForNothingCountsAsAPod() {
    Pod pod = Serialization.unmarshal("spec: {containers: [{name: a}]}", Pod.class);

    assertThat(PodRequests.of(pod)).isEqualTo(new Amounts(0, 0, 0, 0, 1));
  }

  private static Amounts requested(String containers) {
    return requested("[]", containers);
  }

  /** Requests are written short: {@code {name, cpu, memory, always}}. */
  private static Amounts requested(String before, String containers) {
    String yaml =
        "spec: {initContainers: %s, containers: %s}"
            .formatted(longHand(before), longHand(containers));
    return PodRequests.of(Serialization.unmarshal(yaml, Pod.class));
  }

  private static String longHand(String containers) {
    return containers
        .replaceAll(
            "cpu: ([^,]+), memory: ([^,}]+)", "resources: {requests: {cpu: $1, memory: $2}}")
        .replace("always: true", "restartPolicy: Always");
  }
}
