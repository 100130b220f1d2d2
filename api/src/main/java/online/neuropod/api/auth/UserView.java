package online.neuropod.api.auth;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import online.neuropod.domain.user.User;
import org.jspecify.annotations.Nullable;

/**
 * The person who is signed in.
 *
 * @param id opaque
 * @param email address
 * @param name what others read
 * @param role what they may do
 * @param balance euros; null when unlimited
 * @param workspaceSize GB of the workspace volume; 0 before it exists
 * @param createdAt first sign-in
 */
@Schema(name = "User")
public record UserView(
    String id,
    String email,
    String name,
    @Schema(allowableValues = {"client", "admin"}) String role,
    @Nullable BigDecimal balance,
    int workspaceSize,
    Instant createdAt) {
  static UserView of(User user, @Nullable BigDecimal balance) {
    return new UserView(
        user.id(),
        user.email(),
        user.name(),
        user.role().wire(),
        balance,
        user.workspaceGb(),
        user.createdAt());
  }
}
