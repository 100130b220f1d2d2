package online.neuropod.api.audit;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Map;
import online.neuropod.domain.audit.AuditEntry;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.audit.AuditStore;
import org.jspecify.annotations.Nullable;

/**
 * A write that somebody asked for.
 *
 * @param id opaque
 * @param at when
 * @param actor who; null for somebody who was not signed in
 * @param action what: a stable name, such as {@code pods.create}
 * @param method of HTTP
 * @param route the address as a pattern
 * @param subjects on whom or what: ids by what they are ids of
 * @param details what else there is to know, such as a price before and after
 * @param address from where
 * @param result what came of it; {@code unknown} where the process ended before it could say
 * @param status of HTTP; null when unknown
 * @param code of the failure; null where there was none
 * @param traceId names the request in the logs
 */
@Schema(name = "AuditEntry")
public record AuditView(
    String id,
    Instant at,
    @Nullable Actor actor,
    String action,
    String method,
    String route,
    Map<String, String> subjects,
    Map<String, String> details,
    String address,
    @Schema(allowableValues = {"done", "refused", "failed", "unknown"}) String result,
    @Nullable Integer status,
    @Nullable String code,
    String traceId) {

  /**
   * Who asked.
   *
   * @param id of the person
   * @param role at that time
   * @param email now; null for somebody who is gone
   * @param name now; null for somebody who is gone
   */
  @Schema(name = "AuditActor")
  public record Actor(
      String id, @Nullable String role, @Nullable String email, @Nullable String name) {}

  static AuditView of(AuditEntry entry, Map<String, User> people) {
    return new AuditView(
        entry.id(),
        entry.at(),
        entry.actorId().map(id -> actor(id, entry, people.get(id))).orElse(null),
        entry.action(),
        entry.method(),
        entry.route(),
        entry.subjects(),
        entry.details(),
        entry.address(),
        AuditStore.wire(entry.result().outcome()),
        entry.result().status().orElse(null),
        entry.result().code().orElse(null),
        entry.traceId());
  }

  private static Actor actor(String id, AuditEntry entry, @Nullable User now) {
    return new Actor(
        id,
        entry.actorRole().map(Role::wire).orElse(null),
        now == null ? null : now.email(),
        now == null ? null : now.name());
  }
}
