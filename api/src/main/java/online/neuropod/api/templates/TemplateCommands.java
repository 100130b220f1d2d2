package online.neuropod.api.templates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.api.answer.ETags;
import online.neuropod.api.answer.Failure.PodRef;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.template.Template;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.prices.PriceStore;
import online.neuropod.store.templates.TemplateStore;
import online.neuropod.store.templates.TemplateStore.Written;
import org.jspecify.annotations.Nullable;

/**
 * Changes the catalogue. A pod has all of its template in itself, as it was when the pod was
 * created, so that no change here reaches it.
 */
public class TemplateCommands {
  private final TemplateStore templates;
  private final PodStore pods;
  private final PriceStore prices;

  /** Writes into these stores. */
  public TemplateCommands(TemplateStore templates, PodStore pods, PriceStore prices) {
    this.templates = templates;
    this.pods = pods;
    this.prices = prices;
  }

  /**
   * A template and what it was before.
   *
   * @param before as it was read
   * @param after as it is
   */
  record Changed(Template before, Template after) {}

  /**
   * Makes a template.
   *
   * @param id of it; if there is one of this id, an earlier try of the same request made it
   * @throws Refusal for clients, and with everything that is wrong
   */
  Template create(Viewer viewer, TemplateRequest request, String id) {
    if (!viewer.isAdmin()) {
      throw Refusal.of(FailureCode.FORBIDDEN);
    }
    Template template =
        TemplateForm.read(request, prices.current(), id, Optional.of(viewer.id()), 1);
    if (templates.insert(template) == Written.NAME_TAKEN) {
      throw nameTaken(template);
    }
    return templates.find(id).orElse(template);
  }

  /**
   * Replaces a template.
   *
   * @throws Refusal unless the person made it or is an administrator, and it is still what they
   *     have seen
   */
  Changed replace(Viewer viewer, String id, TemplateRequest request, @Nullable String ifMatch) {
    Template before = changeable(viewer, id, ifMatch);
    Template after =
        TemplateForm.read(request, prices.current(), id, before.createdBy(), before.version() + 1);
    return switch (templates.replace(after)) {
      case DONE -> new Changed(before, after);
      case NAME_TAKEN -> throw nameTaken(after);
      case CHANGED -> throw Refusal.of(FailureCode.PRECONDITION_FAILED);
    };
  }

  /**
   * Removes a template that no pod uses. A pod that is made from it at the same moment is complete
   * without it.
   *
   * @throws Refusal as {@link #replace}, and with the pods that use it
   */
  Template delete(Viewer viewer, String id, @Nullable String ifMatch) {
    Template template = changeable(viewer, id, ifMatch);
    List<Pod> using = pods.ofTemplate(id);
    if (!using.isEmpty()) {
      throw inUse(viewer, template, using);
    }
    return switch (templates.delete(id, template.version())) {
      case DONE -> template;
      case NAME_TAKEN, CHANGED -> throw Refusal.of(FailureCode.PRECONDITION_FAILED);
    };
  }

  private Template changeable(Viewer viewer, String id, @Nullable String ifMatch) {
    Template template =
        templates.find(id).orElseThrow(() -> Refusal.of(FailureCode.TEMPLATE_NOT_FOUND));
    if (!viewer.isAdmin() && !template.createdBy().equals(Optional.of(viewer.id()))) {
      throw Refusal.of(FailureCode.FORBIDDEN);
    }
    ETags.requireMatch(ifMatch, template.version());
    return template;
  }

  private static Refusal nameTaken(Template template) {
    return Refusal.of(FailureCode.TEMPLATE_NAME_TAKEN, Map.of("name", template.name()));
  }

  /** Names of other people's pods are administrators' to read; others learn how many there are. */
  private static Refusal inUse(Viewer viewer, Template template, List<Pod> using) {
    List<Pod> visible =
        using.stream()
            .filter(pod -> viewer.isAdmin() || pod.ownerId().equals(viewer.id()))
            .toList();
    String names = visible.stream().map(Pod::name).collect(Collectors.joining(", "));
    int others = using.size() - visible.size();
    String all =
        names + (names.isEmpty() || others == 0 ? "" : ", ") + (others == 0 ? "" : "+" + others);
    return Refusal.of(
        FailureCode.TEMPLATE_IN_USE,
        Map.of("name", template.name(), "pods", all),
        visible.stream().map(PodRef::to).toList());
  }
}
