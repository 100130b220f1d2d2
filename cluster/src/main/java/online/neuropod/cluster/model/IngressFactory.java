package online.neuropod.cluster.model;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLSBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import online.neuropod.cluster.ClusterSettings.Edge;

/** The Ingress of one port of a pod. */
public final class IngressFactory {
  private final Edge edge;

  /** Factory of Ingresses of {@code edge}. */
  public IngressFactory(Edge edge) {
    this.edge = edge;
  }

  /** Leads the port's host to the port's Service. */
  public Ingress ingress(PodIdentity pod, int port) {
    String host = pod.names().host(port, edge.domain());
    return new IngressBuilder()
        .withNewMetadata()
        .withName(pod.names().port(port))
        .withNamespace(pod.namespace())
        .withLabels(pod.podLabels())
        .withAnnotations(annotations())
        .endMetadata()
        .withNewSpec()
        .withIngressClassName(edge.ingressClass())
        .withTls(tls(host))
        .addNewRule()
        .withHost(host)
        .withNewHttp()
        .addNewPath()
        .withPath("/")
        .withPathType("Prefix")
        .withNewBackend()
        .withNewService()
        .withName(pod.names().port(port))
        .withNewPort()
        .withNumber(port)
        .endPort()
        .endService()
        .endBackend()
        .endPath()
        .endHttp()
        .endRule()
        .endSpec()
        .build();
  }

  private List<IngressTLS> tls(String host) {
    return edge.secure()
        ? List.of(
            new IngressTLSBuilder()
                .withHosts(host)
                .withSecretName(edge.tlsSecret().orElse(null))
                .build())
        : List.of();
  }

  private Map<String, String> annotations() {
    var annotations = new TreeMap<>(profile());
    annotations.putAll(edge.annotations());
    return annotations;
  }

  private Map<String, String> profile() {
    return switch (edge.profile()) {
      // WebSockets, long answers and large bodies pass Traefik as they are; a rate limit is a
      // Middleware of the operator's, named by an annotation in the settings.
      case TRAEFIK ->
          edge.secure()
              ? Map.of("traefik.ingress.kubernetes.io/router.tls", "true")
              : Map.<String, String>of();
      // A kernel's WebSocket is silent for long; a notebook's upload is large; opening JupyterLab
      // takes about a hundred requests at once.
      case NGINX ->
          Map.of(
              "nginx.ingress.kubernetes.io/proxy-read-timeout", "3600",
              "nginx.ingress.kubernetes.io/proxy-send-timeout", "3600",
              "nginx.ingress.kubernetes.io/proxy-body-size", "2g",
              "nginx.ingress.kubernetes.io/proxy-buffering", "off",
              "nginx.ingress.kubernetes.io/limit-rps", "100",
              "nginx.ingress.kubernetes.io/limit-burst-multiplier", "5");
    };
  }
}
