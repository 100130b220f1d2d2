package online.neuropod.cluster.model;

import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.Map;
import java.util.TreeMap;

/** A user's namespace with its bounds. */
public final class NamespaceFactory {
  private final Map<String, String> quota;

  /** Factory of namespaces with the hard limits of {@code quota}. */
  public NamespaceFactory(Map<String, String> quota) {
    this.quota = quota;
  }

  /** The namespace; Pod Security refuses what is beyond {@code baseline}. */
  public Namespace namespace(PodIdentity pod) {
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(pod.namespace())
        .withLabels(pod.ownerLabels())
        .addToLabels("pod-security.kubernetes.io/enforce", "baseline")
        .endMetadata()
        .build();
  }

  /** What all pods of the user may have together: a last bound, far above the product's quota. */
  public ResourceQuota quota(PodIdentity pod) {
    var hard = new TreeMap<String, Quantity>();
    quota.forEach((resource, amount) -> hard.put(resource, Quantity.parse(amount)));
    return new ResourceQuotaBuilder()
        .withNewMetadata()
        .withName(Labels.NEUROPOD)
        .withNamespace(pod.namespace())
        .withLabels(pod.ownerLabels())
        .endMetadata()
        .withNewSpec()
        .withHard(hard)
        .endSpec()
        .build();
  }

  /** What a container gets that states nothing, so that none is without limits. */
  public LimitRange limits(PodIdentity pod) {
    return new LimitRangeBuilder()
        .withNewMetadata()
        .withName(Labels.NEUROPOD)
        .withNamespace(pod.namespace())
        .withLabels(pod.ownerLabels())
        .endMetadata()
        .withNewSpec()
        .addNewLimit()
        .withType("Container")
        .addToDefault("cpu", Quantity.parse("1"))
        .addToDefault("memory", Quantity.parse("1Gi"))
        .addToDefault("ephemeral-storage", Quantity.parse("5Gi"))
        .addToDefaultRequest("cpu", Quantity.parse("100m"))
        .addToDefaultRequest("memory", Quantity.parse("128Mi"))
        .addToDefaultRequest("ephemeral-storage", Quantity.parse("128Mi"))
        .endLimit()
        .endSpec()
        .build();
  }
}
