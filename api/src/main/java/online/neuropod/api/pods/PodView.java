package online.neuropod.api.pods;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pod as a person sees it.
 *
 * @param id opaque
 * @param podId the same, as the documents name it
 * @param name unique among the owner's pods
 * @param status where it is in its life
 * @param statusLabel the status in words
 * @param statusReason why, where there is something to say
 * @param deploymentType where the image comes from
 * @param templateId the template it was made from
 * @param templateName its name at that time
 * @param dockerImage image reference
 * @param gpu key of the price list
 * @param gpuName the GPU in words
 * @param cpu limit, in cores
 * @param memoryGiB limit
 * @param containerDiskSize GB
 * @param volumeDiskSize GB that were asked for
 * @param volumePath where the workspace is mounted
 * @param enableJupyter whether the person asked for JupyterLab
 * @param services the ports
 * @param costPerHour euros: GPU, container disk, and the volume at its real size
 * @param activeSeconds how long the container has been running; 0 when it does not
 * @param startedAt since when it runs
 * @param stats what it uses
 * @param autoStop when it is to stop by itself
 * @param queue its place, while it waits for a GPU
 * @param owner who owns and pays it; for administrators
 * @param createdBy id of who created it
 * @param createdAt when it was accepted
 * @param lastActive when it last ran
 * @param revision raised by every change; of two views the one with the higher is the newer
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Pod")
public record PodView(
    String id,
    String podId,
    String name,
    @Schema(
            allowableValues = {
              "creating",
              "queued",
              "starting",
              "running",
              "stopping",
              "stopped",
              "error",
              "deleting",
              "deleted"
            })
        String status,
    String statusLabel,
    @Nullable Reason statusReason,
    @Schema(allowableValues = {"template", "docker"}) String deploymentType,
    @Nullable String templateId,
    @Nullable String templateName,
    String dockerImage,
    String gpu,
    String gpuName,
    int cpu,
    int memoryGiB,
    int containerDiskSize,
    int volumeDiskSize,
    String volumePath,
    boolean enableJupyter,
    Services services,
    BigDecimal costPerHour,
    long activeSeconds,
    @Nullable Instant startedAt,
    Stats stats,
    @Nullable AutoStopView autoStop,
    @Nullable Queue queue,
    @Nullable Owner owner,
    String createdBy,
    Instant createdAt,
    Instant lastActive,
    long revision) {

  /**
   * Why a pod is as it is.
   *
   * @param code stable name of the cause
   * @param message what happened
   * @param hint what to do about it, and what it means for the bill
   */
  @Schema(name = "StatusReason")
  public record Reason(String code, String message, String hint) {}

  /**
   * The ports.
   *
   * @param http with a route each
   * @param tcp listed only
   */
  @Schema(name = "PodServices")
  public record Services(List<HttpService> http, List<TcpService> tcp) {}

  /**
   * A port with a route.
   *
   * @param port 1–65535
   * @param serviceName in words
   * @param url where it answers; without a token
   * @param isCustom whether the person added it
   * @param status whether it answers; {@code stopped} while nothing runs
   */
  @Schema(name = "PodHttpService")
  public record HttpService(
      int port,
      String serviceName,
      String url,
      boolean isCustom,
      @Schema(allowableValues = {"starting", "ready", "unreachable", "stopped"}) String status) {}

  /**
   * A port that is listed only.
   *
   * @param port 1–65535
   * @param serviceName in words
   */
  @Schema(name = "PodTcpService")
  public record TcpService(int port, String serviceName) {}

  /**
   * What a pod uses. Each value is null when it is unknown, and {@code unknown} says why.
   *
   * @param cpu percent of the limit
   * @param memoryBytes used
   * @param memoryLimitBytes the limit
   * @param gpu percent
   * @param diskBytes of the container's disk
   * @param statsAt when it was measured
   * @param unknown by the name of the value: why it is null
   */
  @Schema(name = "PodStats")
  public record Stats(
      @Nullable Double cpu,
      @Nullable Long memoryBytes,
      @Nullable Long memoryLimitBytes,
      @Nullable Double gpu,
      @Nullable Long diskBytes,
      @Nullable Instant statsAt,
      Map<String, UnknownStat> unknown) {}

  /**
   * Why a value is unknown.
   *
   * @param code stable name
   * @param message in words
   */
  @Schema(name = "UnknownStat")
  public record UnknownStat(
      @Schema(allowableValues = {"NOT_RUNNING", "NOT_MEASURED_YET", "NO_METRICS", "NO_GPU"})
          String code,
      String message) {}

  /**
   * A place in the queue for a kind of GPU.
   *
   * @param position from 1
   * @param length how many wait
   * @param since when this pod began to wait
   */
  @Schema(name = "QueuePlace")
  public record Queue(int position, int length, Instant since) {}

  /**
   * Who owns a pod.
   *
   * @param id opaque
   * @param email address
   * @param name what others read
   */
  @Schema(name = "PodOwner")
  public record Owner(String id, String email, String name) {}
}
