package online.neuropod.api.users;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workspace volume, which all pods of a person share.
 *
 * @param name in the cluster, by which its removal is confirmed
 * @param size GB
 * @param usedBytes what is on it; null when unknown
 * @param usedUnknown why that is unknown; null when it is known
 * @param pricePerHour euros at today's prices, while at least one pod runs
 * @param mountedBy pods that use it
 * @param deleting whether it is being removed
 */
@Schema(name = "Volume")
public record VolumeView(
    String name,
    int size,
    @Nullable Long usedBytes,
    @Nullable UnknownUse usedUnknown,
    BigDecimal pricePerHour,
    List<Mount> mountedBy,
    boolean deleting) {
  /**
   * Why something is unknown.
   *
   * @param code stable name
   * @param message in words
   */
  @Schema(name = "UnknownUse")
  public record UnknownUse(String code, String message) {}

  /**
   * A pod that uses the volume.
   *
   * @param podId the pod
   * @param podName its name
   * @param status of the pod
   */
  @Schema(name = "Mount")
  public record Mount(String podId, String podName, String status) {}

  /**
   * That somebody means this very volume.
   *
   * @param name of the volume
   */
  @Schema(name = "VolumeDeletion")
  public record Confirmation(
      @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "workspace-a2b3c4d5e6")
          @Nullable String name) {}
}
