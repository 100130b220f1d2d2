package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.NodeMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import online.neuropod.cluster.inventory.ListRefused.Why;

/** Lists what stands in a Kubernetes cluster. */
public final class KubernetesInventory implements ClusterInventory {
  private static final String SERVICE_NAME = "kubernetes.io/service-name";
  private static final long PAGE = 500;

  private final KubernetesClient client;

  /** Lists through {@code client}, which this object does not close. */
  public KubernetesInventory(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Listed<PodEntry> pods(Selection selection) {
    KubernetesResourceList<Pod> pods = inNamespaces(Pod.class, selection);
    MetricsAnswer<PodMetrics> metrics = MetricsAnswer.ask(() -> podMetrics(selection.namespace()));
    return listed(pods, pod -> PodEntry.of(pod, metrics));
  }

  private List<PodMetrics> podMetrics(Optional<String> namespace) {
    var all = client.top().pods();
    return namespace.map(all::metrics).orElseGet(all::metrics).getItems();
  }

  @Override
  public Listed<DeploymentEntry> deployments(Selection selection) {
    return listed(inNamespaces(Deployment.class, selection), DeploymentEntry::of);
  }

  @Override
  public Listed<NodeEntry> nodes(Selection selection) {
    KubernetesResourceList<Node> nodes = clusterWide(Node.class, selection);
    MetricsAnswer<NodeMetrics> metrics =
        MetricsAnswer.ask(() -> client.top().nodes().metrics().getItems());
    Map<String, Amounts> requested = requestedByNode();
    return listed(
        nodes,
        node ->
            NodeEntry.of(
                node, requested.getOrDefault(node.getMetadata().getName(), Amounts.NONE), metrics));
  }

  // Page by page, and only sums are kept: a cluster may have many thousands of Pods.
  private Map<String, Amounts> requestedByNode() {
    var sums = new HashMap<String, Amounts>();
    String next = null;
    do {
      PodList page =
          client
              .pods()
              .inAnyNamespace()
              .withoutField("status.phase", "Succeeded")
              .withoutField("status.phase", "Failed")
              .withoutField("spec.nodeName", "")
              .list(new ListOptionsBuilder().withLimit(PAGE).withContinue(next).build());
      page.getItems()
          .forEach(
              pod -> sums.merge(pod.getSpec().getNodeName(), PodRequests.of(pod), Amounts::plus));
      next = page.getMetadata().getContinue();
    } while (next != null && !next.isEmpty());
    return sums;
  }

  @Override
  public Listed<NamespaceEntry> namespaces(Selection selection) {
    return listed(clusterWide(Namespace.class, selection), NamespaceEntry::of);
  }

  @Override
  public Listed<ServiceEntry> services(Selection selection) {
    KubernetesResourceList<Service> services = inNamespaces(Service.class, selection);
    Map<String, List<EndpointSlice>> slices = slicesByService(selection.namespace());
    return listed(
        services,
        service ->
            ServiceEntry.of(service, slices.getOrDefault(Metadata.of(service).key(), List.of())));
  }

  private Map<String, List<EndpointSlice>> slicesByService(Optional<String> namespace) {
    var all = client.discovery().v1().endpointSlices();
    var some = namespace.isEmpty() ? all.inAnyNamespace() : all.inNamespace(namespace.get());
    return some.withLabel(SERVICE_NAME).list().getItems().stream()
        .collect(
            Collectors.groupingBy(
                slice ->
                    slice.getMetadata().getNamespace()
                        + "/"
                        + slice.getMetadata().getLabels().get(SERVICE_NAME)));
  }

  @Override
  public Listed<IngressEntry> ingresses(Selection selection) {
    return listed(inNamespaces(Ingress.class, selection), IngressEntry::of);
  }

  @Override
  public Listed<HttpRouteEntry> httpRoutes(Selection selection) {
    try {
      return listed(inNamespaces(HTTPRoute.class, selection), HttpRouteEntry::of);
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
        return Listed.nothing(Gap.NO_GATEWAY_API);
      }
      throw e;
    }
  }

  @Override
  public Listed<VolumeEntry> volumes(Selection selection) {
    return listed(inNamespaces(PersistentVolumeClaim.class, selection), VolumeEntry::of);
  }

  @Override
  public Listed<EventEntry> events(Selection selection) {
    KubernetesResourceList<Event> events = inNamespaces(Event.class, selection);
    List<EventEntry> newestFirst =
        events.getItems().stream()
            .map(EventEntry::of)
            .sorted(Comparator.comparing(EventEntry::lastAt).reversed())
            .toList();
    return Listed.of(newestFirst, events.getMetadata());
  }

  private static <T extends HasMetadata, E> Listed<E> listed(
      KubernetesResourceList<T> part, Function<T, E> entry) {
    return Listed.of(part.getItems().stream().map(entry).toList(), part.getMetadata());
  }

  private <T extends HasMetadata> KubernetesResourceList<T> inNamespaces(
      Class<T> kind, Selection selection) {
    var all = client.resources(kind);
    return answered(
        () ->
            selection.namespace().isEmpty()
                ? all.inAnyNamespace().list(selection.options())
                : all.inNamespace(selection.namespace().get()).list(selection.options()));
  }

  private <T extends HasMetadata> KubernetesResourceList<T> clusterWide(
      Class<T> kind, Selection selection) {
    return answered(() -> client.resources(kind).list(selection.options()));
  }

  private static <T> T answered(Supplier<T> question) {
    try {
      return question.get();
    } catch (KubernetesClientException e) {
      throw refusal(e).<RuntimeException>map(why -> new ListRefused(why, e)).orElse(e);
    }
  }

  private static Optional<Why> refusal(KubernetesClientException failure) {
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_GONE -> Optional.of(Why.EXPIRED);
      // The server tells the two apart by its words alone.
      case HttpURLConnection.HTTP_BAD_REQUEST ->
          Optional.of(message(failure).contains("continue key") ? Why.CONTINUE : Why.SELECTOR);
      default -> Optional.empty();
    };
  }

  // The exception's own message holds the address, with what was asked for.
  private static String message(KubernetesClientException failure) {
    return Optional.ofNullable(failure.getStatus()).map(Status::getMessage).orElse("");
  }
}
