package online.neuropod.api.pods;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a pod.
 *
 * @param seq number of the wish that it belongs to
 * @param phase stable short word
 * @param label the phase in words
 * @param at when it began
 * @param durationSeconds until the next phase; absent for the last, and for what is no phase of its
 *     own, such as a warning
 * @param usualSeconds how long this phase usually takes, by the pods of late; absent where too
 *     little is known, and for phases that last as long as somebody wants
 * @param reason cause, where there is one
 * @param actor who or what did it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "PodEvent")
public record EventView(
    long seq,
    String phase,
    String label,
    Instant at,
    @Nullable BigDecimal durationSeconds,
    @Nullable BigDecimal usualSeconds,
    PodView.@Nullable Reason reason,
    Actor actor) {

  /**
   * Who did something.
   *
   * @param kind a person, NeuroPod itself, or billing
   * @param name in words
   */
  @Schema(name = "Actor")
  public record Actor(
      @Schema(allowableValues = {"user", "system", "billing"}) String kind, String name) {}
}
