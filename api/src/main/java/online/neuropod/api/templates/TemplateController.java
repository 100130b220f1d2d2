package online.neuropod.api.templates;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.ETags;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Versioned;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.template.Template;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.templates.TemplateStore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reads the catalogue. */
@RestController
@OpenTo(Audience.SIGNED_IN)
@RequestMapping("/api/templates")
@Tag(name = "templates")
public class TemplateController {
  private final TemplateStore templates;
  private final PodStore pods;

  /** Reads from these stores. */
  public TemplateController(TemplateStore templates, PodStore pods) {
    this.templates = templates;
    this.pods = pods;
  }

  /** All templates, by name. */
  @GetMapping
  PagedAnswer<TemplateView> list(
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    var all = templates.all().stream().map(TemplateView::of).toList();
    return PagedAnswer.cut(all, Paging.of(page, size));
  }

  /** How much each template is used. */
  @GetMapping("/summary")
  Answer<List<TemplateSummary>> summary(Viewer viewer) {
    List<Pod> counted =
        viewer.isAdmin()
            ? pods.search(java.util.Set.of(), java.util.Set.of(), Optional.empty())
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
    return ResponseEntity.ok()
        .eTag(ETags.of(template.version()))
        .body(Answer.of(TemplateView.of(template)));
  }
}
