package online.neuropod.api.notices;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Sorting;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.notice.Notice;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.users.UserStore;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What people were told, newest first. */
@RestController
@OpenTo(Audience.SIGNED_IN)
@Tag(name = "alerts")
public class NoticeController {
  private static final Sorting NEWEST = new Sorting("at", true);

  private final NoticeStore notices;
  private final NoticeViews views;
  private final UserStore users;

  /** Reads from these. */
  public NoticeController(NoticeStore notices, NoticeViews views, UserStore users) {
    this.notices = notices;
    this.views = views;
    this.users = users;
  }

  /** What the person was told. */
  @GetMapping("/api/wallet/alerts")
  PagedAnswer<NoticeView> own(
      Viewer viewer,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(example = "repaired") @RequestParam(required = false) @Nullable String kind,
      @Parameter(example = "at,desc") @RequestParam(required = false) @Nullable String sort) {
    return list(Optional.of(viewer.id()), viewer.language(), Paging.of(page, size), kind, sort);
  }

  /** What a person was told; for administrators. */
  @OpenTo(Audience.ADMINISTRATORS)
  @FailsWith(FailureCode.USER_NOT_FOUND)
  @GetMapping("/api/admin/users/{id}/wallet/alerts")
  PagedAnswer<NoticeView> ofUser(
      Language language,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(example = "repaired") @RequestParam(required = false) @Nullable String kind,
      @Parameter(example = "at,desc") @RequestParam(required = false) @Nullable String sort) {
    if (users.find(id).isEmpty()) {
      throw Refusal.of(FailureCode.USER_NOT_FOUND);
    }
    return list(Optional.of(id), language, Paging.of(page, size), kind, sort);
  }

  /** What administrators were told. */
  @OpenTo(Audience.ADMINISTRATORS)
  @GetMapping("/api/admin/alerts")
  PagedAnswer<NoticeView> ofAdministrators(
      Language language,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(example = "repaired") @RequestParam(required = false) @Nullable String kind,
      @Parameter(example = "at,desc") @RequestParam(required = false) @Nullable String sort) {
    return list(Optional.empty(), language, Paging.of(page, size), kind, sort);
  }

  private PagedAnswer<NoticeView> list(
      Optional<String> audience,
      Language language,
      Paging paging,
      @Nullable String kind,
      @Nullable String sort) {
    boolean newestFirst = Sorting.of(sort, NEWEST, Set.of(NEWEST.field())).descending();
    Set<Notice.Kind> kinds = NoticeViews.kinds(kind);
    List<NoticeView> part =
        notices.list(audience, kinds, newestFirst, paging.page(), paging.size()).stream()
            .map(notice -> views.view(language, notice))
            .toList();
    return PagedAnswer.of(part, paging, notices.count(audience, kinds));
  }
}
