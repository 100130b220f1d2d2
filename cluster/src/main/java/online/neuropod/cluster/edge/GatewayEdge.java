package online.neuropod.cluster.edge;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import online.neuropod.cluster.model.HttpRouteFactory;
import online.neuropod.cluster.model.PodIdentity;

/** An HTTPRoute for each port. */
record GatewayEdge(HttpRouteFactory factory) implements EdgeDriver {
  @Override
  public HasMetadata route(PodIdentity pod, int port) {
    return factory.route(pod, port);
  }

  @Override
  public Class<HTTPRoute> kind() {
    return HTTPRoute.class;
  }
}
