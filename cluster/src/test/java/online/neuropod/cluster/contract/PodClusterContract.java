package online.neuropod.cluster.contract;

import static online.neuropod.cluster.contract.ClusterHarness.awaitStage;
import static online.neuropod.cluster.contract.ClusterHarness.diagnose;
import static online.neuropod.cluster.contract.ClusterHarness.end;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterReader.Gpus;
import online.neuropod.cluster.ClusterReader.LogRange;
import online.neuropod.cluster.ClusterRefusal;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.ClusterSettings.Isolation;
import online.neuropod.cluster.OwnerCluster;
import online.neuropod.cluster.OwnerCluster.Workspace;
import online.neuropod.cluster.PodCluster;
import online.neuropod.cluster.PodCluster.Creation;
import online.neuropod.cluster.PodCluster.Probe;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.PodCluster.Volume;
import online.neuropod.cluster.gateway.ClusterClients;
import online.neuropod.cluster.model.JupyterSecretFactory;
import online.neuropod.cluster.model.Labels;
import online.neuropod.cluster.watch.ClusterWatch;
import online.neuropod.domain.cluster.Diagnosis;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.UserHash;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** What {@link PodCluster} does, whatever the cluster is. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class PodClusterContract {
  private ClusterFixture fixture;
  private ClusterHarness harness;
  private PodCluster cluster;

  /** Starts or finds the cluster. */
  protected abstract ClusterFixture fixture();

  @BeforeAll
  void open() {
    fixture = fixture();
    harness = new ClusterHarness(fixture);
    cluster = harness.cluster();
  }

  @AfterAll
  void close() {
    if (harness != null) {
      harness.close();
    }
    if (fixture != null) {
      fixture.close();
    }
  }

  @Test
  void aPodRunsAndItsPortsAreToldByWhatAnswers() {
    Target pod = harness.target(Specs.image(fixture.web(), 3000, 8080));

    Instant before = Instant.now().minusSeconds(2);
    harness.run(cluster, pod);

    Diagnosis running = diagnose(cluster, pod);
    assertThat(running.startedAt()).hasValueSatisfying(at -> assertThat(at).isAfter(before));
    Probe probe = awaitStatus(pod, 3000, ServiceStatus.READY);
    assertThat(probe.services()).containsEntry(8080, ServiceStatus.STARTING);
    assertThat(harness.clusterAfter(Duration.ofSeconds(31)).probe(pod).services())
        .containsEntry(3000, ServiceStatus.READY)
        .containsEntry(8080, ServiceStatus.UNREACHABLE);
  }

  @Test
  void creatingAgainCountsForTheSameSessionAlone() {
    Target pod = harness.target(Specs.image(fixture.web()));
    harness.deploy(cluster, pod, 7, false);

    assertThat(cluster.createPod(pod, 7, false)).isEqualTo(Creation.CREATED);
    assertThat(cluster.createPod(pod, 8, false)).isEqualTo(Creation.BLOCKED);
    assertThat(cluster.observe(pod))
        .hasValueSatisfying(it -> assertThat(it.session()).isEqualTo(7));

    awaitStage(cluster, pod, Stage.RUNNING);
    cluster.deletePod(pod);
    assertThat(cluster.createPod(pod, 7, false)).isEqualTo(Creation.BLOCKED);
  }

  @Test
  void everyStepCanBeRepeated() {
    Target pod = harness.target(Specs.image(fixture.web(), 3000));
    harness.run(cluster, pod);
    String uid = cluster.observe(pod).orElseThrow().uid();

    harness.deploy(harness.cluster(), pod, 1, true);

    assertThat(cluster.observe(pod).orElseThrow().uid()).isEqualTo(uid);
    assertThat(ofPod(Service.class, pod)).hasSize(1);
    assertThat(ofPod(Ingress.class, pod)).hasSize(1);
  }

  @Test
  void theEndOfAContainerStaysKnownUntilThePodIsReleased() {
    Target pod = harness.target(Specs.image(fixture.web()));
    harness.run(cluster, pod);

    cluster.releasePod(pod);
    Instant asked = Instant.now().minusSeconds(1);
    cluster.deletePod(pod);
    cluster.deletePod(pod);

    Diagnosis ended = awaitStage(cluster, pod, Stage.ENDED);
    assertThat(ended.endedAt())
        .hasValueSatisfying(at -> assertThat(at).isBetween(asked.minusSeconds(1), Instant.now()));
    cluster.releasePod(pod);
    awaitStage(cluster, pod, Stage.ABSENT);
    cluster.releasePod(pod);
    cluster.deletePod(pod);
  }

  @Test
  void aPodThatNeverHadANodeEnds() {
    Target pod = harness.target(Specs.withGpu(Specs.image(fixture.web()), fixture.absentGpu()));
    harness.deploy(cluster, pod, 1, false);

    Diagnosis waiting =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> diagnose(cluster, pod), known -> known.reason().isPresent());
    assertThat(waiting.stage()).isEqualTo(Stage.SCHEDULING);
    assertThat(code(waiting)).contains(CauseCode.NO_SUCH_GPU);
    end(cluster, pod);
  }

  @Test
  void removingLeavesNothingButTheVolume() {
    Target pod = harness.target(Specs.jupyterTemplate(fixture.web()));
    harness.run(cluster, pod);
    end(cluster, pod);

    await().atMost(Duration.ofSeconds(20)).until(() -> cluster.removeRemains(pod));

    assertThat(ofPod(Service.class, pod)).isEmpty();
    assertThat(ofPod(Ingress.class, pod)).isEmpty();
    assertThat(ofPod(NetworkPolicy.class, pod)).isEmpty();
    assertThat(token(pod)).isEmpty();
    assertThat(
            harness
                .client()
                .persistentVolumeClaims()
                .inNamespace(harness.identity(pod).namespace())
                .withName(harness.identity(pod).volume())
                .get())
        .isNotNull();
    assertThat(cluster.removeRemains(pod)).isTrue();
  }

  @Test
  void whatHasNotEndedRemains() {
    Target pod = harness.target(Specs.image(fixture.web(), 3000));
    harness.deploy(cluster, pod, 1, false);

    assertThat(cluster.removeRemains(pod)).isFalse();
  }

  @Test
  void nothingIsThereToRemoveOfAPodThatNeverWas() {
    Target pod = harness.target(Specs.jupyterTemplate(fixture.web()));

    cluster.closeRoutes(pod);
    cluster.deletePod(pod);
    cluster.releasePod(pod);

    assertThat(cluster.removeRemains(pod)).isTrue();
    assertThat(cluster.observe(pod)).isEmpty();
    assertThat(cluster.jupyterHookFailed(pod)).isFalse();
  }

  @Test
  void aPodsTokenStaysAndLeavesAloneThoseOfOthers() {
    Target one = harness.target(Specs.jupyterTemplate(fixture.jupyter()), "tokens");
    Target other = harness.target(Specs.jupyterTemplate(fixture.jupyter()), "tokens");
    cluster.prepareNamespace(one);
    String first = token(one).orElseThrow();
    assertThat(first).matches("[a-f0-9]{48}");

    cluster.prepareNamespace(other);
    harness.cluster().prepareNamespace(one);
    assertThat(token(one)).contains(first);

    cluster.removeRemains(one);
    assertThat(token(one)).isEmpty();
    assertThat(token(other)).isPresent();
  }

  @Test
  void aVolumeIsNeverMadeSmaller() {
    Target large = harness.target(Specs.withVolume(Specs.image(fixture.web()), 3), "volumes");
    Target small = harness.target(Specs.withVolume(Specs.image(fixture.web()), 2), "volumes");
    cluster.prepareNamespace(large);
    assertThat(cluster.prepareVolume(large).gb()).isEqualTo(3);

    assertThat(cluster.prepareVolume(small).gb()).isEqualTo(3);
  }

  @Test
  void anImageThatIsNowhereIsToldWithItsName() {
    Target pod = harness.target(Specs.image(fixture.absent()));
    harness.deploy(cluster, pod, 1, false);

    Diagnosis failed = awaitStage(cluster, pod, Stage.FAILED);

    assertThat(code(failed)).contains(CauseCode.IMAGE_PULL);
    assertThat(failed.reason().orElseThrow().details()).containsEntry("image", fixture.absent());
    assertThat(failed.startedAt()).isEmpty();
    end(cluster, pod);
  }

  @Test
  void aContainerThatFailsIsToldWithItsExitCode() {
    Target pod = harness.target(Specs.running(Specs.image(fixture.web()), "exit 3"));
    harness.deploy(cluster, pod, 1, false);

    Diagnosis failed = awaitStage(cluster, pod, Stage.FAILED);

    assertThat(failed.reason()).contains(StatusReason.of(CauseCode.CRASH_LOOP, "exitCode", "3"));
    end(cluster, pod);
  }

  @Test
  void anImageThatEndsByItselfIsToldSo() {
    Target pod = harness.target(Specs.running(Specs.image(fixture.web()), "exit 0"));
    harness.deploy(cluster, pod, 1, false);

    assertThat(code(awaitStage(cluster, pod, Stage.FAILED))).contains(CauseCode.ENDED_BY_ITSELF);
    end(cluster, pod);
  }

  @Test
  void aHookInAnImageWithoutAShellIsToldAsFailed() {
    Target pod = harness.target(Specs.jupyterTemplate(fixture.shellless()));
    harness.deploy(cluster, pod, 1, true);

    await().atMost(Duration.ofSeconds(30)).until(() -> cluster.jupyterHookFailed(pod));

    end(cluster, pod);
    harness.deploy(cluster, pod, 2, false);
    awaitStage(cluster, pod, Stage.RUNNING);
    assertThat(cluster.jupyterHookFailed(pod)).isFalse();
  }

  @Test
  void theClustersQuotaIsARefusal() {
    var isolation =
        new Isolation(
            Map.of(),
            List.of(),
            Isolation.DEFAULT.closedRanges(),
            Map.of("pods", "1", "requests.nvidia.com/gpu", "64"));
    ClusterSettings defaults = harness.settings();
    PodCluster tight =
        harness.cluster(
            new ClusterSettings(
                defaults.installationId(),
                defaults.userHashKey(),
                defaults.namespacePrefix(),
                defaults.edge(),
                defaults.storage(),
                defaults.containers(),
                isolation,
                defaults.gpuProducts()));
    Target one = harness.target(Specs.image(fixture.web()), "quota");
    Target two = harness.target(Specs.image(fixture.web()), "quota");
    harness.deploy(tight, one, 1, false);

    assertThatThrownBy(() -> tight.createPod(two, 1, false))
        .isInstanceOfSatisfying(
            ClusterRefusal.class,
            refusal -> assertThat(refusal.reason().code()).isEqualTo(CauseCode.QUOTA));
  }

  @Test
  void aNamespaceThatWasRemovedIsMadeAgain() {
    Target pod = harness.target(Specs.image(fixture.web()));
    cluster.prepareNamespace(pod);
    String namespace = harness.identity(pod).namespace();
    harness.client().namespaces().withName(namespace).delete();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> harness.client().namespaces().withName(namespace).get() == null);

    assertThat(cluster.prepareVolume(pod).gb()).isEqualTo(1);
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> cluster.createPod(pod, 1, false), it -> it == Creation.CREATED);
    awaitStage(cluster, pod, Stage.RUNNING);
  }

  @Test
  void aRouteOfAnotherPodOfTheSameNameDoesNotCount() {
    Target old = harness.target(Specs.image(fixture.web(), 3000), "names");
    harness.run(cluster, old);
    awaitStatus(old, 3000, ServiceStatus.READY);
    cluster.deletePod(old);
    awaitStage(cluster, old, Stage.ENDED);
    cluster.releasePod(old);
    awaitStage(cluster, old, Stage.ABSENT);

    // Its Service and route are left behind; the new pod makes neither.
    Target pod = new Target(old.podId() + "-new", old.ownerId(), old.name(), old.spec());
    cluster.prepareNamespace(pod);
    assertThat(cluster.createPod(pod, 1, false)).isEqualTo(Creation.CREATED);
    awaitStage(cluster, pod, Stage.RUNNING);

    assertThat(cluster.probe(pod).services()).containsEntry(3000, ServiceStatus.STARTING);
  }

  /** What a watch told. */
  @Test
  void aPersonsNamespaceGoesWithAllThatIsInIt() {
    Target pod = harness.target(Specs.image(fixture.web()));
    Target others = harness.target(Specs.image(fixture.web()));
    harness.run(cluster, pod);
    cluster.prepareNamespace(others);
    end(cluster, pod);

    OwnerCluster owners = harness.owners();
    awaitTrue(() -> owners.removeNamespace(pod.ownerId()));

    assertThat(namespace(pod)).isNull();
    assertThat(owners.workspace(pod.ownerId())).isEmpty();
    assertThat(namespace(others)).isNotNull();
    assertThat(owners.removeNamespace(pod.ownerId())).as("again").isTrue();
  }

  @Test
  void aPodThatNobodyKnowsDoesNotHoldItsNamespace() {
    Target pod = harness.target(Specs.image(fixture.web()));
    harness.run(cluster, pod);

    awaitTrue(() -> harness.owners().removeNamespace(pod.ownerId()));

    assertThat(namespace(pod)).isNull();
  }

  @Test
  void aNamespaceOfSomebodyElseIsNotRemoved() {
    Target pod = harness.target(Specs.image(fixture.web()));
    cluster.prepareNamespace(pod);
    harness
        .client()
        .namespaces()
        .withName(harness.identity(pod).namespace())
        .edit(
            namespace -> {
              namespace.getMetadata().getLabels().put(Labels.INSTALLATION, "another");
              return namespace;
            });

    assertThatThrownBy(() -> harness.owners().removeNamespace(pod.ownerId()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(harness.identity(pod).namespace());

    // So that it is found when all is removed.
    harness.cluster().prepareNamespace(pod);
    assertThat(namespace(pod)).isNotNull();
  }

  @Test
  void aVolumeThatIsToGoStaysWhileAPodUsesItAndIsMadeAnewAfterwards() {
    Target pod = harness.target(Specs.image(fixture.web()));
    harness.run(cluster, pod);
    OwnerCluster owners = harness.owners();
    String uid = owners.workspace(pod.ownerId()).orElseThrow().uid();

    owners.removeWorkspace(pod.ownerId(), uid);
    assertThat(owners.workspace(pod.ownerId())).contains(new Workspace(uid, true));
    assertThat(cluster.prepareVolume(pod))
        .isEqualTo(
            new Volume(
                false,
                0,
                Optional.of(
                    StatusReason.of(
                        CauseCode.VOLUME_PENDING,
                        "detail",
                        "the volume of before is being removed"))));

    end(cluster, pod);
    awaitTrue(() -> owners.workspace(pod.ownerId()).isEmpty());
    awaitTrue(() -> cluster.prepareVolume(pod).ready());
    String made = owners.workspace(pod.ownerId()).orElseThrow().uid();
    owners.removeWorkspace(pod.ownerId(), uid);

    assertThat(owners.workspace(pod.ownerId())).contains(new Workspace(made, false));
  }

  private @Nullable Namespace namespace(Target pod) {
    return harness.client().namespaces().withName(harness.identity(pod).namespace()).get();
  }

  private static void awaitTrue(Callable<Boolean> condition) {
    await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200)).until(condition);
  }

  private static final class Told implements ClusterWatch.Listener {
    final Queue<String> pods = new ConcurrentLinkedQueue<>();
    final Queue<String> volumes = new ConcurrentLinkedQueue<>();

    @Override
    public void podChanged(String podId) {
      pods.add(podId);
    }

    @Override
    public void volumeChanged(String userHash) {
      volumes.add(userHash);
    }
  }

  @Test
  void theWatchTellsOfEveryChange() {
    var told = new Told();
    Target pod = harness.target(Specs.image(fixture.web()));
    try (var watch =
        new ClusterWatch(harness.workerClient(), harness.settings().installationId(), told)) {
      watch.start();
      await().atMost(Duration.ofSeconds(10)).until(watch::isWatching);

      harness.run(cluster, pod);
      await().atMost(Duration.ofSeconds(5)).until(() -> told.pods.contains(pod.podId()));
      String owner = UserHash.of(pod.ownerId(), harness.settings().userHashKey());
      await().atMost(Duration.ofSeconds(5)).until(() -> told.volumes.contains(owner));
      cluster.deletePod(pod);
      awaitStage(cluster, pod, Stage.ENDED);
      told.pods.clear();
      cluster.releasePod(pod);
      await().atMost(Duration.ofSeconds(5)).until(() -> told.pods.contains(pod.podId()));
    }
  }

  @Test
  void theWatchOutlivesTheApiServer() throws Exception {
    var told = new Told();
    try (var relay = new Relay(harness.workerClient().getMasterUrl());
        var client = ClusterClients.of(relay.through(harness.workerClient().getConfiguration()));
        var watch = new ClusterWatch(client, harness.settings().installationId(), told)) {
      watch.start();
      assertThat(watch.isWatching()).isFalse();

      relay.open();
      await().atMost(Duration.ofSeconds(40)).until(watch::isWatching);
      Target first = harness.target(Specs.image(fixture.web()));
      harness.deploy(cluster, first, 1, false);
      await().atMost(Duration.ofSeconds(5)).until(() -> told.pods.contains(first.podId()));

      relay.cut();
      Target second = harness.target(Specs.image(fixture.web()));
      harness.deploy(cluster, second, 1, false);
      relay.open();
      await().atMost(Duration.ofSeconds(40)).until(() -> told.pods.contains(second.podId()));
      assertThat(watch.isWatching()).isTrue();
    }
  }

  @Test
  void logsAreReadAndFollowed() throws Exception {
    Target pod =
        harness.target(
            Specs.running(
                Specs.image(fixture.web()),
                "for i in 1 2 3 4 5 6 7 8; do echo line $i; sleep 1; done; sleep 600"));
    ClusterReader reader = harness.reader();
    assertThat(reader.logs(pod, all())).isEmpty();
    assertThat(reader.followLogs(pod, 10)).isEmpty();
    harness.run(cluster, pod);

    try (var followed = reader.followLogs(pod, 100).orElseThrow()) {
      var lines =
          new java.io.BufferedReader(
              new java.io.InputStreamReader(followed.stream(), StandardCharsets.UTF_8));
      // It lasts longer than a request may.
      for (int i = 1; i <= 8; i++) {
        assertThat(lines.readLine()).isEqualTo("line " + i);
      }
    }
    assertThat(reader.logs(pod, all()).orElseThrow()).contains("line 1\n", "line 8\n");
    assertThat(reader.logs(pod, new LogRange(2, Optional.empty(), false)))
        .hasValueSatisfying(text -> assertThat(text.lines()).hasSize(2));
    assertThat(reader.logs(pod, new LogRange(10, Optional.empty(), true))).isEmpty();
  }

  @Test
  void gpusAreCountedByPriceKey() {
    assertThat(gpus(fixture.presentGpu()).total()).isPositive();
    assertThat(gpus(fixture.absentGpu())).isEqualTo(new Gpus(0, 0));

    Target pod = harness.target(Specs.withGpu(Specs.image(fixture.web()), fixture.presentGpu()));
    harness.run(cluster, pod);

    Gpus after = gpus(fixture.presentGpu());
    assertThat(after.free()).isLessThan(after.total());
    end(cluster, pod);
  }

  @Test
  void usageIsMeasured() {
    Target pod =
        harness.target(
            Specs.running(Specs.image(fixture.web()), "while :; do :; done & sleep 600"));
    harness.run(cluster, pod);

    var usage =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () ->
                    harness.reader().usage() instanceof ClusterReader.Measured(var byPod)
                        ? Optional.ofNullable(byPod.get(pod.podId()))
                        : Optional.<ClusterReader.Usage>empty(),
                Optional::isPresent)
            .orElseThrow();

    assertThat(usage.memoryBytes()).isPositive();
    assertThat(usage.cpuMillicores()).isBetween(1L, 1500L);
    end(cluster, pod);
  }

  @Test
  void theApiServerTellsItsVersion() {
    assertThat(harness.reader().health().version()).startsWith("v1.");
  }

  private Gpus gpus(String key) {
    return harness.reader().gpus().map(counts -> counts.get(key)).orElseThrow();
  }

  private static LogRange all() {
    return new LogRange(500, Optional.empty(), false);
  }

  private Probe awaitStatus(Target pod, int port, ServiceStatus status) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> cluster.probe(pod), probe -> probe.services().get(port) == status);
  }

  private Optional<String> token(Target pod) {
    var identity = harness.identity(pod);
    return Optional.ofNullable(
            harness
                .client()
                .secrets()
                .inNamespace(identity.namespace())
                .withName(JupyterSecretFactory.NAME)
                .get())
        .flatMap(secret -> JupyterSecretFactory.token(secret, identity));
  }

  private <T extends HasMetadata> List<T> ofPod(Class<T> kind, Target pod) {
    return harness
        .client()
        .resources(kind)
        .inNamespace(harness.identity(pod).namespace())
        .withLabels(harness.identity(pod).selector())
        .list()
        .getItems();
  }

  private static Optional<CauseCode> code(Diagnosis diagnosis) {
    return diagnosis.reason().map(StatusReason::code);
  }
}
