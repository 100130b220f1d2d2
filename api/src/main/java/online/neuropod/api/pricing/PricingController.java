package online.neuropod.api.pricing;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.ETags;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Versioned;
import online.neuropod.api.audit.AuditTrail;
import online.neuropod.api.audit.WritesNothing;
import online.neuropod.api.pricing.PricingView.Change;
import online.neuropod.api.pricing.PricingView.Changed;
import online.neuropod.api.pricing.PricingView.Offer;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.users.UserStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What things cost. */
@RestController
@OpenTo(Audience.SIGNED_IN)
@Tag(name = "pricing")
public class PricingController {
  private final PriceStore prices;
  private final PodStore pods;
  private final PricingViews views;
  private final Estimator estimator;
  private final PriceCommands commands;
  private final UserStore users;

  /** Reads and writes the price list. */
  public PricingController(
      PriceStore prices,
      PodStore pods,
      UserStore users,
      PricingViews views,
      Estimator estimator,
      PriceCommands commands) {
    this.prices = prices;
    this.users = users;
    this.commands = commands;
    this.pods = pods;
    this.views = views;
    this.estimator = estimator;
  }

  /** The price list, with how many GPUs are free. */
  @Versioned
  @GetMapping("/api/pricing")
  ResponseEntity<Answer<PricingView>> pricing() {
    PriceList list = prices.current();
    return ResponseEntity.ok().eTag(ETags.of(list.version())).body(Answer.of(views.view(list)));
  }

  /** The price list for everybody. */
  @OpenTo(Audience.EVERYBODY)
  @GetMapping("/api/pricing/public")
  Answer<PricingView.Public> publicPricing() {
    return Answer.of(views.publicView(prices.current()));
  }

  /** What a pod would cost. */
  @WritesNothing
  @PostMapping("/api/pricing/calculate-cost")
  Answer<Estimate> estimate(Viewer viewer, @RequestBody Estimate.Request request) {
    return Answer.of(estimator.estimate(viewer.user(), request));
  }

  /** The kinds of GPU that are switched on. */
  @GetMapping("/api/pricing/gpus/available")
  Answer<List<Offer>> available() {
    return Answer.of(
        views.view(prices.current()).gpus().entrySet().stream()
            .filter(gpu -> gpu.getValue().available())
            .map(gpu -> Offer.of(gpu.getKey(), gpu.getValue()))
            .toList());
  }

  /** One kind of GPU. */
  @FailsWith(FailureCode.GPU_NOT_FOUND)
  @GetMapping("/api/pricing/gpus/{gpuId}")
  Answer<Offer> gpu(@PathVariable String gpuId) {
    PricingView.Gpu gpu = views.view(prices.current()).gpus().get(gpuId);
    if (gpu == null) {
      throw Refusal.of(FailureCode.GPU_NOT_FOUND);
    }
    return Answer.of(Offer.of(gpuId, gpu));
  }

  /** Changes prices; what runs keeps its rate until its next start. */
  @OpenTo(Audience.ADMINISTRATORS)
  @Versioned
  @Operation(
      description =
          "What is given changes, the rest stays. A kind of GPU that is new needs everything; one"
              + " that is null is removed: `GPU_IN_USE` while pods that are not deleted use it.")
  @FailsWith(FailureCode.GPU_IN_USE)
  @PutMapping({"/api/pricing", "/api/admin/pricing"})
  ResponseEntity<Answer<Changed>> change(
      Viewer viewer,
      @RequestBody Change change,
      @Parameter(description = "ETag of the list that was read", required = true)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      AuditTrail trail) {
    return changed(commands.change(viewer, change, ifMatch, trail));
  }

  /** Makes the prices those of the beginning; what runs keeps its rate until its next start. */
  @Operation(
      description =
          "A kind of GPU that is not in the first list is removed, unless pods use it: then it"
              + " stays as it is.")
  @OpenTo(Audience.ADMINISTRATORS)
  @Versioned
  @PostMapping("/api/pricing/reset")
  ResponseEntity<Answer<Changed>> reset(
      Viewer viewer,
      @Parameter(description = "ETag of the list that was read", required = true)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      AuditTrail trail) {
    return changed(commands.reset(viewer, ifMatch, trail));
  }

  private ResponseEntity<Answer<Changed>> changed(PriceList list) {
    long running = pods.withStatus(PodStatus.RUNNING).size();
    return ResponseEntity.ok()
        .eTag(ETags.of(list.version()))
        .body(Answer.of(new Changed(views.view(list), running)));
  }

  /** Every price list that there was, newest first; for administrators. */
  @OpenTo(Audience.ADMINISTRATORS)
  @GetMapping("/api/admin/pricing/versions")
  PagedAnswer<PricingView.Version> versions(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    Paging paging = Paging.of(page, size);
    List<PriceStore.Version> part = prices.versions(paging.page(), paging.size());
    Set<String> ids =
        part.stream()
            .map(PriceStore.Version::by)
            .flatMap(Optional::stream)
            .collect(Collectors.toSet());
    Map<String, User> people =
        users.findAll(ids).stream().collect(Collectors.toMap(User::id, Function.identity()));
    List<PricingView.Version> list =
        part.stream()
            .map(
                version ->
                    PricingViews.version(version, version.by().map(people::get).orElse(null)))
            .toList();
    return PagedAnswer.of(list, paging, prices.count());
  }

  /** One price list of the past, as receipts name it; for administrators. */
  @OpenTo(Audience.ADMINISTRATORS)
  @FailsWith(FailureCode.PRICES_NOT_FOUND)
  @GetMapping("/api/admin/pricing/versions/{version}")
  Answer<PricingView.Public> version(@PathVariable String version) {
    PriceList list =
        Optional.of(version)
            .filter(number -> number.matches("[0-9]{1,18}"))
            .map(Long::parseLong)
            .flatMap(prices::version)
            .orElseThrow(() -> Refusal.of(FailureCode.PRICES_NOT_FOUND));
    return Answer.of(views.publicView(list));
  }
}
