package online.neuropod.api.pods;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to run.
 *
 * @param name a lower-case label of at most 40 characters, unique among the owner's pods
 * @param deploymentType where the image comes from
 * @param template id; for {@code template}
 * @param dockerImage image reference; for {@code docker}
 * @param gpu key of the price list
 * @param containerDiskSize 1–50 GB; the template's when absent
 * @param volumeDiskSize 1–150 GB; the template's when absent
 * @param ports HTTP ports such as {@code 8888, 3000}: at most 10, the template's when absent
 * @param enableJupyter whether to have JupyterLab on 8888
 * @param assignToUser e-mail address of the client who is to own and pay it; for administrators
 * @param idleStopMinutes after how long without use it stops by itself, at most a week; 0 for
 *     never, what the operator has set when absent
 * @param maxLifetimeHours after how long in one session it stops by itself, at most a year; 0 for
 *     never, what the operator has set when absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "CreatePod")
public record CreatePodRequest(
    @Schema(requiredMode = RequiredMode.REQUIRED, minLength = 1, example = "mi-pod")
        @Nullable String name,
    @Schema(
            requiredMode = RequiredMode.REQUIRED,
            allowableValues = {"template", "docker"},
            example = "docker")
        @Nullable String deploymentType,
    @Nullable String template,
    @Schema(maxLength = 255, example = "nginx:1.27") @Nullable String dockerImage,
    @Schema(requiredMode = RequiredMode.REQUIRED, minLength = 1, example = "cpu")
        @Nullable String gpu,
    @Schema(minimum = "1", maximum = "50", example = "5") @Nullable Integer containerDiskSize,
    @Schema(minimum = "1", maximum = "150", example = "10") @Nullable Integer volumeDiskSize,
    @Schema(example = "8888, 3000") @Nullable String ports,
    @Schema(example = "true") @Nullable Boolean enableJupyter,
    @Nullable String assignToUser,
    @Schema(example = "60") @Nullable Integer idleStopMinutes,
    @Schema(example = "12") @Nullable Integer maxLifetimeHours) {}
