package online.neuropod.api.pods;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a pod is to stop by itself, if nobody does anything. Empty where it runs on for ever.
 *
 * @param idleStopMinutes after how long without use
 * @param idleStopsAt when that is, should it stay idle from now on
 * @param maxLifetimeHours after how long in one session; hours may have a fraction where the
 *     operator has set it
 * @param lifetimeStopsAt when that is
 * @param keptAlive what it was last used for, or why that is not known
 * @param warned whether its owner was warned of an end that is still to come
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AutoStop")
public record AutoStopView(
    @Nullable Long idleStopMinutes,
    @Nullable Instant idleStopsAt,
    @Nullable Double maxLifetimeHours,
    @Nullable Instant lifetimeStopsAt,
    @Nullable KeptAlive keptAlive,
    boolean warned) {

  /**
   * What keeps a pod alive.
   *
   * @param code stable name
   * @param message in words
   * @param at when it did so last
   */
  @Schema(name = "KeptAlive")
  public record KeptAlive(
      @Schema(allowableValues = {"STARTED", "BUSY", "UNKNOWN", "GAP", "EXTENDED"}) String code,
      String message,
      Instant at) {}
}
