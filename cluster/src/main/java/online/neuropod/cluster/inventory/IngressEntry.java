package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBackend;
import io.fabric8.kubernetes.api.model.networking.v1.IngressLoadBalancerIngress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An Ingress.
 *
 * @param name within its namespace
 * @param namespace where it is
 * @param uid unlike the name never used again
 * @param labels of its metadata
 * @param ingressClass which controller serves it
 * @param hosts of its rules
 * @param rules what leads where
 * @param defaultBackend where the rest leads
 * @param tls certificates
 * @param backends every place that it leads to
 * @param addresses of the controller that serves it
 * @param createdAt when it was made
 */
public record IngressEntry(
    String name,
    String namespace,
    String uid,
    Map<String, String> labels,
    Optional<String> ingressClass,
    List<String> hosts,
    List<HostRule> rules,
    Optional<Backend> defaultBackend,
    List<Tls> tls,
    List<Backend> backends,
    List<String> addresses,
    Instant createdAt) {

  /**
   * What one host leads to.
   *
   * @param host empty for every host
   * @param paths each with where it leads
   */
  public record HostRule(Optional<String> host, List<Path> paths) {
    static HostRule of(IngressRule rule) {
      return new HostRule(
          Optional.ofNullable(rule.getHost()),
          Optional.ofNullable(rule.getHttp()).stream()
              .flatMap(http -> http.getPaths().stream())
              .map(Path::of)
              .toList());
    }
  }

  /**
   * A path of a host.
   *
   * @param path such as {@code /}
   * @param pathType {@code Prefix}, {@code Exact} or {@code ImplementationSpecific}
   * @param backend where it leads
   */
  public record Path(Optional<String> path, Optional<String> pathType, Backend backend) {
    static Path of(HTTPIngressPath path) {
      return new Path(
          Optional.ofNullable(path.getPath()),
          Optional.ofNullable(path.getPathType()),
          leadsTo(path.getBackend()));
    }
  }

  /**
   * A certificate.
   *
   * @param hosts that it serves
   * @param secretName where it is kept
   */
  public record Tls(List<String> hosts, Optional<String> secretName) {}

  static IngressEntry of(Ingress ingress) {
    Metadata metadata = Metadata.of(ingress);
    List<HostRule> rules = ingress.getSpec().getRules().stream().map(HostRule::of).toList();
    Optional<Backend> rest =
        Optional.ofNullable(ingress.getSpec().getDefaultBackend()).map(IngressEntry::leadsTo);
    return new IngressEntry(
        metadata.name(),
        metadata.namespace(),
        metadata.uid(),
        metadata.labels(),
        Optional.ofNullable(ingress.getSpec().getIngressClassName()),
        rules.stream().flatMap(rule -> rule.host().stream()).distinct().toList(),
        rules,
        rest,
        tls(ingress),
        Stream.concat(
                rules.stream().flatMap(rule -> rule.paths().stream()).map(Path::backend),
                rest.stream())
            .distinct()
            .toList(),
        addresses(ingress),
        metadata.createdAt());
  }

  private static List<Tls> tls(Ingress ingress) {
    return ingress.getSpec().getTls().stream()
        .map(tls -> new Tls(List.copyOf(tls.getHosts()), Optional.ofNullable(tls.getSecretName())))
        .toList();
  }

  private static Backend leadsTo(IngressBackend backend) {
    if (backend.getService() == null) {
      return new Backend(
          backend.getResource().getKind(), backend.getResource().getName(), Optional.empty());
    }
    ServiceBackendPort port = backend.getService().getPort();
    return new Backend(
        "Service",
        backend.getService().getName(),
        Optional.ofNullable(port)
            .map(found -> found.getNumber() == null ? found.getName() : found.getNumber())
            .map(Object::toString));
  }

  private static List<String> addresses(Ingress ingress) {
    return Optional.ofNullable(ingress.getStatus())
        .map(status -> status.getLoadBalancer())
        .map(balancer -> balancer.getIngress())
        .orElse(List.of())
        .stream()
        .map(IngressEntry::address)
        .filter(Objects::nonNull)
        .toList();
  }

  private static String address(IngressLoadBalancerIngress ingress) {
    return ingress.getIp() == null ? ingress.getHostname() : ingress.getIp();
  }
}
