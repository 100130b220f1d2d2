package online.neuropod.api.users;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person as administrators see them.
 *
 * @param id opaque
 * @param email address
 * @param name what others read
 * @param role what they may do
 * @param suspended whether they are refused everywhere
 * @param suspension why; null while they are not
 * @param balance euros after the last charge; null when unlimited
 * @param spend euros charged until now, less what was given back
 * @param pods how many they have, stopped ones too
 * @param runningPods how many of them run
 * @param workspaceSize GB of the workspace volume; 0 before it exists
 * @param workspaceName of that volume, by which its removal is confirmed; null before it exists
 * @param createdAt first sign-in
 * @param lastActive when a pod of theirs last ran or was started or stopped; without a pod, the
 *     first sign-in
 */
@Schema(name = "Account")
public record AccountView(
    String id,
    @Schema(example = "ana@example.com") String email,
    String name,
    @Schema(allowableValues = {"client", "admin"}) String role,
    boolean suspended,
    @Nullable SuspensionView suspension,
    @Nullable BigDecimal balance,
    BigDecimal spend,
    long pods,
    long runningPods,
    int workspaceSize,
    @Nullable String workspaceName,
    Instant createdAt,
    Instant lastActive) {
  /**
   * Why somebody is refused everywhere.
   *
   * @param reason in the words of the administrator; may be empty
   * @param by user id of the administrator
   * @param at since when
   */
  @Schema(name = "Suspension")
  public record SuspensionView(String reason, String by, Instant at) {}
}
