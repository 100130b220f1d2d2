package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.client.KubernetesClientException;

/**
 * Lists what stands in the cluster, whoever made it. Reads only; each list blocks for a few calls
 * of at most 5 s.
 *
 * <p>Every method throws {@link ListRefused} where the question is wrong, and {@link
 * KubernetesClientException} where the API server does not answer.
 */
public interface ClusterInventory {
  /** Pods, with what their containers use. */
  Listed<PodEntry> pods(Selection selection);

  /** Deployments. */
  Listed<DeploymentEntry> deployments(Selection selection);

  /** Nodes, with what their Pods ask for and use. */
  Listed<NodeEntry> nodes(Selection selection);

  /** Namespaces. */
  Listed<NamespaceEntry> namespaces(Selection selection);

  /** Services, with the endpoints behind them. */
  Listed<ServiceEntry> services(Selection selection);

  /** Ingresses. */
  Listed<IngressEntry> ingresses(Selection selection);

  /** Routes of the Gateway API; without it an empty list that says so. */
  Listed<HttpRouteEntry> httpRoutes(Selection selection);

  /** Claims of volumes. */
  Listed<VolumeEntry> volumes(Selection selection);

  /** Events, the newest of the part first. */
  Listed<EventEntry> events(Selection selection);
}
