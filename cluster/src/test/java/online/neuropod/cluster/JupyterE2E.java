package online.neuropod.cluster;

import static online.neuropod.cluster.contract.ClusterHarness.awaitStage;
import static online.neuropod.cluster.contract.ClusterHarness.diagnose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import online.neuropod.cluster.ClusterReader.LogRange;
import online.neuropod.cluster.PodCluster.Probe;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.cluster.contract.ClusterHarness;
import online.neuropod.cluster.contract.Specs;
import online.neuropod.cluster.edge.EdgeClient;
import online.neuropod.cluster.model.JupyterHook;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** JupyterLab in every kind of image, really started and really asked. */
@TestInstance(Lifecycle.PER_CLASS)
class JupyterE2E {
  private static final int PORT = 8888;
  private static final String SLEEP = "trap 'exit 0' TERM; sleep infinity & wait";

  private PartnersFixture fixture;
  private ClusterHarness harness;
  private PodCluster cluster;

  @BeforeAll
  void open() {
    fixture = PartnersFixture.find();
    harness = new ClusterHarness(fixture);
    cluster = harness.cluster();
  }

  @AfterAll
  void close() {
    if (harness != null) {
      harness.close();
      fixture.close();
    }
  }

  @Test
  void anImagesOwnServerTakesTheTokenAndOpensInTheVolume() {
    Target pod = harness.target(Specs.jupyterTemplate(fixture.jupyter()));

    harness.run(cluster, pod);

    awaitJupyter(pod);
    opensInTheVolume(pod);
    assertThat(status(pod, "")).isEmpty();
    assertThat(status(pod, "token 0123456789")).isEmpty();
    assertThat(log(pod)).as("the hook leaves it alone").doesNotContain("[neuropod]");
  }

  @Test
  void aSystemWithoutJupyterGetsIt() {
    Target pod = harness.target(Specs.jupyterTemplate(fixture.system(), "/bin/sh", "-c", SLEEP));

    harness.run(cluster, pod);

    assertThat(cluster.probe(pod).services()).containsEntry(PORT, ServiceStatus.STARTING);
    awaitJupyter(pod);
    opensInTheVolume(pod);
    assertThat(log(pod)).contains("installing it with pip", "Starting JupyterLab on port 8888");
    assertThat(run(pod, "python3 -m pip list 2>/dev/null | grep -c jupyterlab; true"))
        .as("the image's own Python is left as it is")
        .isEqualTo("0");
  }

  @Test
  void aJupyterLabThatNobodyStartsIsStarted() {
    Target pod = harness.target(Specs.jupyterTemplate(fixture.jupyter(), "/bin/sh", "-c", SLEEP));

    harness.run(cluster, pod);

    awaitJupyter(pod);
    opensInTheVolume(pod);
  }

  @Test
  void aTokenOfTheImagesOwnIsFoundInItsLog() {
    Target pod = harness.target(Specs.image(fixture.jupyter(), PORT));

    harness.run(cluster, pod);

    awaitJupyter(pod);
    assertThat(log(pod)).contains("token=" + cluster.jupyterToken(pod).orElseThrow());
  }

  @Test
  void anImageThatCannotHaveJupyterSaysSo() {
    Target pod = harness.target(docker(fixture.web(), Map.of()));

    harness.run(cluster, pod);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> cluster.probe(pod).services().get(PORT) == ServiceStatus.UNREACHABLE);
    assertThat(log(pod)).contains(JupyterHook.GAVE_UP + "the image has no Python");
    assertThat(diagnose(cluster, pod).stage()).isEqualTo(Stage.RUNNING);
    assertThat(cluster.jupyterToken(pod)).isEmpty();
  }

  @Test
  void anInstallationThatFailsSaysSo() {
    PodSpec spec =
        Specs.running(docker(fixture.system(), Map.of("PIP_FIND_LINKS", "/nowhere")), SLEEP);
    Target pod = harness.target(spec);

    harness.run(cluster, pod);

    await()
        .atMost(Duration.ofSeconds(90))
        .until(() -> cluster.probe(pod).services().get(PORT) == ServiceStatus.UNREACHABLE);
    assertThat(log(pod)).contains(JupyterHook.GAVE_UP + "pip could not install it");
  }

  @Test
  void aVolumeKeepsWhatWasSavedInIt() {
    Target first =
        harness.target(
            Specs.running(Specs.image(fixture.web()), "touch /workspace/kept; " + SLEEP), "keeper");
    harness.run(cluster, first);
    await().until(() -> run(first, "ls /workspace").contains("kept"));
    ClusterHarness.end(cluster, first);
    await().atMost(Duration.ofSeconds(20)).until(() -> cluster.removeRemains(first));

    Target second = harness.target(Specs.running(Specs.image(fixture.web()), SLEEP), "keeper");
    harness.run(cluster, second);

    assertThat(run(second, "ls /workspace")).contains("kept");
  }

  private static PodSpec docker(String image, Map<String, String> environment) {
    PodSpec spec = Specs.jupyterTemplate(image);
    return new PodSpec(
        DeploymentType.DOCKER,
        Optional.empty(),
        Optional.empty(),
        spec.image(),
        spec.gpu(),
        spec.gpuName(),
        spec.cpu(),
        spec.memoryGiB(),
        spec.containerDiskGb(),
        spec.volumeDiskGb(),
        spec.volumePath(),
        true,
        true,
        spec.httpPorts(),
        List.of(),
        List.of(),
        environment);
  }

  private void awaitJupyter(Target pod) {
    Probe probe =
        await()
            .atMost(Duration.ofMinutes(4))
            .pollInterval(Duration.ofSeconds(1))
            .until(() -> cluster.probe(pod), Probe::jupyterTokenKnown);
    assertThat(probe.services()).containsEntry(PORT, ServiceStatus.READY);
    awaitStage(cluster, pod, Stage.RUNNING);
    String token = cluster.jupyterToken(pod).orElseThrow();
    assertThat(status(pod, "token " + token)).isPresent();
  }

  private void opensInTheVolume(Target pod) {
    run(pod, "touch /workspace/made-by-hand.ipynb");
    String token = cluster.jupyterToken(pod).orElseThrow();
    assertThat(read(pod, "/api/contents", "token " + token).orElseThrow())
        .contains("made-by-hand.ipynb");
  }

  private Optional<String> status(Target pod, String authorization) {
    return read(pod, "/api/status", authorization);
  }

  private Optional<String> read(Target pod, String path, String authorization) {
    try (var edge = new EdgeClient(harness.settings().edge())) {
      String host = harness.identity(pod).names().host(PORT, fixture.domain());
      return edge.read(host, path, authorization);
    }
  }

  private String log(Target pod) {
    return harness.reader().logs(pod, new LogRange(500, Optional.empty(), false)).orElseThrow();
  }

  private String run(Target pod, String command) {
    var output = new ByteArrayOutputStream();
    try (var exec =
        harness
            .client()
            .pods()
            .inNamespace(harness.identity(pod).namespace())
            .withName(harness.identity(pod).pod())
            .writingOutput(output)
            .exec("/bin/sh", "-c", command)) {
      exec.exitCode().orTimeout(20, TimeUnit.SECONDS).join();
    }
    return output.toString(StandardCharsets.UTF_8).strip();
  }
}
