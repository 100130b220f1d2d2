package online.neuropod.api.templates;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import online.neuropod.domain.template.Template;
import org.jspecify.annotations.Nullable;

/**
 * A ready-made choice of image, ports and disks.
 *
 * @param id opaque
 * @param name unique
 * @param dockerImage image reference
 * @param httpPorts ports with a route
 * @param tcpPorts listed only
 * @param containerDiskSize GB
 * @param volumeDiskSize GB
 * @param volumePath where the workspace is mounted
 * @param description Markdown
 * @param command replaces the image's entry point; empty to leave it
 * @param environment variables of the container
 * @param defaultGpu price key that the form proposes
 * @param createdBy id of the person who made it, who may change it too; absent for those of the
 *     beginning
 * @param version also its ETag
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Template")
public record TemplateView(
    String id,
    String name,
    String dockerImage,
    List<Port> httpPorts,
    List<Port> tcpPorts,
    int containerDiskSize,
    int volumeDiskSize,
    String volumePath,
    String description,
    List<String> command,
    Map<String, String> environment,
    @Nullable String defaultGpu,
    @Nullable String createdBy,
    long version) {

  /**
   * A port and its name.
   *
   * @param port 1–65535
   * @param serviceName in words
   */
  @Schema(name = "TemplatePort")
  public record Port(int port, String serviceName) {}

  static TemplateView of(Template template) {
    return new TemplateView(
        template.id(),
        template.name(),
        template.dockerImage(),
        template.httpPorts().stream().map(p -> new Port(p.port(), p.serviceName())).toList(),
        template.tcpPorts().stream().map(p -> new Port(p.port(), p.serviceName())).toList(),
        template.containerDiskSize(),
        template.volumeDiskSize(),
        template.volumePath(),
        template.description(),
        template.command(),
        template.environment(),
        template.defaultGpu().orElse(null),
        template.createdBy().orElse(null),
        template.version());
  }
}
