package online.neuropod.cluster;

import static online.neuropod.cluster.contract.ClusterHarness.awaitStage;
import static online.neuropod.cluster.contract.ClusterHarness.diagnose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.contract.ClusterHarness;
import online.neuropod.cluster.contract.Specs;
import online.neuropod.cluster.model.Labels;
import online.neuropod.cluster.model.PodIdentity;
import online.neuropod.domain.cluster.Diagnosis;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose kubelet is gone for good: to the API server it is a Node that nobody renews. */
class LostNodeE2E {
  private static final String GPU = "lost-gpu";

  private final Instant lastSeen = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private PartnersFixture fixture;
  private ClusterHarness harness;
  private PodCluster cluster;
  private String node;

  @BeforeEach
  void open() {
    fixture = PartnersFixture.find();
    harness = new ClusterHarness(fixture);
    node = "node-" + harness.settings().installationId();
    ClusterSettings defaults = harness.settings();
    cluster =
        harness.cluster(
            new ClusterSettings(
                defaults.installationId(),
                defaults.userHashKey(),
                defaults.namespacePrefix(),
                defaults.edge(),
                defaults.storage(),
                defaults.containers(),
                defaults.isolation(),
                Map.of(GPU, Set.of(node))));
    createNode();
  }

  @AfterEach
  void close() {
    harness.close();
    fixture.client().nodes().withName(node).delete();
    fixture.client().leases().inNamespace("kube-node-lease").withName(node).delete();
    fixture.close();
  }

  @Test
  void aPodOnItEndedWhenTheNodeWasLastSeenAndCanBeLetGo() {
    Target pod = harness.target(Specs.withGpu(Specs.image(fixture.web()), GPU));
    harness.deploy(cluster, pod, 1, false);
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> cluster.observe(pod).flatMap(facts -> facts.node()).isPresent());
    reportRunning(pod);
    assertThat(diagnose(cluster, pod).stage()).isEqualTo(Stage.RUNNING);

    Diagnosis lost =
        await()
            .atMost(Duration.ofMinutes(2))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> diagnose(cluster, pod), it -> it.stage() == Stage.FAILED);
    assertThat(lost.reason()).contains(StatusReason.of(CauseCode.NODE_LOST, "node", node));
    assertThat(lost.endedAt()).contains(lastSeen);

    cluster.deletePod(pod);
    Diagnosis ended =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> diagnose(cluster, pod), it -> it.stage() == Stage.ENDED);
    assertThat(ended.endedAt()).contains(lastSeen);
    cluster.releasePod(pod);
    awaitStage(cluster, pod, Stage.ABSENT);
  }

  private void createNode() {
    fixture
        .client()
        .resource(
            new NodeBuilder()
                .withNewMetadata()
                .withName(node)
                .addToLabels(Labels.GPU_PRODUCT, node)
                .addToLabels("kubernetes.io/hostname", node)
                .endMetadata()
                .withNewSpec()
                .addNewTaint("NoSchedule", Labels.GPU, null, "present")
                .endSpec()
                .build())
        .create();
    fixture
        .client()
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withName(node)
                .withNamespace("kube-node-lease")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(node)
                .withLeaseDurationSeconds(40)
                .withRenewTime(lastSeen.atZone(ZoneOffset.UTC))
                .endSpec()
                .build())
        .create();
    var offered =
        Map.of(
            "cpu",
            Quantity.parse("2"),
            "memory",
            Quantity.parse("4Gi"),
            "ephemeral-storage",
            Quantity.parse("10Gi"),
            "pods",
            Quantity.parse("10"),
            Labels.GPU,
            Quantity.parse("1"));
    // The controllers write into a new node at the same time.
    await().until(() -> isReported(offered, lastSeen));
  }

  /** Says as a kubelet what the node has; false where somebody else has just written into it. */
  private boolean isReported(Map<String, Quantity> offered, Instant lastSeen) {
    try {
      report(offered, lastSeen);
      return true;
    } catch (KubernetesClientException refused) {
      if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw refused;
      }
      return false;
    }
  }

  private void report(Map<String, Quantity> offered, Instant lastSeen) {
    fixture
        .client()
        .nodes()
        .withName(node)
        .editStatus(
            current ->
                new NodeBuilder(current)
                    .withNewStatus()
                    .withCapacity(offered)
                    .withAllocatable(offered)
                    .addNewCondition()
                    .withType("Ready")
                    .withStatus("True")
                    .withReason("KubeletReady")
                    .withLastHeartbeatTime(lastSeen.toString())
                    .withLastTransitionTime(lastSeen.toString())
                    .endCondition()
                    .endStatus()
                    .build());
  }

  /** What its kubelet would have said while it was there. */
  private void reportRunning(Target pod) {
    PodIdentity identity = harness.identity(pod);
    fixture
        .client()
        .pods()
        .inNamespace(identity.namespace())
        .withName(identity.pod())
        .editStatus(current -> running(current));
  }

  private Pod running(Pod pod) {
    return new PodBuilder(pod)
        .editStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .addNewContainerStatus()
        .withName(Labels.CONTAINER)
        .withImage(pod.getSpec().getContainers().getFirst().getImage())
        .withImageID("")
        .withReady(true)
        .withRestartCount(0)
        .withNewState()
        .withNewRunning(lastSeen.toString())
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
