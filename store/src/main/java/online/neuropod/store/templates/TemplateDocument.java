package online.neuropod.store.templates;

import java.util.List;
import java.util.Optional;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.TcpPort;
import online.neuropod.domain.template.Template;
import online.neuropod.store.Variable;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;

/** {@link Template} as it is kept. */
@Document("templates")
record TemplateDocument(
    String id,
    String name,
    String dockerImage,
    List<HttpPort> httpPorts,
    List<TcpPort> tcpPorts,
    int containerDiskSize,
    int volumeDiskSize,
    String volumePath,
    String description,
    List<String> command,
    List<Variable> environment,
    @Nullable String defaultGpu,
    @Nullable String createdBy,
    long version) {
  static TemplateDocument of(Template template) {
    return new TemplateDocument(
        template.id(),
        template.name(),
        template.dockerImage(),
        template.httpPorts(),
        template.tcpPorts(),
        template.containerDiskSize(),
        template.volumeDiskSize(),
        template.volumePath(),
        template.description(),
        template.command(),
        Variable.listOf(template.environment()),
        template.defaultGpu().orElse(null),
        template.createdBy().orElse(null),
        template.version());
  }

  Template toTemplate() {
    return new Template(
        id,
        name,
        dockerImage,
        httpPorts,
        tcpPorts,
        containerDiskSize,
        volumeDiskSize,
        volumePath,
        description,
        command,
        Variable.mapOf(environment),
        Optional.ofNullable(defaultGpu),
        Optional.ofNullable(createdBy),
        version);
  }
}
