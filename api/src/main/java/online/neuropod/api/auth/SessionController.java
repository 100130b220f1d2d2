package online.neuropod.api.auth;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import online.neuropod.api.answer.Answer;
import online.neuropod.api.answer.FailsWith;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.security.Audience;
import online.neuropod.api.security.OpenTo;
import online.neuropod.api.security.Viewer;
import online.neuropod.store.sessions.SessionStore;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a person is signed in. */
@RestController
@OpenTo(Audience.SIGNED_IN)
@RequestMapping("/api/auth/sessions")
@Tag(name = "auth")
public class SessionController {
  private final SessionStore store;
  private final Sessions sessions;

  /** Reads from the one, ends by the other. */
  SessionController(SessionStore store, Sessions sessions) {
    this.store = store;
    this.sessions = sessions;
  }

  /**
   * A session that was ended.
   *
   * @param id of it
   * @param ended always true
   */
  @Schema(name = "EndedSession")
  public record Ended(String id, boolean ended) {}

  /** The person's sessions, the one used last first. */
  @GetMapping
  Answer<List<SessionView>> sessions(Viewer viewer) {
    return Answer.of(
        store.list(viewer.id(), Instant.now()).stream()
            .map(session -> SessionView.of(session, viewer.sessionId()))
            .toList());
  }

  /** Ends one of them; within seconds its tokens are not good any more, and its sockets close. */
  @FailsWith(FailureCode.SESSION_NOT_FOUND)
  @DeleteMapping("/{id}")
  Answer<Ended> end(Viewer viewer, @PathVariable String id) {
    if (!sessions.end(viewer.id(), id)) {
      throw Refusal.of(FailureCode.SESSION_NOT_FOUND);
    }
    return Answer.of(new Ended(id, true));
  }
}
