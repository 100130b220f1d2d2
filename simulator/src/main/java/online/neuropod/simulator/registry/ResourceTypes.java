package online.neuropod.simulator.registry;

import static online.neuropod.simulator.registry.ResourceType.Trait.ANSWERS_DELETED;
import static online.neuropod.simulator.registry.ResourceType.Trait.COMPUTED;
import static online.neuropod.simulator.registry.ResourceType.Trait.CUSTOM;
import static online.neuropod.simulator.registry.ResourceType.Trait.GENERATION;
import static online.neuropod.simulator.registry.ResourceType.Trait.REVIEW;
import static online.neuropod.simulator.registry.ResourceType.Trait.STATUS;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.simulator.registry.ResourceType.Trait;

/** All kinds of the simulated cluster. */
public final class ResourceTypes {
  public static final ResourceType NAMESPACES =
      cluster("", "v1", "namespaces", "Namespace", "ns", STATUS, ANSWERS_DELETED);
  public static final ResourceType NODES = cluster("", "v1", "nodes", "Node", "no", STATUS);
  public static final ResourceType VOLUMES =
      cluster("", "v1", "persistentvolumes", "PersistentVolume", "pv", STATUS, ANSWERS_DELETED);
  public static final ResourceType PODS =
      namespaced("", "v1", "pods", "Pod", "po", STATUS, GENERATION, ANSWERS_DELETED);
  public static final ResourceType SERVICES =
      namespaced("", "v1", "services", "Service", "svc", STATUS, ANSWERS_DELETED);
  public static final ResourceType CLAIMS =
      namespaced(
          "",
          "v1",
          "persistentvolumeclaims",
          "PersistentVolumeClaim",
          "pvc",
          STATUS,
          ANSWERS_DELETED);
  public static final ResourceType SECRETS = namespaced("", "v1", "secrets", "Secret", "");
  public static final ResourceType CONFIG_MAPS =
      namespaced("", "v1", "configmaps", "ConfigMap", "cm");
  public static final ResourceType SERVICE_ACCOUNTS =
      namespaced("", "v1", "serviceaccounts", "ServiceAccount", "sa", ANSWERS_DELETED);
  public static final ResourceType EVENTS = namespaced("", "v1", "events", "Event", "ev");
  public static final ResourceType QUOTAS =
      namespaced("", "v1", "resourcequotas", "ResourceQuota", "quota", STATUS, ANSWERS_DELETED);
  public static final ResourceType LIMIT_RANGES =
      namespaced("", "v1", "limitranges", "LimitRange", "limits");
  public static final ResourceType INGRESSES =
      namespaced("networking.k8s.io", "v1", "ingresses", "Ingress", "ing", STATUS, GENERATION);
  public static final ResourceType INGRESS_CLASSES =
      cluster("networking.k8s.io", "v1", "ingressclasses", "IngressClass", "", GENERATION);
  public static final ResourceType NETWORK_POLICIES =
      namespaced(
          "networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", "netpol", GENERATION);
  public static final ResourceType GATEWAY_CLASSES =
      cluster(
          "gateway.networking.k8s.io",
          "v1",
          "gatewayclasses",
          "GatewayClass",
          "gc",
          STATUS,
          GENERATION,
          CUSTOM);
  public static final ResourceType GATEWAYS =
      namespaced(
          "gateway.networking.k8s.io",
          "v1",
          "gateways",
          "Gateway",
          "gtw",
          STATUS,
          GENERATION,
          CUSTOM);
  public static final ResourceType HTTP_ROUTES =
      namespaced(
          "gateway.networking.k8s.io",
          "v1",
          "httproutes",
          "HTTPRoute",
          "",
          STATUS,
          GENERATION,
          CUSTOM);
  public static final ResourceType ENDPOINT_SLICES =
      namespaced("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice", "", GENERATION);
  public static final ResourceType STORAGE_CLASSES =
      cluster("storage.k8s.io", "v1", "storageclasses", "StorageClass", "sc");
  public static final ResourceType LEASES =
      namespaced("coordination.k8s.io", "v1", "leases", "Lease", "");
  public static final ResourceType DEPLOYMENTS =
      namespaced("apps", "v1", "deployments", "Deployment", "deploy", STATUS, GENERATION);
  public static final ResourceType POD_METRICS =
      namespaced("metrics.k8s.io", "v1beta1", "pods", "PodMetrics", "", COMPUTED);
  public static final ResourceType NODE_METRICS =
      cluster("metrics.k8s.io", "v1beta1", "nodes", "NodeMetrics", "", COMPUTED);
  public static final ResourceType ACCESS_REVIEWS =
      cluster(
          "authorization.k8s.io",
          "v1",
          "selfsubjectaccessreviews",
          "SelfSubjectAccessReview",
          "",
          REVIEW);

  private static final List<ResourceType> ALL =
      List.of(
          NAMESPACES,
          NODES,
          VOLUMES,
          PODS,
          SERVICES,
          CLAIMS,
          SECRETS,
          CONFIG_MAPS,
          SERVICE_ACCOUNTS,
          EVENTS,
          QUOTAS,
          LIMIT_RANGES,
          INGRESSES,
          INGRESS_CLASSES,
          NETWORK_POLICIES,
          GATEWAY_CLASSES,
          GATEWAYS,
          HTTP_ROUTES,
          ENDPOINT_SLICES,
          STORAGE_CLASSES,
          LEASES,
          DEPLOYMENTS,
          POD_METRICS,
          NODE_METRICS,
          ACCESS_REVIEWS);

  private static final Map<String, ResourceType> BY_PATH = byPath();

  private ResourceTypes() {}

  /** Every kind, core group first. */
  public static List<ResourceType> all() {
    return ALL;
  }

  /** The kinds whose objects are kept. */
  public static List<ResourceType> stored() {
    return ALL.stream().filter(type -> !type.is(COMPUTED) && !type.is(REVIEW)).toList();
  }

  /** The kind that a path names. */
  public static Optional<ResourceType> find(String group, String version, String plural) {
    return Optional.ofNullable(BY_PATH.get(group + "/" + version + "/" + plural));
  }

  private static Map<String, ResourceType> byPath() {
    Map<String, ResourceType> types = new LinkedHashMap<>();
    ALL.forEach(type -> types.put(type.group() + "/" + type.version() + "/" + type.plural(), type));
    return types;
  }

  private static ResourceType cluster(
      String group, String version, String plural, String kind, String shortName, Trait... traits) {
    return type(group, version, plural, kind, false, shortName, traits);
  }

  private static ResourceType namespaced(
      String group, String version, String plural, String kind, String shortName, Trait... traits) {
    return type(group, version, plural, kind, true, shortName, traits);
  }

  private static ResourceType type(
      String group,
      String version,
      String plural,
      String kind,
      boolean namespaced,
      String shortName,
      Trait... traits) {
    return new ResourceType(
        group,
        version,
        plural,
        kind.toLowerCase(Locale.ROOT),
        kind,
        namespaced,
        shortName.isEmpty() ? List.of() : List.of(shortName),
        Set.copyOf(Arrays.asList(traits)));
  }
}
