package online.neuropod.cluster.model;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;

/** The Service of one port of a pod. */
public final class ServiceFactory {
  private ServiceFactory() {}

  /**
   * Selects by the pod's id and never by its name, so that a later pod of the same name is not
   * reached by an old route.
   */
  public static Service service(PodIdentity pod, int port) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName(pod.names().port(port))
        .withNamespace(pod.namespace())
        .withLabels(pod.podLabels())
        .endMetadata()
        .withNewSpec()
        .addToSelector(Labels.POD, pod.podId())
        .addNewPort()
        .withName("http")
        .withProtocol("TCP")
        .withPort(port)
        .withTargetPort(new IntOrString(port))
        .endPort()
        .endSpec()
        .build();
  }
}
