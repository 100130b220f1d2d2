package online.neuropod.api.pricing;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.LinkedHashSet;
import java.util.List;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.ETags;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
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
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.prices.PriceStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
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

  /** Reads and writes the price list. */
  public PricingController(
      PriceStore prices, PodStore pods, PricingViews views, Estimator estimator) {
    this.prices = prices;
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
  @PutMapping({"/api/pricing", "/api/admin/pricing"})
  ResponseEntity<Answer<Changed>> change(
      @RequestBody Change change,
      @Parameter(description = "ETag of the list that was read", required = true)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      AuditTrail trail) {
    ETags.requireGiven(ifMatch);
    PriceList changed =
        prices.change(
            before -> {
              ETags.requireMatch(ifMatch, before.version());
              return PriceChange.apply(before, change);
            });
    prices.version(changed.version() - 1).ifPresent(before -> note(trail, before, changed));
    long running = pods.withStatus(PodStatus.RUNNING).size();
    return ResponseEntity.ok()
        .eTag(ETags.of(changed.version()))
        .body(Answer.of(new Changed(views.view(changed), running)));
  }

  private static void note(AuditTrail trail, PriceList before, PriceList after) {
    trail.change("version", before.version(), after.version());
    trail.change(
        "storage.containerDisk",
        euros(before.containerDiskMicrosPerGbHour()),
        euros(after.containerDiskMicrosPerGbHour()));
    trail.change(
        "storage.volumeDisk",
        euros(before.volumeDiskMicrosPerGbHour()),
        euros(after.volumeDiskMicrosPerGbHour()));
    var keys = new LinkedHashSet<>(before.gpus().keySet());
    keys.addAll(after.gpus().keySet());
    keys.forEach(key -> trail.change("gpus." + key, gpu(before, key), gpu(after, key)));
  }

  private static String gpu(PriceList list, String key) {
    return list.gpu(key)
        .map(
            gpu ->
                String.join(
                    ", ",
                    gpu.name(),
                    euros(gpu.microsPerHour()) + " €/h",
                    gpu.available() ? "on" : "off",
                    gpu.cpu() + " cpu",
                    gpu.memoryGiB() + " GiB"))
        .orElse("none");
  }

  private static String euros(long micros) {
    return Micros.toEuros(micros).toPlainString();
  }
}
