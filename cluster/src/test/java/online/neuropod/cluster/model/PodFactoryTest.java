package online.neuropod.cluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.ClusterSettings.Storage;
import online.neuropod.cluster.contract.Specs;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.TcpPort;
import org.junit.jupiter.api.Test;

class PodFactoryTest {
  private static final ClusterSettings SETTINGS =
      ClusterSettings.of("inst", "AAAA", "pods.example.org");
  private static final PodIdentity POD =
      PodIdentity.of("inst", "AAAA", "neuropod", "pod-1", "user-1", "mi-pod");

  private final PodFactory factory = new PodFactory(SETTINGS);

  /** The whole Pod of a GPU template with JupyterLab, as {@code kubectl get -o yaml} shows it. */
  @Test
  void isThisPod() throws IOException {
    PodSpec spec =
        new PodSpec(
            DeploymentType.TEMPLATE,
            Optional.of("t1"),
            Optional.of("Python Data Science"),
            "quay.io/jupyter/datascience-notebook:latest",
            "rtx-4050",
            "RTX 4050",
            4,
            16,
            20,
            50,
            "/home/jovyan/work",
            false,
            true,
            List.of(new HttpPort(8888, "Jupyter Lab", false), new HttpPort(3000, "Web", false)),
            List.of(new TcpPort(22, "SSH")),
            List.of(),
            Map.of("LANG", "es_ES.UTF-8"));

    Pod pod = factory.pod(POD, spec, 3, true);

    assertThat(withoutScript(Serialization.asYaml(pod))).isEqualTo(resource("gpu-template.yaml"));
  }

  @Test
  void withoutTheHookNothingRunsBesideTheImage() {
    assertThat(container(Specs.jupyterTemplate("image"), false).getLifecycle()).isNull();
    assertThat(container(Specs.image("image", 8888), true).getLifecycle()).isNull();
  }

  @Test
  void anImageOfTheirOwnKeepsItsWorkingDirectory() {
    assertThat(container(Specs.image("image", 8888), true).getWorkingDir()).isNull();
    assertThat(container(Specs.jupyterTemplate("image"), true).getWorkingDir())
        .isEqualTo("/workspace");
  }

  @Test
  void withoutAGpuNoneCanBeSeen() {
    Container container = container(Specs.image("image"), true);

    assertThat(container.getEnv()).contains(new EnvVar("NVIDIA_VISIBLE_DEVICES", "void", null));
    assertThat(container.getResources().getLimits()).doesNotContainKey(Labels.GPU);
  }

  @Test
  void aPersonCannotTakeMoreGpusOrAnotherTokenByTheirEnvironment() {
    PodSpec asked =
        environment(
            Specs.withGpu(Specs.jupyterTemplate("image"), "rtx-4090"),
            Map.of("NVIDIA_VISIBLE_DEVICES", "all", "JUPYTER_TOKEN", "mine"));

    List<EnvVar> environment = container(asked, true).getEnv();

    assertThat(environment).extracting(EnvVar::getName).containsExactly("JUPYTER_TOKEN");
    assertThat(environment.getFirst().getValueFrom().getSecretKeyRef().getKey()).isEqualTo("pod-1");
  }

  @Test
  void aRequestIsNeverAboveItsLimit() {
    var generous =
        new ClusterSettings.Containers(
            "8", "100Gi", "500Gi", SETTINGS.containers().terminationGrace(), "Always", List.of());

    var resources =
        new PodFactory(SETTINGS.withContainers(generous))
            .pod(POD, Specs.image("image"), 1, false)
            .getSpec()
            .getContainers()
            .getFirst()
            .getResources();

    assertThat(resources.getRequests()).isEqualTo(resources.getLimits());
  }

  @Test
  void aKeyWithoutProductsMatchesNoNode() {
    Pod pod = factory.pod(POD, Specs.withGpu(Specs.image("image"), "h100"), 1, false);

    assertThat(
            pod.getSpec()
                .getAffinity()
                .getNodeAffinity()
                .getRequiredDuringSchedulingIgnoredDuringExecution()
                .getNodeSelectorTerms()
                .getFirst()
                .getMatchExpressions()
                .getFirst()
                .getValues())
        .containsExactly("none");
  }

  @Test
  void podsThatShareAVolumeThatEveryNodeMountsGoAnywhere() {
    var shared = SETTINGS.withStorage(new Storage("ReadWriteMany", Optional.of("nfs")));

    Pod pod = new PodFactory(shared).pod(POD, Specs.image("image"), 1, false);

    assertThat(pod.getSpec().getAffinity().getPodAffinity()).isNull();
  }

  @Test
  void tolerationsAreWrittenAsTaints() {
    var tolerant =
        new ClusterSettings.Containers(
            "1",
            "1Gi",
            "1Gi",
            SETTINGS.containers().terminationGrace(),
            "Always",
            List.of("kwok.x-k8s.io/node=fake:NoSchedule", "gpu:NoExecute", "any"));

    Pod pod = new PodFactory(SETTINGS.withContainers(tolerant)).pod(POD, Specs.image("i"), 1, true);

    assertThat(pod.getSpec().getTolerations())
        .extracting(
            it -> it.getKey() + " " + it.getOperator() + " " + it.getValue() + " " + it.getEffect())
        .containsExactly(
            "kwok.x-k8s.io/node Equal fake NoSchedule",
            "gpu Exists null NoExecute",
            "any Exists null null");
  }

  private Container container(PodSpec spec, boolean hook) {
    return factory.pod(POD, spec, 1, hook).getSpec().getContainers().getFirst();
  }

  private static PodSpec environment(PodSpec spec, Map<String, String> environment) {
    return new PodSpec(
        spec.deploymentType(),
        spec.templateId(),
        spec.templateName(),
        spec.image(),
        spec.gpu(),
        spec.gpuName(),
        spec.cpu(),
        spec.memoryGiB(),
        spec.containerDiskGb(),
        spec.volumeDiskGb(),
        spec.volumePath(),
        spec.enableJupyter(),
        spec.jupyterWanted(),
        spec.httpPorts(),
        spec.tcpPorts(),
        spec.command(),
        environment);
  }

  /** The hook's script has a file of its own. */
  private static String withoutScript(String yaml) throws IOException {
    var indented = new StringBuilder();
    resource("jupyter-hook.sh")
        .lines()
        .forEach(line -> indented.append(line.isEmpty() ? "" : " ".repeat(12) + line).append('\n'));
    assertThat(yaml).contains(indented);
    return yaml.replace(indented, "            (jupyter-hook.sh)\n");
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = PodFactoryTest.class.getResourceAsStream(name)) {
      assertThat(stream).as(name).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
