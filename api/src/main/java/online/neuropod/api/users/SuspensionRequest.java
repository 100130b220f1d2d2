package online.neuropod.api.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.Map;
import online.neuropod.api.answer.Faults;
import org.jspecify.annotations.Nullable;

/**
 * Suspends somebody, or ends that.
 *
 * @param userId id of the person
 * @param suspended whether they are to be refused everywhere
 * @param reason why, up to 200 characters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SuspensionRequest")
public record SuspensionRequest(
    @Schema(requiredMode = RequiredMode.REQUIRED, example = "7c1f9a52-0f43-4b39-9a0e-2f3b6f1d8c11")
        @Nullable String userId,
    @Schema(requiredMode = RequiredMode.REQUIRED, example = "true") @Nullable Boolean suspended,
    @Schema(maxLength = 200) @Nullable String reason) {
  private static final int MAX_REASON = 200;

  /**
   * One that makes sense.
   *
   * @param userId of the person
   * @param suspended whether they are to be refused
   * @param reason empty where none was given
   */
  record Checked(String userId, boolean suspended, String reason) {}

  /**
   * Checks it.
   *
   * @throws online.neuropod.api.answer.Refusal with everything that is wrong
   */
  Checked check() {
    var faults = new Faults();
    String id = userId == null ? "" : userId.strip();
    if (id.isEmpty()) {
      faults.add("userId", "required");
    }
    if (suspended == null) {
      faults.add("suspended", "required");
    }
    String why = reason == null ? "" : reason.strip();
    if (why.length() > MAX_REASON) {
      faults.add("reason", "longText", Map.of("max", String.valueOf(MAX_REASON)));
    }
    faults.refuseIfAny();
    return new Checked(id, Boolean.TRUE.equals(suspended), why);
  }
}
