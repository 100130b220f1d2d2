package online.neuropod.api.auth;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import online.neuropod.domain.user.Session;

/**
 * A session.
 *
 * @param id opaque
 * @param current whether it is the one that asks
 * @param way how the person signed in
 * @param device what the browser or program calls itself; may be empty
 * @param address from where it was last refreshed
 * @param createdAt when they signed in
 * @param lastSeenAt when it was last used, to about five minutes
 * @param expiresAt when it ends unless it is used
 */
@Schema(name = "Session")
public record SessionView(
    String id,
    boolean current,
    @Schema(allowableValues = {"google", "password", "development"}) String way,
    String device,
    String address,
    Instant createdAt,
    Instant lastSeenAt,
    Instant expiresAt) {
  static SessionView of(Session session, String current) {
    return new SessionView(
        session.id(),
        session.id().equals(current),
        session.way().wire(),
        session.client().device(),
        session.client().address(),
        session.openedAt(),
        session.seenAt(),
        session.expiresAt());
  }
}
