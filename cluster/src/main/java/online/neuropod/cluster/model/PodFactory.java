package online.neuropod.cluster.model;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.domain.pod.PodSpec;

/** The Pod of a session. */
public final class PodFactory {
  /**
   * Group that may write the volume. Any number would do: every container gets it as well. This is
   * the first group of an ordinary user in most images.
   */
  private static final long VOLUME_GROUP = 1000;

  private final ClusterSettings settings;
  private final ContainerFactory containers;

  /** Factory of Pods by {@code settings}. */
  public PodFactory(ClusterSettings settings) {
    this.settings = settings;
    this.containers = new ContainerFactory(settings.containers());
  }

  /**
   * The Pod.
   *
   * @param session label
   * @param jupyterHook whether a start hook looks after JupyterLab where it is wanted
   */
  public Pod pod(PodIdentity pod, PodSpec spec, long session, boolean jupyterHook) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(pod.pod())
        .withNamespace(pod.namespace())
        .withLabels(pod.sessionLabels(session))
        .withFinalizers(Labels.METER_FINALIZER)
        .endMetadata()
        .withNewSpec()
        .withContainers(containers.container(pod, spec, jupyterHook))
        .withVolumes(workspace(pod))
        .withSecurityContext(security())
        .withAffinity(affinity(pod, spec))
        .withTolerations(tolerations(spec))
        .withRestartPolicy("Always")
        .withTerminationGracePeriodSeconds(settings.containers().terminationGrace().toSeconds())
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .endSpec()
        .build();
  }

  private static Volume workspace(PodIdentity pod) {
    return new VolumeBuilder()
        .withName(ContainerFactory.WORKSPACE)
        .withNewPersistentVolumeClaim()
        .withClaimName(pod.volume())
        .endPersistentVolumeClaim()
        .build();
  }

  private static PodSecurityContext security() {
    return new PodSecurityContextBuilder()
        .withFsGroup(VOLUME_GROUP)
        // Going through a volume of many files at every start would take minutes.
        .withFsGroupChangePolicy("OnRootMismatch")
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .build();
  }

  private Affinity affinity(PodIdentity pod, PodSpec spec) {
    var affinity = new AffinityBuilder();
    if (spec.wantsGpu()) {
      affinity
          .withNewNodeAffinity()
          .withNewRequiredDuringSchedulingIgnoredDuringExecution()
          .addNewNodeSelectorTerm()
          .addNewMatchExpression()
          .withKey(Labels.GPU_PRODUCT)
          .withOperator("In")
          .withValues(products(spec))
          .endMatchExpression()
          .endNodeSelectorTerm()
          .endRequiredDuringSchedulingIgnoredDuringExecution()
          .endNodeAffinity();
    }
    if (settings.storage().bindsToOneNode()) {
      // The scheduler knows the node of a local volume, but not that of an attached one: all Pods
      // that share it must go where the first one is. A first Pod satisfies its own rule.
      affinity
          .withNewPodAffinity()
          .addNewRequiredDuringSchedulingIgnoredDuringExecution()
          .withNewLabelSelector()
          .addToMatchLabels(Labels.OWNER, pod.userHash())
          .endLabelSelector()
          .withTopologyKey("kubernetes.io/hostname")
          .endRequiredDuringSchedulingIgnoredDuringExecution()
          .endPodAffinity();
    }
    return affinity.build();
  }

  // A key without products matches no node, and the person is told that there is no such GPU.
  private List<String> products(PodSpec spec) {
    Set<String> products = settings.gpuProducts().getOrDefault(spec.gpu(), Set.of());
    return products.isEmpty() ? List.of("none") : products.stream().sorted().toList();
  }

  private List<Toleration> tolerations(PodSpec spec) {
    var tolerations =
        new ArrayList<>(
            settings.containers().tolerations().stream().map(PodFactory::toleration).toList());
    if (spec.wantsGpu()) {
      tolerations.add(new TolerationBuilder().withKey(Labels.GPU).withOperator("Exists").build());
    }
    return tolerations;
  }

  /** Reads {@code key[=value][:effect]}, as {@code kubectl taint} writes it. */
  private static Toleration toleration(String text) {
    int colon = text.lastIndexOf(':');
    String taint = colon < 0 ? text : text.substring(0, colon);
    int equals = taint.indexOf('=');
    var toleration =
        new TolerationBuilder().withKey(equals < 0 ? taint : taint.substring(0, equals));
    if (colon >= 0) {
      toleration.withEffect(text.substring(colon + 1));
    }
    return equals < 0
        ? toleration.withOperator("Exists").build()
        : toleration.withOperator("Equal").withValue(taint.substring(equals + 1)).build();
  }
}
