package online.neuropod.cluster.model;

import static online.neuropod.cluster.model.RouteFactoriesTest.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import online.neuropod.cluster.ClusterSettings.Isolation;
import online.neuropod.domain.pod.HttpPort;
import org.junit.jupiter.api.Test;

class NetworkPolicyFactoryTest {
  private static final PodIdentity POD =
      PodIdentity.of("inst", "AAAA", "neuropod", "pod-1", "user-1", "mi-pod");
  private static final List<HttpPort> PORTS = List.of(new HttpPort(3000, "Web", true));

  private final NetworkPolicyFactory factory = new NetworkPolicyFactory(Isolation.DEFAULT);

  @Test
  void nothingPassesByDefault() {
    assertThat(yaml(factory.denyAll(POD)))
        .endsWith(
            """
            spec:
              podSelector: {}
              policyTypes:
              - Ingress
              - Egress
            """);
  }

  @Test
  void podsReachNameServersAndTheInternetOnly() {
    assertThat(yaml(factory.egress(POD)))
        .endsWith(
            """
            spec:
              egress:
              - ports:
                - port: 53
                  protocol: UDP
                - port: 53
                  protocol: TCP
                to:
                - namespaceSelector: {}
                - ipBlock:
                    cidr: 169.254.20.10/32
              - to:
                - ipBlock:
                    cidr: 0.0.0.0/0
                    except:
                    - 10.0.0.0/8
                    - 172.16.0.0/12
                    - 192.168.0.0/16
                    - 100.64.0.0/10
                    - 169.254.0.0/16
                    - 127.0.0.0/8
                - ipBlock:
                    cidr: ::/0
                    except:
                    - fc00::/7
                    - fe80::/10
              podSelector: {}
              policyTypes:
              - Egress
            """);
  }

  @Test
  void noTenantReachesAPodDirectly() {
    assertThat(yaml(factory.ingress(POD, PORTS)))
        .endsWith(
            """
            spec:
              ingress:
              - from:
                - namespaceSelector:
                    matchExpressions:
                    - key: neuropod.online/owner
                      operator: DoesNotExist
                ports:
                - port: 3000
                  protocol: TCP
              podSelector:
                matchLabels:
                  neuropod.online/pod: pod-1
              policyTypes:
              - Ingress
            """);
  }

  @Test
  void theEdgeCanBeNamed() {
    var named =
        new Isolation(
            Map.of("kubernetes.io/metadata.name", "traefik"),
            List.of("192.0.2.0/24"),
            List.of(),
            Map.of());

    assertThat(yaml(new NetworkPolicyFactory(named).ingress(POD, PORTS)))
        .contains(
            """
              - from:
                - namespaceSelector:
                    matchLabels:
                      kubernetes.io/metadata.name: traefik
                - ipBlock:
                    cidr: 192.0.2.0/24
            """);
  }
}
