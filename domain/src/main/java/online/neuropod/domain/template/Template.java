package online.neuropod.domain.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.TcpPort;

/**
 * A ready-made choice of image, ports and disks.
 *
 * @param id opaque
 * @param name unique
 * @param dockerImage image reference
 * @param httpPorts ports with a route
 * @param tcpPorts listed only
 * @param containerDiskSize GB, 1–50
 * @param volumeDiskSize GB, 1–150
 * @param volumePath where the workspace is mounted
 * @param description Markdown
 * @param command replaces the entry point where the bare image would end at once; empty to leave it
 * @param environment variables
 * @param defaultGpu price key that the form proposes
 * @param createdBy id of the person who made it; empty for those of the beginning
 * @param version for optimistic locking
 */
public record Template(
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
    Map<String, String> environment,
    Optional<String> defaultGpu,
    Optional<String> createdBy,
    long version) {
  public Template {
    httpPorts = List.copyOf(httpPorts);
    tcpPorts = List.copyOf(tcpPorts);
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
