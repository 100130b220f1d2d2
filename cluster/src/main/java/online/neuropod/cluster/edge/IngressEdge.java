package online.neuropod.cluster.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import online.neuropod.cluster.model.IngressFactory;
import online.neuropod.cluster.model.PodIdentity;

/** An Ingress for each port. */
record IngressEdge(IngressFactory factory) implements EdgeDriver {
  @Override
  public HasMetadata route(PodIdentity pod, int port) {
    return factory.ingress(pod, port);
  }

  @Override
  public Class<Ingress> kind() {
    return Ingress.class;
  }
}
