package online.neuropod.worker.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.InstantSource;
import java.util.Optional;
import online.neuropod.activities.Parts;
import online.neuropod.activities.SystemWishes;
import online.neuropod.cluster.ClusterRefusal;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.PodCluster.Creation;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.edge.EdgeClient;
import online.neuropod.cluster.gateway.ClusterClients;
import online.neuropod.cluster.gateway.KubernetesPodCluster;
import online.neuropod.domain.cluster.Diagnosis;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.simulator.SimulatedCluster;
import online.neuropod.simulator.SimulatedNode;
import online.neuropod.simulator.SimulationConfig;
import online.neuropod.simulator.storage.MemoryStorage;
import online.neuropod.workflows.contract.PodLifecycle;
import online.neuropod.workflows.contract.WorkflowIds;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is done about a pod that is said to run. */
class DriftCheckIT {
  private static final double SPEED = 10;

  @RegisterExtension final Parts parts = new Parts();
  private final PodCluster broken = mock(PodCluster.class);

  private DriftCheck check(PodCluster cluster) {
    return new DriftCheck(
        parts.stores().pods(),
        cluster,
        new SystemWishes(parts.stores().pods(), parts.workflows(), parts::now));
  }

  @Test
  void aPodThatIsGoneFromTheClusterIsTakenDown() {
    var settings = ClusterSettings.of(Parts.INSTALLATION, "a2V5a2V5a2V5a2V5", "pods.localhost");
    try (var simulated =
            SimulatedCluster.start(
                SimulationConfig.defaults()
                    .withSpeed(SPEED)
                    .withNodes(SimulatedNode.withGpus("node-1", "NVIDIA-GeForce-RTX-4090", 4)),
                new MemoryStorage());
        KubernetesClient client = ClusterClients.ofUrl(simulated.apiUri());
        var edge = new EdgeClient(settings.edge())) {
      var cluster = new KubernetesPodCluster(client, edge, settings, InstantSource.system());
      Pod removed = parts.running("pod-1");
      Pod fine = parts.running("pod-2");
      comesUp(cluster, target(removed));
      comesUp(cluster, target(fine));
      check(cluster).checkAll();
      assertThat(parts.pod("pod-1")).as("nothing happened yet").isEqualTo(removed);

      goes(cluster, target(removed));
      check(cluster).checkAll();

      assertThat(parts.pod("pod-2")).isEqualTo(fine);
      assertStopped("pod-1");
    }
  }

  private static Target target(Pod pod) {
    return Target.of(pod);
  }

  private static void comesUp(PodCluster cluster, Target target) {
    cluster.prepareNamespace(target);
    await().until(() -> cluster.prepareVolume(target).ready());
    await().until(() -> cluster.createPod(target, 1, false) == Creation.CREATED);
    await()
        .untilAsserted(
            () ->
                assertThat(seen(cluster, target).stage())
                    .as(seen(cluster, target).toString())
                    .isEqualTo(Stage.RUNNING));
  }

  private static Diagnosis seen(PodCluster cluster, Target target) {
    return cluster
        .observe(target)
        .map(facts -> Diagnosis.of(facts, target.spec()))
        .orElse(Diagnosis.ABSENT);
  }

  private static void goes(PodCluster cluster, Target target) {
    cluster.deletePod(target);
    await()
        .until(
            () -> {
              cluster.releasePod(target);
              return cluster.observe(target).isEmpty();
            });
  }

  private void assertStopped(String podId) {
    Pod pod = parts.pod(podId);
    assertThat(pod.wish().op()).isEqualTo(Operation.STOP);
    assertThat(pod.wish().by()).isEqualTo(Wish.BY_SYSTEM);
    assertThat(pod.wish().reason().orElseThrow().code()).isEqualTo(CauseCode.REMOVED_FROM_CLUSTER);
    assertThat(pod.status()).isEqualTo(PodStatus.STOPPING);
    assertThat(parts.signals(WorkflowIds.pod(Parts.INSTALLATION, podId)))
        .containsExactly(PodLifecycle.WISH);
  }

  @Test
  void aPodThatIsWorkedForIsNotLookedAt() {
    when(broken.observe(any())).thenReturn(Optional.empty());
    parts.running("pod-1");
    Pod waiting =
        parts
            .stores()
            .pods()
            .wish(
                "pod-1",
                1,
                new Wish(Operation.RUN, 2, Parts.OWNER, Parts.T0, Optional.empty()),
                PodStatus.RUNNING,
                Optional.empty())
            .orElseThrow();
    check(broken).checkAll();

    assertThat(parts.pod("pod-1")).isEqualTo(waiting);
  }

  @Test
  void oneThatFailsDoesNotStopTheOthers() {
    parts.running("pod-1");
    parts.running("pod-2");
    parts.running("pod-3");
    var away = new KubernetesClientException("does not answer");
    var refusal = new ClusterRefusal(StatusReason.of(CauseCode.REFUSED_BY_CLUSTER), away);
    when(broken.observe(any())).thenReturn(Optional.empty());
    when(broken.observe(argThat(target -> is(target, "pod-1")))).thenThrow(away);
    when(broken.observe(argThat(target -> is(target, "pod-2")))).thenThrow(refusal);

    check(broken).checkAll();

    assertStopped("pod-3");
    assertThat(parts.pod("pod-1").wish().op()).isEqualTo(Operation.RUN);
    assertThat(parts.pod("pod-2").wish().op()).isEqualTo(Operation.RUN);
  }

  /** Mockito asks for null as well, while it is told what to answer. */
  private static boolean is(@Nullable Target target, String podId) {
    return target != null && target.podId().equals(podId);
  }
}
