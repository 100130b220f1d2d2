package online.neuropod.simulator;

import static online.neuropod.simulator.Simulation.eventually;
import static online.neuropod.simulator.Simulation.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import online.neuropod.simulator.storage.MemoryStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lives of pods as fabric8 sees them. */
class PodLifeIT {
  private static final String NS = "lives";
  private static SimulatedCluster cluster;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    cluster = SimulatedCluster.start(Simulation.fast(), new MemoryStorage());
    client = Simulation.client(cluster);
    Simulation.namespace(client, NS);
  }

  @AfterAll
  static void stop() {
    client.close();
    cluster.close();
  }

  @Test
  void runsAndIsReady() {
    Pod pod = create(pod(NS, "runs", "example/first:1").build());
    Pod running = awaitPhase(pod, "Running");
    eventually().until(() -> condition(pod, "Ready").getStatus().equals("True"));
    assertThat(running.getSpec().getNodeName()).startsWith("sim-rtx-");
    assertThat(running.getStatus().getPodIP()).startsWith("10.244.");
    assertThat(status(pod).getState().getRunning().getStartedAt()).isNotNull();
    assertThat(reasons(pod)).contains("Scheduled", "Pulling", "Pulled", "Created", "Started");
  }

  @Test
  void endsGracefullyAndShowsHow() {
    Pod pod =
        create(
            pod(NS, "ends", "example/web:1")
                .editMetadata()
                .addToFinalizers("test.example/hold")
                .endMetadata()
                .build());
    awaitPhase(pod, "Running");
    client.resource(pod).delete();
    eventually().until(() -> status(pod).getState().getTerminated() != null);
    Pod ended = awaitPhase(pod, "Succeeded");
    assertThat(status(pod).getState().getTerminated().getFinishedAt()).isNotNull();
    assertThat(ended.getMetadata().getDeletionTimestamp()).isNotNull();
    client
        .pods()
        .resource(pod)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    eventually().until(() -> client.resource(pod).get() == null);
    assertThat(reasons(pod)).contains("Killing");
  }

  @Test
  void waitsForItsGates() {
    Pod pod =
        create(
            pod(NS, "gated", "example/web:1")
                .editSpec()
                .addNewSchedulingGate("neuropod.online/queue")
                .endSpec()
                .build());
    assertThat(condition(pod, "PodScheduled").getReason()).isEqualTo("SchedulingGated");
    client
        .resource(pod)
        .edit(
            found -> {
              found.getSpec().setSchedulingGates(List.of());
              return found;
            });
    awaitPhase(pod, "Running");
  }

  @Test
  void saysWhyItCannotBeScheduled() {
    Pod pod =
        create(
            pod(NS, "greedy", "example/web:1")
                .editSpec()
                .editFirstContainer()
                .withNewResources()
                .addToLimits("nvidia.com/gpu", new Quantity("5"))
                .endResources()
                .endContainer()
                .endSpec()
                .build());
    eventually()
        .until(
            () ->
                client.resource(pod).get().getStatus().getConditions().stream()
                    .anyMatch(c -> "Unschedulable".equals(c.getReason())));
    assertThat(condition(pod, "PodScheduled").getMessage())
        .startsWith("0/3 nodes are available: 3 Insufficient nvidia.com/gpu.");
  }

  @Test
  void failsToPullAsRealOnesDo() {
    Pod pod = create(pod(NS, "absent", "fail/pull:1").build());
    eventually().until(() -> waitingReason(pod).equals("ErrImagePull"));
    eventually().until(() -> waitingReason(pod).equals("ImagePullBackOff"));
    assertThat(status(pod).getState().getWaiting().getMessage())
        .contains("Back-off pulling image \"fail/pull:1\"")
        .contains("pull access denied");
    assertThat(client.resource(pod).get().getStatus().getPhase()).isEqualTo("Pending");
    assertThatThrownBy(() -> client.pods().resource(pod).getLog())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("is waiting to start: trying and failing to pull image");
  }

  @Test
  void crashesAndBacksOff() {
    Pod pod = create(pod(NS, "crashes", "fail/crash:1").build());
    eventually().until(() -> waitingReason(pod).equals("CrashLoopBackOff"));
    ContainerStatus status = status(pod);
    assertThat(status.getRestartCount()).isEqualTo(1);
    assertThat(status.getLastState().getTerminated().getExitCode()).isEqualTo(1);
    assertThat(status.getState().getWaiting().getMessage())
        .startsWith("back-off 10s restarting failed container=main pod=crashes_" + NS + "(");
    assertThat(client.pods().resource(pod).terminated().getLog()).contains("KeyError: 'MODEL'");
    eventually().until(() -> status(pod).getRestartCount() >= 2);
    assertThat(reasons(pod)).contains("BackOff");
  }

  @Test
  void runsOutOfMemory() {
    Pod pod = create(pod(NS, "hungry", "fail/oom:1").build());
    eventually()
        .until(
            () -> {
              var last = status(pod).getLastState();
              return last.getTerminated() != null
                  && "OOMKilled".equals(last.getTerminated().getReason())
                  && last.getTerminated().getExitCode() == 137;
            });
  }

  @Test
  void isEvicted() {
    Pod pod = create(pod(NS, "evicted", "fail/evict:1").build());
    awaitPhase(pod, "Failed");
    assertThat(client.resource(pod).get().getStatus().getReason()).isEqualTo("Evicted");
  }

  @Test
  void aBareSystemEndsAtOnceAndWithACommandItStays() {
    Pod bare = create(pod(NS, "bare", "ubuntu:22.04").build());
    Pod kept =
        create(
            pod(NS, "kept", "ubuntu:22.04")
                .editSpec()
                .editFirstContainer()
                .withCommand("sh", "-c", "echo up; sleep infinity")
                .endContainer()
                .endSpec()
                .build());
    eventually().until(() -> waitingReason(bare).equals("CrashLoopBackOff"));
    assertThat(status(bare).getLastState().getTerminated().getExitCode()).isZero();
    assertThat(status(kept).getState().getRunning()).isNotNull();
    assertThat(client.pods().resource(kept).getLog()).isEqualTo("up\n");
  }

  @Test
  void aJobEndsForGood() {
    Pod pod =
        create(
            pod(NS, "job", "busybox")
                .editSpec()
                .withRestartPolicy("Never")
                .editFirstContainer()
                .withCommand("sh", "-c", "echo no; exit 3")
                .endContainer()
                .endSpec()
                .build());
    awaitPhase(pod, "Failed");
    assertThat(status(pod).getState().getTerminated().getExitCode()).isEqualTo(3);
  }

  @Test
  void aMissingSecretIsTold() {
    Pod pod =
        create(
            pod(NS, "secretive", "quay.io/jupyter/scipy-notebook")
                .editSpec()
                .editFirstContainer()
                .addNewEnv()
                .withName("JUPYTER_TOKEN")
                .withNewValueFrom()
                .withNewSecretKeyRef("key", "later", false)
                .endValueFrom()
                .endEnv()
                .endContainer()
                .endSpec()
                .build());
    eventually().until(() -> waitingReason(pod).equals("CreateContainerConfigError"));
    assertThat(status(pod).getState().getWaiting().getMessage())
        .isEqualTo("secret \"later\" not found");
    client
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("later")
                .withNamespace(NS)
                .endMetadata()
                .addToStringData("key", "abc")
                .build())
        .create();
    awaitPhase(pod, "Running");
  }

  @Test
  void jupyterPrintsItsToken() {
    Pod pod = create(pod(NS, "lab", "quay.io/jupyter/base-notebook:latest").build());
    awaitPhase(pod, "Running");
    eventually().until(() -> client.pods().resource(pod).getLog().contains("127.0.0.1:8888"));
    assertThat(client.pods().resource(pod).getLog())
        .containsPattern("http://127\\.0\\.0\\.1:8888/lab\\?token=[a-f0-9]{48}");
    assertThat(client.pods().resource(pod).tailingLines(1).getLog())
        .contains("lab?token=")
        .doesNotContain("running at");
  }

  @Test
  void aLogIsFollowed() {
    Pod pod =
        create(
            pod(NS, "talks", "busybox")
                .editSpec()
                .withRestartPolicy("Never")
                .editFirstContainer()
                .withCommand("sh", "-c", "for i in $(seq 1 5); do echo line $i; sleep 3; done")
                .endContainer()
                .endSpec()
                .build());
    awaitPhase(pod, "Running");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (LogWatch _ = client.pods().resource(pod).watchLog(out)) {
      eventually().until(() -> out.toString(StandardCharsets.UTF_8).lines().count() == 5);
    }
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("line 1", "line 2", "line 3", "line 4", "line 5");
  }

  @Test
  void isMeasured() {
    Pod pod = create(pod(NS, "measured", "example/web:1").build());
    awaitPhase(pod, "Running");
    eventually()
        .until(
            () ->
                client.top().pods().metrics(NS).getItems().stream()
                    .anyMatch(m -> m.getMetadata().getName().equals("measured")));
    assertThat(client.top().pods().metrics(NS, "measured").getContainers().getFirst().getUsage())
        .containsKeys("cpu", "memory");
    assertThat(client.top().nodes().metrics().getItems()).hasSize(3);
  }

  private static Pod create(Pod pod) {
    return client.resource(pod).create();
  }

  private static Pod awaitPhase(Pod pod, String phase) {
    eventually().until(() -> Simulation.phase(client, pod).equals(phase));
    return client.resource(pod).get();
  }

  private static ContainerStatus status(Pod pod) {
    List<ContainerStatus> statuses = client.resource(pod).get().getStatus().getContainerStatuses();
    return statuses.isEmpty()
        ? new ContainerStatusBuilder()
            .withNewState()
            .endState()
            .withNewLastState()
            .endLastState()
            .withRestartCount(0)
            .build()
        : statuses.getFirst();
  }

  private static String waitingReason(Pod pod) {
    var waiting = status(pod).getState().getWaiting();
    return waiting == null ? "" : waiting.getReason();
  }

  private static PodCondition condition(Pod pod, String type) {
    return client.resource(pod).get().getStatus().getConditions().stream()
        .filter(found -> found.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> reasons(Pod pod) {
    return client
        .v1()
        .events()
        .inNamespace(NS)
        .withField("involvedObject.uid", pod.getMetadata().getUid())
        .list()
        .getItems()
        .stream()
        .map(Event::getReason)
        .toList();
  }
}
