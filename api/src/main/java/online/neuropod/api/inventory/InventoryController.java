package online.neuropod.api.inventory;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.inventory.ListAnswer.GapView;
import online.neuropod.api.inventory.ListAnswer.Part;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.cluster.inventory.ClusterInventory;
import online.neuropod.cluster.inventory.DeploymentEntry;
import online.neuropod.cluster.inventory.EventEntry;
import online.neuropod.cluster.inventory.Gap;
import online.neuropod.cluster.inventory.HttpRouteEntry;
import online.neuropod.cluster.inventory.IngressEntry;
import online.neuropod.cluster.inventory.ListRefused;
import online.neuropod.cluster.inventory.Listed;
import online.neuropod.cluster.inventory.NamespaceEntry;
import online.neuropod.cluster.inventory.NodeEntry;
import online.neuropod.cluster.inventory.PodEntry;
import online.neuropod.cluster.inventory.Selection;
import online.neuropod.cluster.inventory.ServiceEntry;
import online.neuropod.cluster.inventory.VolumeEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What stands in the cluster, whoever made it; for administrators. */
@RestController
@RequestMapping("/api/admin/k8s")
@OpenTo(Audience.ADMINISTRATORS)
@FailsWith({FailureCode.LIST_EXPIRED, FailureCode.KUBERNETES_UNAVAILABLE})
@Tag(name = "cluster")
public class InventoryController {
  private static final String FILTERS =
      " No environment, command, annotation or secret is in the answer.";
  private static final String NAMESPACE = "only what is in this namespace";
  private static final String SELECTOR = "only what has these labels, in Kubernetes' own syntax";
  private static final String LIMIT = "the most entries, 1-500; 100 when absent";
  private static final String CONTINUE = "`page.continue` of the part before";

  private final ClusterInventory cluster;
  private final Texts texts;

  /** Lists what this knows. */
  public InventoryController(ClusterInventory cluster, Texts texts) {
    this.cluster = cluster;
    this.texts = texts;
  }

