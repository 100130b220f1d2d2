package online.neuropod.api.auth;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.api.wallet.WalletView;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Wallet;
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
 * @param language in which the person wants to be spoken to; null for what their browser asks for
 * @param alertThresholdMinutes the runway below which the person wants to be warned, beside the
 *     installation's; null for none
 */
@Schema(name = "User")
public record UserView(
    String id,
    String email,
    String name,
    @Schema(allowableValues = {"client", "admin"}) String role,
    @Nullable BigDecimal balance,
    int workspaceSize,
    Instant createdAt,
    @Schema(pattern = "^(es|en)$") @Nullable String language,
    @Nullable Long alertThresholdMinutes) {
  static UserView of(User user, Optional<Wallet> wallet) {
    return new UserView(
        user.id(),
        user.email(),
        user.name(),
        user.role().wire(),
        wallet
            .filter(limited -> !limited.unlimited())
            .map(limited -> Micros.toEuros(limited.balanceMicros()))
            .orElse(null),
        user.workspaceGb(),
        user.createdAt(),
        user.language().orElse(null),
        wallet.flatMap(WalletView::alertThreshold).orElse(null));
  }
}
