package online.neuropod.api.users;

import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.store.users.UserStore;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Workspace volumes. */
@RestController
@Tag(name = "volumes")
public class VolumeController {
  private final VolumeQueries volumes;
  private final AccountQueries accounts;
  private final UserCommands commands;
  private final UserStore users;
  private final Texts texts;

  VolumeController(
      VolumeQueries volumes,
      AccountQueries accounts,
      UserCommands commands,
      UserStore users,
      Texts texts) {
    this.volumes = volumes;
    this.accounts = accounts;
    this.commands = commands;
    this.users = users;
    this.texts = texts;
  }

  /** The person's own workspace volume; an empty list before their first pod. */
  @OpenTo(Audience.SIGNED_IN)
  @GetMapping("/api/volumes")
  Answer<List<VolumeView>> own(Viewer viewer) {
    // Its size changes without a sign to the person's token.
    return Answer.of(
        users.find(viewer.id()).flatMap(user -> volumes.of(viewer.language(), user)).stream()
            .toList());
  }

  /** A person's workspace volume; for administrators. */
  @OpenTo(Audience.ADMINISTRATORS)
  @FailsWith({FailureCode.USER_NOT_FOUND, FailureCode.VOLUME_NOT_FOUND})
  @GetMapping("/api/admin/users/{id}/volume")
  Answer<VolumeView> ofUser(Language language, @PathVariable String id) {
    return Answer.of(
        volumes
            .of(language, accounts.account(id).user())
            .orElseThrow(() -> Refusal.of(FailureCode.VOLUME_NOT_FOUND)));
  }

  /** Deletes a person's workspace volume for good; their next pod makes a new one. */
  @OpenTo(Audience.ADMINISTRATORS)
  @FailsWith({FailureCode.USER_NOT_FOUND, FailureCode.VOLUME_NOT_FOUND, FailureCode.VOLUME_IN_USE})
  @DeleteMapping("/api/admin/users/{id}/volume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Answer<DeletionView> delete(
      Viewer viewer, @PathVariable String id, @RequestBody VolumeView.Confirmation confirmation) {
    return Answer.of(
        DeletionView.of(
            viewer.language(), texts, commands.deleteVolume(viewer, id, confirmation), 0));
  }
}
