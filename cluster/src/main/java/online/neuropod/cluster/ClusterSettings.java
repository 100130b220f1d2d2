package online.neuropod.cluster;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.pod.ClusterNames;

/**
 * What an operator decides about the cluster.
 *
 * @param installationId label of every object; a valid label value
 * @param userHashKey base64 key of {@link online.neuropod.domain.pod.UserHash}
 * @param namespacePrefix namespaces are {@code {prefix}-{userHash}}
 * @param edge how pods are reached
 * @param storage the workspace volumes
 * @param containers the containers of pods
 * @param isolation what separates tenants
 * @param gpuProducts price key → the values of the node label {@code nvidia.com/gpu.product} that
 *     serve it
 */
public record ClusterSettings(
    String installationId,
    String userHashKey,
    String namespacePrefix,
    Edge edge,
    Storage storage,
    Containers containers,
    Isolation isolation,
    Map<String, Set<String>> gpuProducts) {

  /** The products of the seeded price list. */
  public static final Map<String, Set<String>> DEFAULT_GPU_PRODUCTS =
      Map.of(
          "rtx-4050", Set.of("NVIDIA-GeForce-RTX-4050-Laptop-GPU", "NVIDIA-GeForce-RTX-4050"),
          "rtx-4080", Set.of("NVIDIA-GeForce-RTX-4080"),
          "rtx-4090", Set.of("NVIDIA-GeForce-RTX-4090"));

  public ClusterSettings {
    var products = new LinkedHashMap<String, Set<String>>();
    gpuProducts.forEach((key, labels) -> products.put(key, Set.copyOf(labels)));
    gpuProducts = Map.copyOf(products);
  }

  /** Without the key, which would tell from a host name whose pod it is. */
  @Override
  public String toString() {
    return "ClusterSettings[installationId=%s, namespacePrefix=%s, edge=%s, storage=%s, containers=%s]"
        .formatted(installationId, namespacePrefix, edge, storage, containers);
  }

  /** The defaults, below {@code domain}. */
  public static ClusterSettings of(String installationId, String userHashKey, String domain) {
    return new ClusterSettings(
        installationId,
        userHashKey,
        "neuropod",
        Edge.ingress(domain),
        Storage.DEFAULT,
        Containers.DEFAULT,
        Isolation.DEFAULT,
        DEFAULT_GPU_PRODUCTS);
  }

  /** The same with another edge. */
  public ClusterSettings withEdge(Edge other) {
    return new ClusterSettings(
        installationId,
        userHashKey,
        namespacePrefix,
        other,
        storage,
        containers,
        isolation,
        gpuProducts);
  }

  /** The same with other containers. */
  public ClusterSettings withContainers(Containers other) {
    return new ClusterSettings(
        installationId, userHashKey, namespacePrefix, edge, storage, other, isolation, gpuProducts);
  }

  /** The same with other volumes. */
  public ClusterSettings withStorage(Storage other) {
    return new ClusterSettings(
        installationId,
        userHashKey,
        namespacePrefix,
        edge,
        other,
        containers,
        isolation,
        gpuProducts);
  }

  /** Which objects carry the routes. */
  public enum EdgeDriver {
    /** An Ingress for each port. */
    INGRESS,
    /** An HTTPRoute of the Gateway API for each port. */
    GATEWAY
  }

  /** The ingress controllers whose annotations are known. */
  public enum IngressProfile {
    /** Traefik: long requests and WebSockets work by themselves. */
    TRAEFIK,
    /** ingress-nginx and what reads its annotations. */
    NGINX
  }

  /**
   * How pods are reached from outside.
   *
   * @param driver which objects carry the routes
   * @param domain hosts are {@code {name}-{userHash}-{port}.{domain}}
   * @param ingressClass of the Ingresses
   * @param profile which annotations the Ingresses get
   * @param annotations more of them, such as a rate limit's middleware; they win
   * @param gateway {@code namespace/name} of the Gateway that HTTPRoutes hang on
   * @param tlsSecret certificate that Ingresses name; with {@code https} and none the controller's
   *     default certificate serves
   * @param url where the edge answers, such as {@code http://127.0.0.1:18080}: readiness probes go
   *     there, and its port stands in public URLs. Without it the hosts themselves are asked.
   * @param urlScheme of public URLs, {@code http} or {@code https}
   */
  public record Edge(
      EdgeDriver driver,
      String domain,
      String ingressClass,
      IngressProfile profile,
      Map<String, String> annotations,
      Optional<String> gateway,
      Optional<String> tlsSecret,
      Optional<URI> url,
      String urlScheme) {
    public Edge {
      annotations = Map.copyOf(annotations);
      if (!urlScheme.equals("http") && !urlScheme.equals("https")) {
        throw new IllegalArgumentException("a URL scheme is http or https: " + urlScheme);
      }
      if (driver == EdgeDriver.GATEWAY && !gateway.orElse("").matches("[^/]+/[^/]+")) {
        throw new IllegalArgumentException("the gateway driver needs a gateway: namespace/name");
      }
    }

    /** Traefik's Ingress over plain HTTP, reached by its hosts' own addresses. */
    public static Edge ingress(String domain) {
      return new Edge(
          EdgeDriver.INGRESS,
          domain,
          "traefik",
          IngressProfile.TRAEFIK,
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          "http");
    }

    /** The same, with the edge at {@code address}. */
    public Edge at(URI address) {
      return new Edge(
          driver,
          domain,
          ingressClass,
          profile,
          annotations,
          gateway,
          tlsSecret,
          Optional.of(address),
          urlScheme);
    }

    /** The same over the Gateway API, on the Gateway {@code namespace/name}. */
    public Edge on(String gatewayName) {
      return new Edge(
          EdgeDriver.GATEWAY,
          domain,
          ingressClass,
          profile,
          annotations,
          Optional.of(gatewayName),
          tlsSecret,
          url,
          urlScheme);
    }

    /** Whether browsers reach pods by TLS. */
    public boolean secure() {
      return urlScheme.equals("https");
    }

    /** The URL at which a browser reaches a host of this edge. */
    public URI publicUrl(String host) {
      int port = url.map(URI::getPort).orElse(-1);
      int usual = secure() ? 443 : 80;
      String suffix = port < 0 || port == usual ? "" : ":" + port;
      return URI.create(urlScheme + "://" + host + suffix + "/");
    }

    /** The URL at which a browser reaches a pod's port. */
    public URI publicUrl(ClusterNames names, int port) {
      return publicUrl(names.host(port, domain));
    }
  }

  /**
   * The workspace volumes.
   *
   * @param accessMode of the claims. With {@code ReadWriteOnce} all pods of a user go to one node
   * @param storageClass empty for the cluster's default class
   */
  public record Storage(String accessMode, Optional<String> storageClass) {
    /** One node at a time, in the default class. */
    public static final Storage DEFAULT = new Storage("ReadWriteOnce", Optional.empty());

    /** Whether pods that share a volume must share a node. */
    public boolean bindsToOneNode() {
      return accessMode.equals("ReadWriteOnce");
    }
  }

  /**
   * The containers of pods.
   *
   * @param cpuRequest quantity; the limit where that is less
   * @param memoryRequest quantity; the limit where that is less
   * @param diskRequest quantity of ephemeral storage; the limit where that is less
   * @param terminationGrace between SIGTERM and SIGKILL, in whole seconds
   * @param imagePullPolicy such as {@code IfNotPresent}
   * @param tolerations taints that pods bear, each {@code key[=value][:effect]}
   */
  public record Containers(
      String cpuRequest,
      String memoryRequest,
      String diskRequest,
      Duration terminationGrace,
      String imagePullPolicy,
      List<String> tolerations) {
    /** Small requests, since GPU nodes are bound by their GPUs. */
    public static final Containers DEFAULT =
        new Containers("250m", "512Mi", "256Mi", Duration.ofSeconds(10), "IfNotPresent", List.of());

    public Containers {
      tolerations = List.copyOf(tolerations);
    }
  }

  /**
   * What separates tenants from each other and from the cluster.
   *
   * @param edgeNamespaceLabels labels of the namespaces from which the edge comes; empty for every
   *     namespace that is no tenant's
   * @param edgeRanges addresses from which the edge comes as well, such as those of nodes when it
   *     uses the host's network
   * @param closedRanges addresses that pods may not reach: private, link-local and those of the
   *     cluster
   * @param quota hard limits of a user's namespace, by resource name
   */
  public record Isolation(
      Map<String, String> edgeNamespaceLabels,
      List<String> edgeRanges,
      List<String> closedRanges,
      Map<String, String> quota) {
    /** Everything private is closed; a namespace holds 100 pods and 64 GPUs. */
    public static final Isolation DEFAULT =
        new Isolation(
            Map.of(),
            List.of(),
            List.of(
                "10.0.0.0/8",
                "172.16.0.0/12",
                "192.168.0.0/16",
                "100.64.0.0/10",
                "169.254.0.0/16",
                "127.0.0.0/8",
                "fc00::/7",
                "fe80::/10"),
            Map.of("pods", "100", "requests.nvidia.com/gpu", "64"));

    public Isolation {
      edgeNamespaceLabels = Map.copyOf(edgeNamespaceLabels);
      edgeRanges = List.copyOf(edgeRanges);
      closedRanges = List.copyOf(closedRanges);
      quota = Map.copyOf(quota);
    }
  }
}
