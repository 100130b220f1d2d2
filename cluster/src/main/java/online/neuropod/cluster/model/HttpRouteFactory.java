package online.neuropod.cluster.model;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import java.util.List;
import online.neuropod.cluster.ClusterSettings.Edge;

/** The HTTPRoute of one port of a pod. */
public final class HttpRouteFactory {
  private final String domain;
  private final String gatewayNamespace;
  private final String gatewayName;

  /** Factory of routes on the gateway of {@code edge}. */
  public HttpRouteFactory(Edge edge) {
    List<String> gateway = List.of(edge.gateway().orElseThrow().split("/", 2));
    this.domain = edge.domain();
    this.gatewayNamespace = gateway.get(0);
    this.gatewayName = gateway.get(1);
  }

  /** Leads the port's host to the port's Service; requests may last as long as they like. */
  public HTTPRoute route(PodIdentity pod, int port) {
    return new HTTPRouteBuilder()
        .withNewMetadata()
        .withName(pod.names().port(port))
        .withNamespace(pod.namespace())
        .withLabels(pod.podLabels())
        .endMetadata()
        .withNewSpec()
        .addNewParentRef()
        .withName(gatewayName)
        .withNamespace(gatewayNamespace)
        .endParentRef()
        .withHostnames(pod.names().host(port, domain))
        .addNewRule()
        .addNewMatch()
        .withNewPath()
        .withType("PathPrefix")
        .withValue("/")
        .endPath()
        .endMatch()
        .addNewBackendRef()
        .withName(pod.names().port(port))
        .withPort(port)
        .endBackendRef()
        // Some gateways end a request after 15 s unless told otherwise; 0 s means never.
        .withNewTimeouts()
        .withRequest("0s")
        .withBackendRequest("0s")
        .endTimeouts()
        .endRule()
        .endSpec()
        .build();
  }
}
