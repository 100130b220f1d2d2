package online.neuropod.store.pods;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.TcpPort;
import online.neuropod.store.Variable;
import org.jspecify.annotations.Nullable;

/** {@link PodSpec} in a document. */
record SpecDocument(
    String deploymentType,
    @Nullable String templateId,
    @Nullable String templateName,
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
    List<Variable> environment) {
  static SpecDocument of(PodSpec spec) {
    return new SpecDocument(
        spec.deploymentType().wire(),
        spec.templateId().orElse(null),
        spec.templateName().orElse(null),
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
        Variable.listOf(spec.environment()));
  }

  PodSpec toSpec() {
    return new PodSpec(
        DeploymentType.valueOf(deploymentType.toUpperCase(Locale.ROOT)),
        Optional.ofNullable(templateId),
        Optional.ofNullable(templateName),
        image,
        gpu,
        gpuName,
        cpu,
        memoryGiB,
        containerDiskGb,
        volumeDiskGb,
        volumePath,
        enableJupyter,
        jupyterWanted,
        httpPorts,
        tcpPorts,
        command,
        Variable.mapOf(environment));
  }
}
