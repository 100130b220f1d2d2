package online.neuropod.api.pricing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a pod would cost, in euros.
 *
 * @param gpu an hour, with cpu and memory
 * @param containerDisk an hour
 * @param volumeDisk an hour, at {@code volumeDiskSize}
 * @param volumeDiskSize GB that count: what is asked for, or the workspace as it is, if that is
 *     larger
 * @param perHour the three together
 * @param hours how long
 * @param total for that time
 */
@Schema(name = "Estimate")
public record Estimate(
    BigDecimal gpu,
    BigDecimal containerDisk,
    BigDecimal volumeDisk,
    int volumeDiskSize,
    BigDecimal perHour,
    BigDecimal hours,
    BigDecimal total) {

  /**
   * What to estimate.
   *
   * @param gpu key of the price list
   * @param containerDiskSize 1–50 GB
   * @param volumeDiskSize 1–150 GB
   * @param hours more than 0, at most 8784; 1 when absent
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "EstimateRequest")
  public record Request(
      @Schema(requiredMode = RequiredMode.REQUIRED, minLength = 1, example = "rtx-4050")
          @Nullable String gpu,
      @Schema(requiredMode = RequiredMode.REQUIRED, minimum = "1", maximum = "50", example = "20")
          @Nullable Integer containerDiskSize,
      @Schema(requiredMode = RequiredMode.REQUIRED, minimum = "1", maximum = "150", example = "50")
          @Nullable Integer volumeDiskSize,
      @Schema(minimum = "0", exclusiveMinimumValue = 0, maximum = "8784", example = "24")
          @Nullable BigDecimal hours) {}
}
