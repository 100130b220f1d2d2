package online.neuropod.api.templates;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template as it is to be; what is left out has its default.
 *
 * @param name unique, 1–60 characters
 * @param dockerImage image reference
 * @param httpPorts 1–10 ports with a route
 * @param tcpPorts at most 10, listed only
 * @param containerDiskSize GB, 1–50
 * @param volumeDiskSize GB, 1–150
 * @param volumePath where the workspace is mounted: absolute, no folder of the system; {@code
 *     /workspace} when left out
 * @param description Markdown, up to 20,000 characters
 * @param command replaces the image's entry point; left out or empty to leave it
 * @param environment variables of the container, at most 50
 * @param defaultGpu key of the price list that the form proposes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TemplateRequest")
public record TemplateRequest(
    @Schema(requiredMode = RequiredMode.REQUIRED, minLength = 1, maxLength = 60, example = "Python")
        @Nullable String name,
    @Schema(requiredMode = RequiredMode.REQUIRED, maxLength = 255, example = "python:3.13-slim")
        @Nullable String dockerImage,
    @Schema(requiredMode = RequiredMode.REQUIRED) @Nullable List<@Nullable Port> httpPorts,
    @Nullable List<@Nullable Port> tcpPorts,
    @Schema(requiredMode = RequiredMode.REQUIRED, minimum = "1", maximum = "50", example = "20")
        @Nullable Integer containerDiskSize,
    @Schema(requiredMode = RequiredMode.REQUIRED, minimum = "1", maximum = "150", example = "50")
        @Nullable Integer volumeDiskSize,
    @Schema(example = "/workspace", maxLength = 200) @Nullable String volumePath,
    @Schema(maxLength = 20_000, example = "## Python") @Nullable String description,
    @Schema(example = "[\"python\", \"-m\", \"http.server\", \"8000\"]")
        @Nullable List<@Nullable String> command,
    @Schema(example = "{\"TZ\": \"Europe/Madrid\"}")
        @Nullable Map<String, @Nullable String> environment,
    @Schema(example = "cpu") @Nullable String defaultGpu) {

  /**
   * A port and its name.
   *
   * @param port 1–65535
   * @param serviceName in words, 1–40 characters
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "TemplatePortRequest")
  public record Port(
      @Schema(
              requiredMode = RequiredMode.REQUIRED,
              minimum = "1",
              maximum = "65535",
              example = "8000")
          @Nullable Integer port,
      @Schema(
              requiredMode = RequiredMode.REQUIRED,
              minLength = 1,
              maxLength = 40,
              example = "Web Server")
          @Nullable String serviceName) {}
}
