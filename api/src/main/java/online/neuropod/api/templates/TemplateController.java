package online.neuropod.api.templates;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.ETags;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Sorting;
import online.neuropod.api.answer.Versioned;
import online.neuropod.api.audit.AuditTrail;
import online.neuropod.api.pods.Idempotency;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.template.Template;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.templates.TemplateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue over HTTP. */
@RestController
@OpenTo(Audience.SIGNED_IN)
@RequestMapping("/api/templates")
@Tag(name = "templates")
public class TemplateController {
  private static final Map<String, Comparator<Template>> ORDERS =
      Map.of(
          "name", Comparator.comparing(Template::name, String.CASE_INSENSITIVE_ORDER),
          "dockerImage", Comparator.comparing(Template::dockerImage),
          "containerDiskSize", Comparator.comparingInt(Template::containerDiskSize),
          "volumeDiskSize", Comparator.comparingInt(Template::volumeDiskSize));

  private final TemplateStore templates;
  private final PodStore pods;
  private final TemplateCommands commands;
  private final Idempotency idempotency;

  /** Reads from these stores, and changes by these commands. */
  public TemplateController(
      TemplateStore templates, PodStore pods, TemplateCommands commands, Idempotency idempotency) {
    this.templates = templates;
    this.pods = pods;
    this.commands = commands;
    this.idempotency = idempotency;
  }

  /** All templates, by name. */
  @Operation(
      description =
          "Can be sorted by `name`, `dockerImage`, `containerDiskSize` and `volumeDiskSize`.")
  @GetMapping
  PagedAnswer<TemplateView> list(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(example = "name,desc") @RequestParam(required = false) @Nullable String sort) {
    Paging paging = Paging.of(page, size);
    List<TemplateView> all =
        Sorting.sorted(templates.all(), sort, ORDERS).stream().map(TemplateView::of).toList();
    return PagedAnswer.cut(all, paging);
  }

  /** How much each template is used. */
  @GetMapping("/summary")
  Answer<List<TemplateSummary>> summary(Viewer viewer) {
    List<Pod> counted =
        viewer.isAdmin()
            ? pods.search(Set.of(), Set.of(), Optional.empty())
            : pods.ofOwner(viewer.id());
    return Answer.of(templates.all().stream().map(each -> summary(each, counted)).toList());
  }

  private static TemplateSummary summary(Template template, List<Pod> counted) {
    List<Pod> made =
        counted.stream()
            .filter(pod -> pod.spec().templateId().equals(Optional.of(template.id())))
            .toList();
    long running = made.stream().filter(pod -> pod.status() == PodStatus.RUNNING).count();
    return new TemplateSummary(
        template.id(), template.name(), template.dockerImage(), made.size(), running);
  }

  /** One template. */
  @FailsWith(FailureCode.TEMPLATE_NOT_FOUND)
  @Versioned
  @GetMapping("/{id}")
  ResponseEntity<Answer<TemplateView>> one(@PathVariable String id) {
    Template template =
        templates.find(id).orElseThrow(() -> Refusal.of(FailureCode.TEMPLATE_NOT_FOUND));
    return answer(HttpStatus.OK, TemplateView.of(template));
  }

  /** Makes a template; for administrators. */
  @OpenTo(Audience.ADMINISTRATORS)
  @Versioned
  @FailsWith(FailureCode.TEMPLATE_NAME_TAKEN)
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<Answer<TemplateView>> create(
      Viewer viewer,
      @RequestBody TemplateRequest request,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      AuditTrail trail) {
    TemplateView view =
        idempotency.once(
            viewer.id(),
            Optional.ofNullable(key),
            request,
            HttpStatus.CREATED.value(),
            TemplateView.class,
            id -> TemplateView.of(commands.create(viewer, request, id)));
    trail.subject("id", view.id());
    trail.detail("name", view.name());
    trail.detail("dockerImage", view.dockerImage());
    return answer(HttpStatus.CREATED, view);
  }

  /**
   * Replaces a template; for its creator and administrators. Pods made from it stay as they are.
   */
  @Versioned
  @FailsWith({
    FailureCode.TEMPLATE_NOT_FOUND,
    FailureCode.FORBIDDEN,
    FailureCode.TEMPLATE_NAME_TAKEN
  })
  @PutMapping("/{id}")
  ResponseEntity<Answer<TemplateView>> replace(
      Viewer viewer,
      @PathVariable String id,
      @RequestBody TemplateRequest request,
      @Parameter(description = "ETag of the template that was read", required = true)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      AuditTrail trail) {
    TemplateCommands.Changed changed = commands.replace(viewer, id, request, ifMatch);
    trail.change("name", changed.before().name(), changed.after().name());
    trail.change("dockerImage", changed.before().dockerImage(), changed.after().dockerImage());
    trail.change("version", changed.before().version(), changed.after().version());
    return answer(HttpStatus.OK, TemplateView.of(changed.after()));
  }

  /**
   * Removes a template that no pod uses; for its creator and administrators.
   *
   * @return what was removed
   */
  @Operation(
      description =
          "`TEMPLATE_IN_USE` while pods that are not deleted were made from it; `details.pods`"
              + " lists those that the reader may see.")
  @FailsWith({FailureCode.TEMPLATE_NOT_FOUND, FailureCode.FORBIDDEN, FailureCode.TEMPLATE_IN_USE})
  @DeleteMapping("/{id}")
  Answer<TemplateView> delete(
      Viewer viewer,
      @PathVariable String id,
      @Parameter(description = "ETag of the template that was read", required = true)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch,
      AuditTrail trail) {
    Template removed = commands.delete(viewer, id, ifMatch);
    trail.detail("name", removed.name());
    return Answer.of(TemplateView.of(removed));
  }

  private static ResponseEntity<Answer<TemplateView>> answer(HttpStatus status, TemplateView view) {
    var answer = ResponseEntity.status(status).eTag(ETags.of(view.version()));
    return (status == HttpStatus.CREATED
            ? answer.location(URI.create("/api/templates/" + view.id()))
            : answer)
        .body(Answer.of(view));
  }
}
