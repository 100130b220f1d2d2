package online.neuropod.cluster.model;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPortBuilder;
import java.util.ArrayList;
import java.util.List;
import online.neuropod.cluster.ClusterSettings.Isolation;
import online.neuropod.domain.pod.HttpPort;

/** Who may talk to pods, and to whom pods may talk. */
public final class NetworkPolicyFactory {
  private static final int DNS = 53;

  /** NodeLocal DNSCache answers here on every node that has it. */
  private static final String NODE_LOCAL_DNS = "169.254.20.10/32";

  private final Isolation isolation;

  /** Factory of policies by {@code isolation}. */
  public NetworkPolicyFactory(Isolation isolation) {
    this.isolation = isolation;
  }

  /** Nothing in, nothing out, for every Pod of the namespace, unless another policy allows it. */
  public NetworkPolicy denyAll(PodIdentity pod) {
    return ofOwner(pod, "deny-all")
        .withNewSpec()
        .withPodSelector(new LabelSelector())
        .withPolicyTypes("Ingress", "Egress")
        .endSpec()
        .build();
  }

  /** Out to name servers and to the internet, not to what is private. */
  public NetworkPolicy egress(PodIdentity pod) {
    return ofOwner(pod, "egress")
        .withNewSpec()
        .withPodSelector(new LabelSelector())
        .withPolicyTypes("Egress")
        .addNewEgress()
        .addNewTo()
        .withNamespaceSelector(new LabelSelector())
        .endTo()
        .addToTo(range(NODE_LOCAL_DNS, List.of()))
        .addToPorts(port(DNS, "UDP"), port(DNS, "TCP"))
        .endEgress()
        .addNewEgress()
        .addToTo(range("0.0.0.0/0", closed(false)), range("::/0", closed(true)))
        .endEgress()
        .endSpec()
        .build();
  }

  /** In from the edge, on the pod's own ports. */
  public NetworkPolicy ingress(PodIdentity pod, List<HttpPort> ports) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(pod.pod())
        .withNamespace(pod.namespace())
        .withLabels(pod.podLabels())
        .endMetadata()
        .withNewSpec()
        .withNewPodSelector()
        .addToMatchLabels(Labels.POD, pod.podId())
        .endPodSelector()
        .withPolicyTypes("Ingress")
        .addNewIngress()
        .withFrom(edge())
        .withPorts(ports.stream().map(port -> port(port.port(), "TCP")).toList())
        .endIngress()
        .endSpec()
        .build();
  }

  private NetworkPolicyBuilder ofOwner(PodIdentity pod, String name) {
    return new NetworkPolicyBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(pod.namespace())
        .withLabels(pod.ownerLabels())
        .endMetadata();
  }

  private List<NetworkPolicyPeer> edge() {
    var peers = new ArrayList<NetworkPolicyPeer>();
    peers.add(new NetworkPolicyPeerBuilder().withNamespaceSelector(edgeNamespaces()).build());
    isolation.edgeRanges().forEach(range -> peers.add(range(range, List.of())));
    return peers;
  }

  // Tenants' namespaces carry an owner, those of an edge do not: no pod reaches another directly.
  private LabelSelector edgeNamespaces() {
    return isolation.edgeNamespaceLabels().isEmpty()
        ? new LabelSelectorBuilder()
            .addNewMatchExpression()
            .withKey(Labels.OWNER)
            .withOperator("DoesNotExist")
            .endMatchExpression()
            .build()
        : new LabelSelectorBuilder().withMatchLabels(isolation.edgeNamespaceLabels()).build();
  }

  private List<String> closed(boolean six) {
    return isolation.closedRanges().stream().filter(range -> range.contains(":") == six).toList();
  }

  private static NetworkPolicyPeer range(String range, List<String> except) {
    return new NetworkPolicyPeerBuilder()
        .withNewIpBlock()
        .withCidr(range)
        .withExcept(except)
        .endIpBlock()
        .build();
  }

  private static NetworkPolicyPort port(int port, String protocol) {
    return new NetworkPolicyPortBuilder()
        .withPort(new IntOrString(port))
        .withProtocol(protocol)
        .build();
  }
}
