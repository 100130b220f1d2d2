package online.neuropod.api.wallet;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A correction of somebody's balance. The person is named by one of id and e-mail address.
 *
 * @param userId id of the person
 * @param email address of the person
 * @param amount euros, 0 to 1,000,000, with at most six places
 * @param operation what to do: {@code set} makes the amount what can be spent
 * @param reason why, up to 200 characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "BalanceChange")
public record BalanceChange(
    @Nullable String userId,
    @Schema(example = "ana@example.com") @Nullable String email,
    @Schema(
            requiredMode = RequiredMode.REQUIRED,
            minimum = "0",
            maximum = "1000000",
            example = "25.5")
        @Nullable BigDecimal amount,
    @Schema(
            requiredMode = RequiredMode.REQUIRED,
            allowableValues = {"set", "add", "subtract"},
            example = "add")
        @Nullable String operation,
    @Schema(
            requiredMode = RequiredMode.REQUIRED,
            minLength = 1,
            maxLength = 200,
            example = "Bono de bienvenida")
        @Nullable String reason) {}
