package online.neuropod.cluster.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.PodSpec;

/** Small pods for tests. */
public final class Specs {
  private Specs() {}

  /** An image with ports. */
  public static PodSpec image(String image, int... ports) {
    return new PodSpec(
        DeploymentType.DOCKER,
        Optional.empty(),
        Optional.empty(),
        image,
        PodSpec.NO_GPU,
        "Sin GPU",
        1,
        1,
        1,
        1,
        "/workspace",
        false,
        false,
        Arrays.stream(ports)
            .mapToObj(port -> new HttpPort(port, "Servicio " + port, true))
            .toList(),
        List.of(),
        List.of(),
        Map.of());
  }

  /** A template of an image, with JupyterLab on 8888. */
  public static PodSpec jupyterTemplate(String image, String... command) {
    return new PodSpec(
        DeploymentType.TEMPLATE,
        Optional.of("t"),
        Optional.of("Template"),
        image,
        PodSpec.NO_GPU,
        "Sin GPU",
        1,
        2,
        5,
        1,
        "/workspace",
        false,
        true,
        List.of(new HttpPort(8888, "Jupyter Lab", false)),
        List.of(),
        List.of(command),
        Map.of());
  }

  /** The same with a command of the shell. */
  public static PodSpec running(PodSpec spec, String shell) {
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
        List.of("/bin/sh", "-c", shell),
        spec.environment());
  }

  /** The same with a GPU. */
  public static PodSpec withGpu(PodSpec spec, String gpu) {
    return new PodSpec(
        spec.deploymentType(),
        spec.templateId(),
        spec.templateName(),
        spec.image(),
        gpu,
        gpu,
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
        spec.environment());
  }

  /** The same with a volume of {@code gb}. */
  public static PodSpec withVolume(PodSpec spec, int gb) {
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
        gb,
        spec.volumePath(),
        spec.enableJupyter(),
        spec.jupyterWanted(),
        spec.httpPorts(),
        spec.tcpPorts(),
        spec.command(),
        spec.environment());
  }

  /** The same with these variables. */
  public static PodSpec withEnvironment(PodSpec spec, Map<String, String> environment) {
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
}
