package online.neuropod.api.pods;

import java.util.List;
import java.util.Optional;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.pods.ConnectionsView.HttpConnection;
import online.neuropod.api.pods.ConnectionsView.TcpConnection;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.PodCluster.Target;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.Ports;
import online.neuropod.domain.pod.ServiceStatus;

/** Tells where a pod's ports answer; the only place that hands out JupyterLab's token. */
public class PodConnections {
  private final ClusterReader cluster;
  private final PodLinks links;
  private final Texts texts;

  /** Reads tokens from this cluster. */
  public PodConnections(ClusterReader cluster, PodLinks links, Texts texts) {
    this.cluster = cluster;
    this.links = links;
    this.texts = texts;
  }

  ConnectionsView of(Language language, Pod pod) {
    return switch (pod.status()) {
      case RUNNING -> view(pod, "running", running(pod), tcp(pod), Optional.empty());
      case CREATING, QUEUED, STARTING ->
          view(pod, "starting", starting(pod), tcp(pod), message(language, pod));
      case STOPPING, STOPPED, ERROR, DELETING, DELETED ->
          view(pod, "stopped", List.of(), List.of(), message(language, pod));
    };
  }

  private Optional<String> message(Language language, Pod pod) {
    return Optional.of(texts.say(language, "connections." + pod.status().name()));
  }

  private static ConnectionsView view(
      Pod pod,
      String status,
      List<HttpConnection> http,
      List<TcpConnection> tcp,
      Optional<String> message) {
    return new ConnectionsView(pod.id(), pod.name(), status, http, tcp, message.orElse(null));
  }

  private List<HttpConnection> starting(Pod pod) {
    return pod.spec().httpPorts().stream()
        .map(port -> http(pod, port, ServiceStatus.STARTING, Optional.empty()))
        .toList();
  }

  private List<HttpConnection> running(Pod pod) {
    // Asked for once, and only when the server is known to accept it.
    Optional<String> token =
        pod.jupyterTokenKnown() ? cluster.jupyterToken(Target.of(pod)) : Optional.empty();
    return pod.spec().httpPorts().stream()
        .map(
            port ->
                http(
                    pod,
                    port,
                    pod.services().getOrDefault(port.port(), ServiceStatus.STARTING),
                    token.filter(_ -> port.port() == Ports.JUPYTER)))
        .toList();
  }

  private HttpConnection http(
      Pod pod, HttpPort port, ServiceStatus status, Optional<String> token) {
    String url = links.http(pod, port.port()) + token.map(known -> "?token=" + known).orElse("");
    return new HttpConnection(port.port(), port.serviceName(), url, port.isCustom(), status.wire());
  }

  private List<TcpConnection> tcp(Pod pod) {
    return pod.spec().tcpPorts().stream()
        .map(
            port ->
                new TcpConnection(
                    port.port(), port.serviceName(), links.tcp(pod, port.port()), false))
        .toList();
  }
}
