package online.neuropod.domain.pod;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to run, complete and fixed when the pod is created: a later change of the template or of
 * the price list's texts does not reach it.
 *
 * @param deploymentType {@link DeploymentType#TEMPLATE} or {@link DeploymentType#DOCKER}
 * @param templateId the template it was made from, if any
 * @param templateName its name at that time
 * @param image Docker image reference
 * @param gpu key of the price list, {@code cpu} for none
 * @param gpuName what a person reads
 * @param cpu limit, in cores
 * @param memoryGiB limit
 * @param containerDiskGb 1–50; the ephemeral storage limit
 * @param volumeDiskGb 1–150; the size of the workspace volume that is asked for
 * @param volumePath where the workspace is mounted
 * @param enableJupyter whether the person asked for JupyterLab
 * @param jupyterWanted asked for, or listed by the template
 * @param httpPorts in the order shown
 * @param tcpPorts listed only
 * @param command replaces the image's entry point when not empty
 * @param environment variables of the container
 */
public record PodSpec(
    DeploymentType deploymentType,
    Optional<String> templateId,
    Optional<String> templateName,
    String image,
    String gpu,
    String gpuName,
    int cpu,
    int memoryGiB,
    int containerDiskGb,
    int volumeDiskGb,
    String volumePath,
    boolean enableJupyter,
    boolean jupyterWanted,
    List<HttpPort> httpPorts,
    List<TcpPort> tcpPorts,
    List<String> command,
    Map<String, String> environment) {
  /** The price key of a pod without a GPU. */
  public static final String NO_GPU = "cpu";

  /** The largest container disk. */
  public static final int MAX_CONTAINER_DISK_GB = 50;

  /** The largest workspace volume. */
  public static final int MAX_VOLUME_GB = 150;

  public PodSpec {
    range("containerDiskGb", containerDiskGb, MAX_CONTAINER_DISK_GB);
    range("volumeDiskGb", volumeDiskGb, MAX_VOLUME_GB);
    httpPorts = List.copyOf(httpPorts);
    tcpPorts = List.copyOf(tcpPorts);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  private static void range(String what, int value, int max) {
    if (value < 1 || value > max) {
      throw new IllegalArgumentException(what + " out of 1–" + max + ": " + value);
    }
  }

  /** Whether it asks for a GPU. */
  public boolean wantsGpu() {
    return !gpu.equals(NO_GPU);
  }
}
