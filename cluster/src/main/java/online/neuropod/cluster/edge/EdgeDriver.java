package online.neuropod.cluster.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import online.neuropod.cluster.ClusterSettings.Edge;
import online.neuropod.cluster.model.HttpRouteFactory;
import online.neuropod.cluster.model.IngressFactory;
import online.neuropod.cluster.model.PodIdentity;

/** The objects by which an edge learns of a pod's ports. */
public interface EdgeDriver {
  /** The object that leads a port's host to the port's Service. */
  HasMetadata route(PodIdentity pod, int port);

  /** The class of those objects. */
  Class<? extends HasMetadata> kind();

  /** The driver that {@code edge} names. */
  static EdgeDriver of(Edge edge) {
    return switch (edge.driver()) {
      case INGRESS -> new IngressEdge(new IngressFactory(edge));
      case GATEWAY -> new GatewayEdge(new HttpRouteFactory(edge));
    };
  }
}
