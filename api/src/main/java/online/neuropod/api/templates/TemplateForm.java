package online.neuropod.api.templates;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import online.neuropod.api.answer.Faults;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.pod.EnvironmentVariable;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.ImageReference;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.Ports;
import online.neuropod.domain.pod.TcpPort;
import online.neuropod.domain.pod.VolumePath;
import online.neuropod.domain.template.Template;
import org.jspecify.annotations.Nullable;

/** Reads a {@link TemplateRequest}, or says everything that is wrong with it. */
final class TemplateForm {
  private static final String DEFAULT_VOLUME_PATH = "/workspace";
  private static final int MAX_NAME = 60;
  private static final int MAX_SERVICE_NAME = 40;
  private static final int MAX_DESCRIPTION = 20_000;
  private static final int MAX_COMMAND_PARTS = 50;
  private static final int MAX_COMMAND_LENGTH = 8192;
  private static final int MAX_VARIABLES = 50;

  private final TemplateRequest request;
  private final PriceList prices;
  private final Faults faults = new Faults();
  private final Set<Integer> seenPorts = new HashSet<>();

  private TemplateForm(TemplateRequest request, PriceList prices) {
    this.request = request;
    this.prices = prices;
  }

  /**
   * Reads a request.
   *
   * @throws online.neuropod.api.answer.Refusal with everything that is wrong
   */
  static Template read(
      TemplateRequest request,
      PriceList prices,
      String id,
      Optional<String> createdBy,
      long version) {
    return new TemplateForm(request, prices).template(id, createdBy, version);
  }

  private record Named(int port, String name) {}

  private Template template(String id, Optional<String> createdBy, long version) {
    String name = text("name", "template.name", request.name(), MAX_NAME);
    String image = image();
    List<Named> http = ports("httpPorts", request.httpPorts());
    if (http.isEmpty() && (request.httpPorts() == null || request.httpPorts().isEmpty())) {
      faults.add("httpPorts", "template.ports.EMPTY");
    }
    List<Named> tcp = ports("tcpPorts", request.tcpPorts());
    int containerDisk =
        size("containerDiskSize", request.containerDiskSize(), PodSpec.MAX_CONTAINER_DISK_GB);
    int volumeDisk = size("volumeDiskSize", request.volumeDiskSize(), PodSpec.MAX_VOLUME_GB);
    String volumePath = volumePath();
    String description = description();
    List<String> command = command();
    Map<String, String> environment = environment();
    Optional<String> defaultGpu = defaultGpu();
    faults.refuseIfAny();
    return new Template(
        id,
        name,
        image,
        http.stream().map(port -> new HttpPort(port.port(), port.name(), false)).toList(),
        tcp.stream().map(port -> new TcpPort(port.port(), port.name())).toList(),
        containerDisk,
        volumeDisk,
        volumePath,
        description,
        command,
        environment,
        defaultGpu,
        createdBy,
        version);
  }

  private String text(String field, String fault, @Nullable String given, int max) {
    String text = Objects.requireNonNullElse(given, "").strip();
    boolean readable = text.codePoints().noneMatch(Character::isISOControl);
    if (text.isEmpty()) {
      faults.add(field, "required");
    } else if (text.length() > max || !readable) {
      faults.add(field, fault, Map.of("max", String.valueOf(max)));
    }
    return text;
  }

  private String image() {
    String image = Objects.requireNonNullElse(request.dockerImage(), "").strip();
    if (image.isEmpty()) {
      faults.add("dockerImage", "dockerImage.required");
    } else if (!ImageReference.isValid(image)) {
      faults.add("dockerImage", "dockerImage");
    }
    return image;
  }

