package online.neuropod.cluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.ClusterSettings.Edge;
import online.neuropod.cluster.ClusterSettings.EdgeDriver;
import online.neuropod.cluster.ClusterSettings.IngressProfile;
import org.junit.jupiter.api.Test;

class RouteFactoriesTest {
  private static final PodIdentity POD =
      PodIdentity.of("inst", "AAAA", "neuropod", "pod-1", "user-1", "mi-pod");

  @Test
  void theServiceSelectsByThePodsIdAlone() {
    assertThat(yaml(ServiceFactory.service(POD, 3000)))
        .isEqualTo(
            """
            apiVersion: v1
            kind: Service
            metadata:
              labels:
                app.kubernetes.io/managed-by: neuropod
                neuropod.online/installation: inst
                neuropod.online/owner: bwyrizp7lv
                neuropod.online/pod: pod-1
              name: mi-pod-bwyrizp7lv-3000
              namespace: neuropod-bwyrizp7lv
            spec:
              ports:
              - name: http
                port: 3000
                protocol: TCP
                targetPort: 3000
              selector:
                neuropod.online/pod: pod-1
            """);
  }

  @Test
  void theIngressLeadsTheHostToTheService() {
    assertThat(yaml(new IngressFactory(Edge.ingress("pods.example.org")).ingress(POD, 3000)))
        .isEqualTo(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              labels:
                app.kubernetes.io/managed-by: neuropod
                neuropod.online/installation: inst
                neuropod.online/owner: bwyrizp7lv
                neuropod.online/pod: pod-1
              name: mi-pod-bwyrizp7lv-3000
              namespace: neuropod-bwyrizp7lv
            spec:
              ingressClassName: traefik
              rules:
              - host: mi-pod-bwyrizp7lv-3000.pods.example.org
                http:
                  paths:
                  - backend:
                      service:
                        name: mi-pod-bwyrizp7lv-3000
                        port:
                          number: 3000
                    path: /
                    pathType: Prefix
            """);
  }

  @Test
  void overTlsTheIngressNamesTheHostAndTheConfiguredCertificate() {
    var ingress =
        new IngressFactory(secure(IngressProfile.TRAEFIK, Optional.of("wildcard")))
            .ingress(POD, 3000);

    assertThat(ingress.getSpec().getTls().getFirst().getSecretName()).isEqualTo("wildcard");
    assertThat(ingress.getSpec().getTls().getFirst().getHosts())
        .containsExactly("mi-pod-bwyrizp7lv-3000.pods.example.org");
    assertThat(ingress.getMetadata().getAnnotations())
        .containsEntry("traefik.ingress.kubernetes.io/router.tls", "true");
  }

  @Test
  void nginxKeepsQuietWebSocketsOpenAndTheOperatorsAnnotationsWin() {
    var annotations =
        new IngressFactory(secure(IngressProfile.NGINX, Optional.empty()))
            .ingress(POD, 3000)
            .getMetadata()
            .getAnnotations();

    assertThat(annotations)
        .containsEntry("nginx.ingress.kubernetes.io/proxy-read-timeout", "3600")
        .containsEntry("nginx.ingress.kubernetes.io/limit-rps", "7");
    assertThat(annotations.keySet()).noneMatch(name -> name.contains("snippet"));
  }

  @Test
  void theHttpRouteNeverEndsARequest() {
    var edge = Edge.ingress("pods.example.org").on("edge/public");

    assertThat(yaml(new HttpRouteFactory(edge).route(POD, 3000)))
        .contains(
            """
            spec:
              hostnames:
              - mi-pod-bwyrizp7lv-3000.pods.example.org
              parentRefs:
              - name: public
                namespace: edge
              rules:
              - backendRefs:
                - name: mi-pod-bwyrizp7lv-3000
                  port: 3000
                matches:
                - path:
                    type: PathPrefix
                    value: /
                timeouts:
                  backendRequest: 0s
                  request: 0s
            """);
  }

  private static Edge secure(IngressProfile profile, Optional<String> certificate) {
    return new Edge(
        EdgeDriver.INGRESS,
        "pods.example.org",
        "class",
        profile,
        Map.of("nginx.ingress.kubernetes.io/limit-rps", "7"),
        Optional.empty(),
        certificate,
        Optional.empty(),
        "https");
  }

  static String yaml(HasMetadata object) {
    return Serialization.asYaml(object).replace("---\n", "").replace("\"", "");
  }
}
