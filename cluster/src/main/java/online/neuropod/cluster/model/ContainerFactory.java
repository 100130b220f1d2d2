package online.neuropod.cluster.model;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.Lifecycle;
import io.fabric8.kubernetes.api.model.LifecycleBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import online.neuropod.cluster.ClusterSettings.Containers;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.Ports;
import org.jspecify.annotations.Nullable;

/** The only container of a Pod. */
final class ContainerFactory {
  static final String WORKSPACE = "workspace";

  /** Read by Jupyter servers, in the image's own and in an installed one. */
  private static final String JUPYTER_TOKEN = "JUPYTER_TOKEN";

  /** Read by NVIDIA's container runtime. */
  private static final String VISIBLE_GPUS = "NVIDIA_VISIBLE_DEVICES";

  /**
   * What root needs inside of its own container: to own files, to become other users, to listen
   * below 1024, to run a package manager or sshd. All within Pod Security's baseline.
   */
  private static final List<String> CAPABILITIES =
      List.of(
          "CHOWN",
          "DAC_OVERRIDE",
          "FOWNER",
          "FSETID",
          "KILL",
          "NET_BIND_SERVICE",
          "SETGID",
          "SETUID",
          "SYS_CHROOT");

  private final Containers settings;

  ContainerFactory(Containers settings) {
    this.settings = settings;
  }

  Container container(PodIdentity pod, PodSpec spec, boolean jupyterHook) {
    return new ContainerBuilder()
        .withName(Labels.CONTAINER)
        .withImage(spec.image())
        .withImagePullPolicy(settings.imagePullPolicy())
        .withCommand(spec.command())
        .withWorkingDir(workingDir(spec))
        .withEnv(environment(pod, spec))
        .withPorts(ports(spec))
        .withResources(resources(spec))
        .withSecurityContext(security())
        .addNewVolumeMount()
        .withName(WORKSPACE)
        .withMountPath(spec.volumePath())
        .endVolumeMount()
        .withLifecycle(jupyterHook && servesJupyter(spec) ? hook(spec) : null)
        .build();
  }

  /** Whether JupyterLab is wanted and has its port. */
  private static boolean servesJupyter(PodSpec spec) {
    return spec.jupyterWanted()
        && spec.httpPorts().stream().anyMatch(port -> port.port() == Ports.JUPYTER);
  }

  // JupyterLab that an image brings opens where it is started; a person's own image may need its
  // own directory.
  private static @Nullable String workingDir(PodSpec spec) {
    return spec.deploymentType() == DeploymentType.TEMPLATE && servesJupyter(spec)
        ? spec.volumePath()
        : null;
  }

  private static List<EnvVar> environment(PodIdentity pod, PodSpec spec) {
    var values = new TreeMap<>(spec.environment());
    // Many CUDA images set this to "all", with which the runtime would hand out GPUs that nobody
    // asked for; a GPU that is asked for comes by the device plugin.
    values.remove(VISIBLE_GPUS);
    if (!spec.wantsGpu()) {
      values.put(VISIBLE_GPUS, "void");
    }
    boolean jupyter = servesJupyter(spec);
    if (jupyter) {
      values.remove(JUPYTER_TOKEN);
    }
    var variables = new ArrayList<EnvVar>();
    values.forEach((name, value) -> variables.add(new EnvVar(name, value, null)));
    if (jupyter) {
      variables.add(jupyterToken(pod));
    }
    return variables;
  }

  private static EnvVar jupyterToken(PodIdentity pod) {
    return new EnvVarBuilder()
        .withName(JUPYTER_TOKEN)
        .withNewValueFrom()
        .withNewSecretKeyRef()
        .withName(JupyterSecretFactory.NAME)
        .withKey(pod.podId())
        .endSecretKeyRef()
        .endValueFrom()
        .build();
  }

  private static List<ContainerPort> ports(PodSpec spec) {
    var ports = new ArrayList<ContainerPort>();
    spec.httpPorts().forEach(port -> ports.add(tcp(port.port())));
    spec.tcpPorts().forEach(port -> ports.add(tcp(port.port())));
    return ports.stream().distinct().toList();
  }

  private static ContainerPort tcp(int port) {
    return new ContainerPortBuilder().withContainerPort(port).withProtocol("TCP").build();
  }

  private ResourceRequirements resources(PodSpec spec) {
    var cpu = Quantity.parse(Integer.toString(spec.cpu()));
    var memory = Quantity.parse(spec.memoryGiB() + "Gi");
    var disk = Quantity.parse(spec.containerDiskGb() + "Gi");
    var resources =
        new ResourceRequirementsBuilder()
            .addToRequests("cpu", less(settings.cpuRequest(), cpu))
            .addToRequests("memory", less(settings.memoryRequest(), memory))
            .addToRequests("ephemeral-storage", less(settings.diskRequest(), disk))
            .addToLimits("cpu", cpu)
            .addToLimits("memory", memory)
            .addToLimits("ephemeral-storage", disk);
    if (spec.wantsGpu()) {
      var one = Quantity.parse("1");
      resources.addToRequests(Labels.GPU, one).addToLimits(Labels.GPU, one);
    }
    return resources.build();
  }

  private static Quantity less(String request, Quantity limit) {
    var wanted = Quantity.parse(request);
    return wanted.getNumericalAmount().compareTo(limit.getNumericalAmount()) < 0 ? wanted : limit;
  }

  private static SecurityContext security() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withNewCapabilities()
        .withDrop("ALL")
        .withAdd(CAPABILITIES)
        .endCapabilities()
        .build();
  }

  private static Lifecycle hook(PodSpec spec) {
    return new LifecycleBuilder()
        .withNewPostStart()
        .withNewExec()
        .withCommand(JupyterHook.command(spec.volumePath()))
        .endExec()
        .endPostStart()
        .build();
  }
}
