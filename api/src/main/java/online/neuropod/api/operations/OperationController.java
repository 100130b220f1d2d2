package online.neuropod.api.operations;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Sorting;
import online.neuropod.api.operations.Operations.Found;
import online.neuropod.api.operations.Operations.State;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Operations that want a look; for administrators. */
@RestController
@Tag(name = "operations")
@OpenTo(Audience.ADMINISTRATORS)
public class OperationController {
  private static final Map<String, Comparator<Found>> ORDERS =
      Map.of(
          "since", Comparator.comparing(Found::since),
          "wishedAt", Comparator.comparing(found -> found.pod().wish().at()),
          "state", Comparator.comparing(Found::state),
          "podName", Comparator.comparing(found -> found.pod().name()));

  private final Operations operations;
  private final InstantSource clock = InstantSource.system();

  /** Finds them by this. */
  public OperationController(Operations operations) {
    this.operations = operations;
  }

  /** Operations on pods that failed, or that take longer than two minutes; the latest first. */
  @Operation(
      description =
          "`state` is `failed` or `running`. Can be sorted by `since`, `wishedAt`, `state` and"
              + " `podName`.")
  @GetMapping("/api/admin/workflows")
  PagedAnswer<OperationView> workflows(
      Language language,
      @Parameter(example = "failed") @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(example = "since,desc") @RequestParam(required = false) @Nullable String sort) {
    Paging paging = Paging.of(page, size);
    List<Found> found =
        Sorting.sorted(operations.find(states(state), clock.instant()), sort, ORDERS);
    PagedAnswer<Found> part = PagedAnswer.cut(found, paging);
    return new PagedAnswer<>(true, operations.say(language, part.data()), part.page());
  }

  private static Set<State> states(@Nullable String wire) {
    if (wire == null || wire.isBlank()) {
      return EnumSet.allOf(State.class);
    }
    return Arrays.stream(State.values())
        .filter(state -> state.wire().equals(wire.strip()))
        .findFirst()
        .<Set<State>>map(EnumSet::of)
        .orElseThrow(
            () -> Refusal.of(List.of(new Refusal.Fault("state", "operationState", Map.of()))));
  }
}