  /** Pods, each container with what it uses. metricsUnknown says why there is no usage. */
  @Operation(
      description =
          "Pods, each container with what it uses. `metricsUnknown` says why there is no usage."
              + FILTERS)
  @GetMapping("/pods")
  ListAnswer<PodEntry> pods(
      Viewer viewer,
      @Parameter(description = NAMESPACE) @RequestParam(required = false)
          @Nullable String namespace,
      @Parameter(description = SELECTOR, example = "app=web") @RequestParam(required = false)
          @Nullable String labelSelector,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CONTINUE) @RequestParam(name = "continue", required = false)
          @Nullable String continueToken) {
    Selection selection = ListFilter.read(namespace, labelSelector, limit, continueToken);
    return answer(viewer, selection, cluster::pods, PodEntry::metricsUnknown);
  }

  /** Deployments. */
  @Operation(description = "Deployments." + FILTERS)
  @GetMapping("/deployments")
  ListAnswer<DeploymentEntry> deployments(
      Viewer viewer,
      @Parameter(description = NAMESPACE) @RequestParam(required = false)
          @Nullable String namespace,
      @Parameter(description = SELECTOR, example = "app=web") @RequestParam(required = false)
          @Nullable String labelSelector,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CONTINUE) @RequestParam(name = "continue", required = false)
          @Nullable String continueToken) {
    Selection selection = ListFilter.read(namespace, labelSelector, limit, continueToken);
    return answer(viewer, selection, cluster::deployments, _ -> Optional.empty());
  }

  /** Nodes, with what their Pods ask for and use, and their free GPUs. */
  @Operation(
      description = "Nodes, with what their Pods ask for and use, and their free GPUs." + FILTERS)
  @GetMapping("/nodes")
  ListAnswer<NodeEntry> nodes(
      Viewer viewer,
      @Parameter(description = SELECTOR, example = "app=web") @RequestParam(required = false)
          @Nullable String labelSelector,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CONTINUE) @RequestParam(name = "continue", required = false)
          @Nullable String continueToken) {
    Selection selection = ListFilter.read(null, labelSelector, limit, continueToken);
    return answer(viewer, selection, cluster::nodes, NodeEntry::metricsUnknown);
  }

  /** Namespaces. */
  @Operation(description = "Namespaces." + FILTERS)
  @GetMapping("/namespaces")
  ListAnswer<NamespaceEntry> namespaces(
      Viewer viewer,
      @Parameter(description = SELECTOR, example = "app=web") @RequestParam(required = false)
          @Nullable String labelSelector,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CONTINUE) @RequestParam(name = "continue", required = false)
          @Nullable String continueToken) {
    Selection selection = ListFilter.read(null, labelSelector, limit, continueToken);
    return answer(viewer, selection, cluster::namespaces, _ -> Optional.empty());
  }

  /** Services, with the endpoints behind them. */
  @Operation(description = "Services, with the endpoints behind them." + FILTERS)
  @GetMapping("/services")
  ListAnswer<ServiceEntry> services(
      Viewer viewer,
      @Parameter(description = NAMESPACE) @RequestParam(required = false)
          @Nullable String namespace,
      @Parameter(description = SELECTOR, example = "app=web") @RequestParam(required = false)
          @Nullable String labelSelector,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CONTINUE) @RequestParam(name = "continue", required = false)
          @Nullable String continueToken) {
    Selection selection = ListFilter.read(namespace, labelSelector, limit, continueToken);
    return answer(viewer, selection, cluster::services, _ -> Optional.empty());
  }

  /** Ingresses: hosts, rules, certificates and where they lead. */
  @Operation(description = "Ingresses: hosts, rules, certificates and where they lead." + FILTERS)
  @GetMapping("/ingresses")
  ListAnswer<IngressEntry> ingresses(
      Viewer viewer,
      @Parameter(description = NAMESPACE) @RequestParam(required = false)
          @Nullable String namespace,
      @Parameter(description = SELECTOR, example = "app=web") @RequestParam(required = false)
          @Nullable String labelSelector,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CONTINUE) @RequestParam(name = "continue", required = false)
          @Nullable String continueToken) {
    Selection selection = ListFilter.read(namespace, labelSelector, limit, continueToken);
    return answer(viewer, selection, cluster::ingresses, _ -> Optional.empty());
  }

  /** Routes of the Gateway API. In a cluster without it the list is empty, and gaps says so. */
  @Operation(
      description =
          "Routes of the Gateway API. In a cluster without it the list is empty, and `gaps` says"
              + " so."
              + FILTERS)
  @GetMapping("/httproutes")
  ListAnswer<HttpRouteEntry> httpRoutes(
      Viewer viewer,
      @Parameter(description = NAMESPACE) @RequestParam(required = false)
          @Nullable String namespace,
      @Parameter(description = SELECTOR, example = "app=web") @RequestParam(required = false)
          @Nullable String labelSelector,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CONTINUE) @RequestParam(name = "continue", required = false)
          @Nullable String continueToken) {
    Selection selection = ListFilter.read(namespace, labelSelector, limit, continueToken);
    return answer(viewer, selection, cluster::httpRoutes, _ -> Optional.empty());
  }

  /** Claims of volumes. */
  @Operation(description = "Claims of volumes." + FILTERS)
  @GetMapping("/volumes")
  ListAnswer<VolumeEntry> volumes(
      Viewer viewer,
      @Parameter(description = NAMESPACE) @RequestParam(required = false)
          @Nullable String namespace,
      @Parameter(description = SELECTOR, example = "app=web") @RequestParam(required = false)
          @Nullable String labelSelector,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CONTINUE) @RequestParam(name = "continue", required = false)
          @Nullable String continueToken) {
    Selection selection = ListFilter.read(namespace, labelSelector, limit, continueToken);
    return answer(viewer, selection, cluster::volumes, _ -> Optional.empty());
  }

  /** What Kubernetes noted in about the last hour, the newest of each part first. */
  @Operation(
      description =
          "What Kubernetes noted in about the last hour, the newest of each part first." + FILTERS)
  @GetMapping("/events")
  ListAnswer<EventEntry> events(
      Viewer viewer,
      @Parameter(description = NAMESPACE) @RequestParam(required = false)
          @Nullable String namespace,
      @Parameter(description = SELECTOR, example = "app=web") @RequestParam(required = false)
          @Nullable String labelSelector,
      @Parameter(description = LIMIT) @RequestParam(required = false) @Nullable Integer limit,
      @Parameter(description = CONTINUE) @RequestParam(name = "continue", required = false)
          @Nullable String continueToken) {
    Selection selection = ListFilter.read(namespace, labelSelector, limit, continueToken);
    return answer(viewer, selection, cluster::events, _ -> Optional.empty());
  }

  private <T> ListAnswer<T> answer(
      Viewer viewer,
      Selection selection,
      Function<Selection, Listed<T>> list,
      Function<T, Optional<Gap>> gap) {
    Listed<T> listed = listed(selection, list);
    List<GapView> gaps =
        Stream.concat(
                listed.gap().stream(),
                listed.items().stream().flatMap(item -> gap.apply(item).stream()))
            .distinct()
            .sorted()
            .map(found -> view(viewer.language(), found))
            .toList();
    var part =
        new Part(
            selection.limit(),
            listed.continueToken().orElse(null),
            listed.remaining().orElse(null));
    return new ListAnswer<>(true, listed.items(), part, gaps);
  }

  private static <T> Listed<T> listed(Selection selection, Function<Selection, Listed<T>> list) {
    try {
      return list.apply(selection);
    } catch (ListRefused refused) {
      throw switch (refused.why()) {
        case SELECTOR -> fault("labelSelector");
        case CONTINUE -> fault("continue");
        case EXPIRED -> Refusal.of(FailureCode.LIST_EXPIRED);
      };
    }
  }

  private static Refusal fault(String field) {
    return Refusal.of(List.of(new Refusal.Fault(field, field, Map.of())));
  }

  private GapView view(Language language, Gap gap) {
    return new GapView(gap.name(), texts.say(language, "gap." + gap.name()));
  }
}
