package online.neuropod.cluster.spring;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.cluster.ClusterSettings.Containers;
import online.neuropod.cluster.ClusterSettings.EdgeDriver;
import online.neuropod.cluster.ClusterSettings.IngressProfile;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * What an operator sets about the cluster; see {@link ClusterSettings} for what each means. Each
 * has an environment variable by Spring's rule, such as {@code NEUROPOD_EDGE_DRIVER}; some have the
 * names of the documents beside.
 *
 * @param domain below which pods answer: {@code DOMAIN}
 * @param kubernetes how the cluster is reached
 * @param edge how pods are reached
 * @param storage the workspace volumes
 * @param pod the containers of pods
 * @param isolation what separates tenants
 * @param gpus by price key: {@code labels}, values of the node label {@code nvidia.com/gpu.product}
 *     that serve it; the seeded ones have theirs
 * @param metrics what pods use
 */
@ConfigurationProperties("neuropod")
public record ClusterProperties(
    @DefaultValue("localhost") String domain,
    @DefaultValue Kubernetes kubernetes,
    @DefaultValue Edge edge,
    @DefaultValue Storage storage,
    @DefaultValue Pod pod,
    @DefaultValue Isolation isolation,
    @DefaultValue Map<String, Gpu> gpus,
    @DefaultValue Metrics metrics) {

  private static final String EDGE_URL_FAULT =
      "NEUROPOD_EDGE_URL (neuropod.edge.url) must be a URL such as http://10.0.0.7:8080, but is '";

  /**
   * How the cluster is reached.
   *
   * @param configPath a kubeconfig file: {@code KUBE_CONFIG_PATH}; empty for the service account of
   *     the Pod that this process runs in, or the usual kubeconfig
   * @param namespacePrefix namespaces are {@code {prefix}-{userHash}}: {@code KUBERNETES_NAMESPACE}
   */
  public record Kubernetes(
      @DefaultValue("") String configPath, @DefaultValue("neuropod") String namespacePrefix) {}

  /**
   * How pods are reached.
   *
   * @param driver ingress or gateway
   * @param ingressClass class of the Ingresses
   * @param profile of the ingress controller: traefik or nginx
   * @param annotations more annotations of Ingresses; they win
   * @param gateway {@code namespace/name}, for the gateway driver
   * @param tlsSecret certificate that Ingresses name
   * @param url where the edge answers, for readiness probes, and whose port stands in links;
   *     without it the pods' hosts are asked
   * @param urlScheme of links to pods: https or http
   */
  public record Edge(
      @DefaultValue("ingress") EdgeDriver driver,
      @DefaultValue("traefik") String ingressClass,
      @DefaultValue("traefik") IngressProfile profile,
      @DefaultValue Map<String, String> annotations,
      @DefaultValue("") String gateway,
      @DefaultValue("") String tlsSecret,
      @DefaultValue("") String url,
      @DefaultValue("https") String urlScheme) {}

  /**
   * The workspace volumes.
   *
   * @param accessMode of the workspaces; with {@code ReadWriteOnce} all pods of a person share a
   *     node
   * @param storageClass StorageClass of the workspaces; empty for the cluster's default
   */
  public record Storage(
      @DefaultValue("ReadWriteOnce") String accessMode,
      @Name("class") @DefaultValue("") String storageClass) {}

  /**
   * The containers of pods.
   *
   * @param cpuRequest CPU that a pod requests; its limit comes from the price list
   * @param memoryRequest memory that a pod requests
   * @param diskRequest ephemeral storage that a pod requests
   * @param terminationGrace between SIGTERM and SIGKILL
   * @param imagePullPolicy such as {@code IfNotPresent}
   * @param tolerations each {@code key[=value][:effect]}
   */
  public record Pod(
      @DefaultValue("250m") String cpuRequest,
      @DefaultValue("512Mi") String memoryRequest,
      @DefaultValue("256Mi") String diskRequest,
      @DefaultValue("10s") Duration terminationGrace,
      @DefaultValue("IfNotPresent") String imagePullPolicy,
      @DefaultValue List<String> tolerations) {}

  /**
   * What separates tenants. Empty lists and maps stand for the defaults of {@link
   * ClusterSettings.Isolation#DEFAULT}.
   *
   * @param edgeNamespaceLabels of the namespaces that the edge comes from
   * @param edgeRanges that the edge comes from
   * @param closedRanges that pods may not reach
   * @param quota of a user's namespace
   */
  public record Isolation(
      @DefaultValue Map<String, String> edgeNamespaceLabels,
      @DefaultValue List<String> edgeRanges,
      @DefaultValue List<String> closedRanges,
      @DefaultValue Map<String, String> quota) {}

  /**
   * A kind of GPU.
   *
   * @param labels values of the node label {@code nvidia.com/gpu.product} that serve it
   */
  public record Gpu(@DefaultValue Set<String> labels) {}

  /**
   * What pods use.
   *
   * @param prometheusUrl where a Prometheus answers that knows of GPUs by the DCGM exporter, such
   *     as {@code http://prometheus.monitoring:9090}; empty without
   */
  public record Metrics(@DefaultValue("") String prometheusUrl) {
    /** The same as a URL. */
    public Optional<URI> prometheus() {
      return given(prometheusUrl)
          .map(
              text ->
                  url(
                      text,
                      "NEUROPOD_METRICS_PROMETHEUS_URL (neuropod.metrics.prometheus-url) must be a"
                          + " URL such as http://10.0.0.7:9090, but is '"));
    }
  }

  /**
   * The settings of an installation.
   *
   * @throws IllegalArgumentException with the variable, if they contradict each other
   */
  ClusterSettings settings(ClusterIdentity identity) {
    return new ClusterSettings(
        identity.installationId(),
        identity.userHashKey(),
        kubernetes.namespacePrefix(),
        edgeSettings(),
        new ClusterSettings.Storage(storage.accessMode(), given(storage.storageClass())),
        new Containers(
            pod.cpuRequest(),
            pod.memoryRequest(),
            pod.diskRequest(),
            pod.terminationGrace(),
            pod.imagePullPolicy(),
            pod.tolerations()),
        isolationSettings(),
        products());
  }

  private ClusterSettings.Edge edgeSettings() {
    if (edge.driver() == EdgeDriver.GATEWAY && !edge.gateway().matches("[^/]+/[^/]+")) {
      throw new IllegalArgumentException(
          "NEUROPOD_EDGE_GATEWAY (neuropod.edge.gateway) must be namespace/name for the driver"
              + " gateway, but is '"
              + edge.gateway()
              + "'");
    }
    String scheme = edge.urlScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException(
          "NEUROPOD_EDGE_URL_SCHEME (neuropod.edge.url-scheme) must be https or http, but is '"
              + edge.urlScheme()
              + "'");
    }
    return new ClusterSettings.Edge(
        edge.driver(),
        domain,
        edge.ingressClass(),
        edge.profile(),
        edge.annotations(),
        given(edge.gateway()),
        given(edge.tlsSecret()),
        given(edge.url()).map(text -> url(text, EDGE_URL_FAULT)),
        scheme);
  }

  private static URI url(String text, String fault) {
    try {
      URI url = new URI(text);
      if (url.getHost() != null) {
        return url;
      }
      throw new IllegalArgumentException(fault + text + "'");
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(fault + text + "'", wrong);
    }
  }

  private ClusterSettings.Isolation isolationSettings() {
    var usual = ClusterSettings.Isolation.DEFAULT;
    return new ClusterSettings.Isolation(
        isolation.edgeNamespaceLabels().isEmpty()
            ? usual.edgeNamespaceLabels()
            : isolation.edgeNamespaceLabels(),
        isolation.edgeRanges().isEmpty() ? usual.edgeRanges() : isolation.edgeRanges(),
        isolation.closedRanges().isEmpty() ? usual.closedRanges() : isolation.closedRanges(),
        isolation.quota().isEmpty() ? usual.quota() : isolation.quota());
  }

  private Map<String, Set<String>> products() {
    var products = new HashMap<>(ClusterSettings.DEFAULT_GPU_PRODUCTS);
    gpus.forEach(
        (key, gpu) -> {
          if (!gpu.labels().isEmpty()) {
            products.put(key, gpu.labels());
          }
        });
    return products;
  }

  private static Optional<String> given(String text) {
    return Optional.of(text).filter(some -> !some.isBlank());
  }
}
