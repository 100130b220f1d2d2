package online.neuropod.api.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import online.neuropod.api.answer.Refusal;
import online.neuropod.domain.user.Role;
import org.jspecify.annotations.Nullable;

/**
 * Makes somebody an administrator, or a client.
 *
 * @param role what they may do from now on
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "RoleChange")
public record RoleChange(
    @Schema(
            requiredMode = RequiredMode.REQUIRED,
            allowableValues = {"client", "admin"})
        @Nullable String role) {
  /**
   * The role.
   *
   * @throws Refusal if there is none of that name
   */
  Role check() {
    return Arrays.stream(Role.values())
        .filter(each -> each.wire().equals(role))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(
                    List.of(
                        new Refusal.Fault("role", role == null ? "required" : "role", Map.of()))));
  }
}
