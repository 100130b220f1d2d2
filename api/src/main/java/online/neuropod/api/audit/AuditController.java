package online.neuropod.api.audit;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.api.answer.CsvTable;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Period;
import online.neuropod.api.answer.Sorting;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.domain.audit.AuditEntry.Outcome;
import online.neuropod.store.audit.AuditStore.Order;
import online.neuropod.store.audit.AuditStore.Which;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what; for administrators. */
@RestController
@Tag(name = "audit")
@OpenTo(Audience.ADMINISTRATORS)
public class AuditController {
  private static final int MAX_TEXT = 100;
  private static final Sorting NEWEST = new Sorting("at", true);

  private final AuditQueries queries;

  /** Searches by these. */
  public AuditController(AuditQueries queries) {
    this.queries = queries;
  }

  /** Every write that somebody asked for, and what came of it; newest first. */
  @Operation(
      description =
          "`actor` and `subject` are ids, or addresses of people. `action` is a name such as"
              + " `pods.create`, or the area before the dot. `q` is looked for in the whole entry."
              + " With `Accept: text/csv` all entries as a table, newest first.")
  @GetMapping(path = "/api/admin/audit", produces = MediaType.APPLICATION_JSON_VALUE)
  PagedAnswer<AuditView> list(
      @Parameter(example = "ana@example.com") @RequestParam(required = false)
          @Nullable String actor,
      @RequestParam(required = false) @Nullable String subject,
      @Parameter(example = "pods.create") @RequestParam(required = false) @Nullable String action,
      @Parameter(example = "refused") @RequestParam(required = false) @Nullable String result,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String q,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(example = "at,desc") @RequestParam(required = false) @Nullable String sort) {
    Sorting sorting = Sorting.of(sort, NEWEST, Set.of(NEWEST.field()));
    return queries.list(
        which(actor, subject, action, result, Period.of(from, to), q),
        sorting.descending() ? Order.NEWEST : Order.OLDEST,
        Paging.of(page, size));
  }

  /** The same as a table. */
  @Hidden // described with the other of its address
  @GetMapping(path = "/api/admin/audit", produces = CsvTable.MEDIA_TYPE)
  void table(
      @RequestParam(required = false) @Nullable String actor,
      @RequestParam(required = false) @Nullable String subject,
      @RequestParam(required = false) @Nullable String action,
      @RequestParam(required = false) @Nullable String result,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String q,
      HttpServletResponse response)
      throws IOException {
    queries.send(which(actor, subject, action, result, Period.of(from, to), q), response);
  }

  private Which which(
      @Nullable String actor,
      @Nullable String subject,
      @Nullable String action,
      @Nullable String result,
      Period period,
      @Nullable String text) {
    var faults = new Faults();
    Optional<Outcome> outcome = given(result).flatMap(AuditQueries::outcome);
    if (given(result).isPresent() && outcome.isEmpty()) {
      faults.add("result", "auditResult");
    }
    if (text != null && text.length() > MAX_TEXT) {
      faults.add("q", "text", Map.of("max", String.valueOf(MAX_TEXT)));
    }
    faults.refuseIfAny();
    return new Which(
        given(actor).map(queries::id),
        given(subject).map(queries::id),
        given(action),
        outcome,
        period.from(),
        period.to(),
        given(text));
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(some -> !some.isEmpty());
  }
}
