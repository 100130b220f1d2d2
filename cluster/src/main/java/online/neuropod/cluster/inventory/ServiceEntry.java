package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A Service.
 *
 * @param name within its namespace
 * @param namespace where it is
 * @param uid unlike the name never used again
 * @param labels of its metadata
 * @param type {@code ClusterIP}, {@code NodePort}, {@code LoadBalancer} or {@code ExternalName}
 * @param clusterIps its addresses in the cluster; {@code None} where it has none by intent
 * @param externalIps its addresses, or names, outside
 * @param selector labels of the Pods behind it
 * @param ports where it answers
 * @param endpoints what is behind it
 * @param createdAt when it was made
 */
public record ServiceEntry(
    String name,
    String namespace,
    String uid,
    Map<String, String> labels,
    String type,
    List<String> clusterIps,
    List<String> externalIps,
    Map<String, String> selector,
    List<Port> ports,
    List<ServiceEndpoint> endpoints,
    Instant createdAt) {

  /**
   * A port of a Service.
   *
   * @param name within the Service
   * @param port 1–65535
   * @param targetPort number or name of the Pods' port
   * @param nodePort on every node
   * @param protocol such as {@code TCP}
   */
  public record Port(
      Optional<String> name,
      int port,
      String targetPort,
      Optional<Integer> nodePort,
      String protocol) {
    static Port of(ServicePort port) {
      return new Port(
          Optional.ofNullable(port.getName()),
          port.getPort(),
          Optional.ofNullable(port.getTargetPort())
              .map(IntOrString::getValue)
              .map(String::valueOf)
              .orElseGet(() -> String.valueOf(port.getPort())),
          Optional.ofNullable(port.getNodePort()).filter(number -> number != 0),
          Optional.ofNullable(port.getProtocol()).orElse("TCP"));
    }
  }

  /**
   * An address behind a Service.
   *
   * @param address where it answers
   * @param ports there
   * @param ready whether it is sent requests
   * @param pod name of the Pod
   * @param node of the Pod
   */
  public record ServiceEndpoint(
      String address,
      List<Integer> ports,
      boolean ready,
      Optional<String> pod,
      Optional<String> node) {}

  /**
   * An entry.
   *
   * @param slices of this Service
   */
  static ServiceEntry of(Service service, List<EndpointSlice> slices) {
    Metadata metadata = Metadata.of(service);
    return new ServiceEntry(
        metadata.name(),
        metadata.namespace(),
        metadata.uid(),
        metadata.labels(),
        Optional.ofNullable(service.getSpec().getType()).orElse("ClusterIP"),
        List.copyOf(service.getSpec().getClusterIPs()),
        externalIps(service),
        Map.copyOf(Optional.ofNullable(service.getSpec().getSelector()).orElse(Map.of())),
        service.getSpec().getPorts().stream().map(Port::of).toList(),
        slices.stream().flatMap(ServiceEntry::endpoints).toList(),
        metadata.createdAt());
  }

  private static List<String> externalIps(Service service) {
    var addresses = new ArrayList<>(service.getSpec().getExternalIPs());
    Optional.ofNullable(service.getSpec().getExternalName())
        .filter(name -> !name.isEmpty())
        .ifPresent(addresses::add);
    Optional.ofNullable(service.getStatus())
        .map(status -> status.getLoadBalancer())
        .map(balancer -> balancer.getIngress())
        .ifPresent(ingress -> ingress.stream().map(ServiceEntry::address).forEach(addresses::add));
    return addresses;
  }

  private static String address(LoadBalancerIngress ingress) {
    return ingress.getIp() == null ? String.valueOf(ingress.getHostname()) : ingress.getIp();
  }

  private static Stream<ServiceEndpoint> endpoints(EndpointSlice slice) {
    List<Integer> ports =
        slice.getPorts().stream().map(port -> port.getPort()).filter(Objects::nonNull).toList();
    return slice.getEndpoints().stream().flatMap(endpoint -> endpoints(endpoint, ports));
  }

  private static Stream<ServiceEndpoint> endpoints(Endpoint endpoint, List<Integer> ports) {
    // Kubernetes' own rule: what does not say whether it is ready is.
    boolean ready =
        endpoint.getConditions() == null
            || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    Optional<String> pod =
        Optional.ofNullable(endpoint.getTargetRef())
            .filter(target -> "Pod".equals(target.getKind()))
            .map(target -> target.getName());
    return endpoint.getAddresses().stream()
        .map(
            address ->
                new ServiceEndpoint(
                    address, ports, ready, pod, Optional.ofNullable(endpoint.getNodeName())));
  }
}
