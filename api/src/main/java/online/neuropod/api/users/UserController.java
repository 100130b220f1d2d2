package online.neuropod.api.users;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.ETags;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.answer.Versioned;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.user.Account;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.domain.user.Role;
import online.neuropod.store.deletions.DeletionStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore.Search;
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

/** People; for administrators. */
@RestController
@OpenTo(Audience.ADMINISTRATORS)
@RequestMapping("/api/auth/users")
@Tag(name = "users")
public class UserController {
  private final AccountQueries queries;
  private final UserCommands commands;
  private final DeletionStore deletions;
  private final PodStore pods;
  private final Texts texts;

  UserController(
      AccountQueries queries,
      UserCommands commands,
      DeletionStore deletions,
      PodStore pods,
      Texts texts) {
    this.queries = queries;
    this.commands = commands;
    this.deletions = deletions;
    this.pods = pods;
    this.texts = texts;
  }

  /** People, with what they have and use. */
  @GetMapping
  PagedAnswer<AccountView> list(
      @Parameter(description = "part of the address or the name", example = "ana")
          @RequestParam(required = false)
          @Nullable String search,
      @Parameter(description = "client or admin") @RequestParam(required = false)
          @Nullable String role,
      @RequestParam(required = false) @Nullable Boolean suspended,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size,
      @Parameter(
              description =
                  "email, name, role, createdAt, lastActive, balance, spend, pods or runningPods;"
                      + " with `,desc` the largest first",
              example = "spend,desc")
          @RequestParam(required = false)
          @Nullable String sort) {
    Paging paging = Paging.of(page, size);
    var which =
        new Search(
            Optional.ofNullable(search).filter(text -> !text.isBlank()),
            role(role),
            Optional.ofNullable(suspended));
    return PagedAnswer.cut(queries.search(which, AccountOrder.of(sort)), paging);
  }

  private static Optional<Role> role(@Nullable String wire) {
    if (wire == null || wire.isBlank()) {
      return Optional.empty();
    }
    Optional<Role> role =
        Arrays.stream(Role.values()).filter(each -> each.wire().equals(wire)).findFirst();
    if (role.isEmpty()) {
      throw Refusal.of(List.of(new Refusal.Fault("role", "role", Map.of())));
    }
    return role;
  }

  /** One person. The ETag is that of their rights: role, suspension. */
  @FailsWith(FailureCode.USER_NOT_FOUND)
  @Versioned
  @GetMapping("/{userId}")
  ResponseEntity<Answer<AccountView>> one(@PathVariable String userId) {
    return tagged(queries.account(userId));
  }

  private ResponseEntity<Answer<AccountView>> tagged(Account account) {
    return ResponseEntity.ok()
        .eTag(ETags.of(account.user().version()))
        .body(Answer.of(queries.view(account)));
  }

  /** Makes somebody an administrator, or a client. */
  @FailsWith({
    FailureCode.USER_NOT_FOUND,
    FailureCode.OWN_ACCOUNT,
    FailureCode.LAST_ADMINISTRATOR,
    FailureCode.USER_DELETING,
    FailureCode.CONFLICT,
    FailureCode.FORBIDDEN
  })
  @Versioned
  @PutMapping("/{userId}")
  ResponseEntity<Answer<AccountView>> changeRole(
      Viewer viewer,
      @PathVariable String userId,
      @RequestBody RoleChange change,
      @Parameter(description = "ETag of the person that was read", required = true)
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch) {
    return tagged(commands.changeRole(viewer, userId, change, ifMatch));
  }

  /** Suspends somebody, which ends their sessions and stops their pods, or ends that. */
  @FailsWith({
    FailureCode.USER_NOT_FOUND,
    FailureCode.OWN_ACCOUNT,
    FailureCode.LAST_ADMINISTRATOR,
    FailureCode.USER_DELETING,
    FailureCode.CONFLICT,
    FailureCode.FORBIDDEN,
    FailureCode.PRECONDITION_FAILED
  })
  @Versioned
  @PostMapping("/suspend")
  ResponseEntity<Answer<AccountView>> suspend(
      Viewer viewer,
      @RequestBody SuspensionRequest request,
      @Parameter(description = "ETag of the person that was read")
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch) {
    return tagged(commands.suspend(viewer, request, ifMatch));
  }

  /** Deletes somebody for good: pods, volume, sessions, personal data; the ledger is kept. */
  @FailsWith({
    FailureCode.USER_NOT_FOUND,
    FailureCode.OWN_ACCOUNT,
    FailureCode.LAST_ADMINISTRATOR,
    FailureCode.USER_DELETING,
    FailureCode.FORBIDDEN,
    FailureCode.PRECONDITION_FAILED
  })
  @DeleteMapping("/{userId}")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer<DeletionView> delete(
      Viewer viewer,
      @PathVariable String userId,
      @Parameter(description = "ETag of the person that was read")
          @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
          @Nullable String ifMatch) {
    return Answer.of(view(viewer.language(), commands.delete(viewer, userId, ifMatch)));
  }

  /** How far somebody's deletion is. */
  @FailsWith(FailureCode.DELETION_NOT_FOUND)
  @GetMapping("/{userId}/deletion")
  Answer<DeletionView> deletion(Language language, @PathVariable String userId) {
    return Answer.of(
        deletions
            .find(Subject.ACCOUNT, userId)
            .map(deletion -> view(language, deletion))
            .orElseThrow(() -> Refusal.of(FailureCode.DELETION_NOT_FOUND)));
  }

  private DeletionView view(Language language, Deletion deletion) {
    return DeletionView.of(language, texts, deletion, pods.ofOwner(deletion.userId()).size());
  }
}