  private List<Named> ports(String field, @Nullable List<TemplateRequest.@Nullable Port> given) {
    if (given == null) {
      return List.of();
    }
    if (given.size() > Ports.MAX) {
      faults.add(field, "template.ports.TOO_MANY", Map.of("max", String.valueOf(Ports.MAX)));
      return List.of();
    }
    var ports = new ArrayList<Named>();
    for (int i = 0; i < given.size(); i++) {
      port(field + "." + i, given.get(i)).ifPresent(ports::add);
    }
    return ports;
  }

  private Optional<Named> port(String field, TemplateRequest.@Nullable Port given) {
    if (given == null) {
      faults.add(field, "required");
      return Optional.empty();
    }
    String name = text(field + ".serviceName", "text", given.serviceName(), MAX_SERVICE_NAME);
    Integer port = given.port();
    if (port == null) {
      faults.add(field + ".port", "required");
      return Optional.empty();
    }
    if (port < 1 || port > 65535) {
      faults.add(field + ".port", "template.ports.NOT_A_PORT");
      return Optional.empty();
    }
    if (!seenPorts.add(port)) {
      faults.add(field + ".port", "template.ports.DUPLICATE", Map.of("port", "" + port));
    }
    return Optional.of(new Named(port, name));
  }

  private int size(String field, @Nullable Integer gb, int max) {
    if (gb == null) {
      faults.add(field, "required");
      return 1;
    }
    if (gb < 1 || gb > max) {
      faults.add(field, "range", Map.of("min", "1", "max", String.valueOf(max)));
    }
    return gb;
  }

  private String volumePath() {
    String path = Objects.requireNonNullElse(request.volumePath(), DEFAULT_VOLUME_PATH).strip();
    if (!VolumePath.isSafe(path)) {
      faults.add("volumePath", "volumePath");
    }
    return path;
  }

  private String description() {
    String description = Objects.requireNonNullElse(request.description(), "");
    if (description.length() > MAX_DESCRIPTION || description.indexOf('\0') >= 0) {
      faults.add("description", "description", Map.of("max", "" + MAX_DESCRIPTION));
    }
    return description;
  }

  private List<String> command() {
    if (request.command() == null) {
      return List.of();
    }
    var parts = new ArrayList<String>();
    for (String part : request.command()) {
      parts.add(Objects.requireNonNullElse(part, "\0"));
    }
    int length = parts.stream().mapToInt(String::length).sum();
    boolean printable = parts.stream().allMatch(part -> part.indexOf('\0') < 0);
    boolean startsNothing = !parts.isEmpty() && parts.getFirst().isBlank();
    if (parts.size() > MAX_COMMAND_PARTS
        || length > MAX_COMMAND_LENGTH
        || !printable
        || startsNothing) {
      faults.add(
          "command",
          "command",
          Map.of("max", "" + MAX_COMMAND_PARTS, "length", "" + MAX_COMMAND_LENGTH));
    }
    return parts;
  }

  private Map<String, String> environment() {
    if (request.environment() == null) {
      return Map.of();
    }
    if (request.environment().size() > MAX_VARIABLES) {
      faults.add("environment", "environment.tooMany", Map.of("max", "" + MAX_VARIABLES));
    }
    var variables = new LinkedHashMap<String, String>();
    request
        .environment()
        .forEach(
            (name, value) -> {
              String field = "environment." + name;
              if (!EnvironmentVariable.isName(name)) {
                faults.add(field, "environment.name");
              }
              if (value == null) {
                faults.add(field, "required");
              } else if (!EnvironmentVariable.isValue(value)) {
                faults.add(
                    field, "environment.value", Map.of("max", "" + EnvironmentVariable.MAX_VALUE));
              }
              variables.put(name, Objects.requireNonNullElse(value, ""));
            });
    return variables;
  }

  private Optional<String> defaultGpu() {
    Optional<String> key =
        Optional.ofNullable(request.defaultGpu())
            .map(String::strip)
            .filter(given -> !given.isEmpty());
    if (key.isPresent() && prices.gpu(key.get()).isEmpty()) {
      faults.add("defaultGpu", "gpu");
    }
    return key;
  }
}
