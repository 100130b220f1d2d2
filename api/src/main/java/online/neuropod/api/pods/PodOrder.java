package online.neuropod.api.pods;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Faults;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.money.PriceList.GpuPrice;
import online.neuropod.domain.pod.DeploymentType;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.ImageReference;
import online.neuropod.domain.pod.PodLimits;
import online.neuropod.domain.pod.PodName;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.Ports;
import online.neuropod.domain.template.Template;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.templates.TemplateStore;
import online.neuropod.store.users.UserStore;
import org.jspecify.annotations.Nullable;

/**
 * A request to create a pod, understood: every name in it is resolved.
 *
 * @param name of the pod
 * @param owner who is to own and pay it
 * @param spec what is to run
 * @param rate what it costs
 * @param limits when it is to stop by itself
 */
record PodOrder(String name, User owner, PodSpec spec, PodRate rate, PodLimits limits) {

  /** Understands requests. */
  static final class Desk {
    private static final String DEFAULT_VOLUME_PATH = "/workspace";

    private final TemplateStore templates;
    private final UserStore users;

    Desk(TemplateStore templates, UserStore users) {
      this.templates = templates;
      this.users = users;
    }

    /**
     * Understands a request.
     *
     * @throws Refusal with everything that is wrong; or if somebody assigns a pod who may not, or
     *     the GPU is switched off
     */
    PodOrder read(Viewer viewer, CreatePodRequest request, PriceList prices) {
      Optional<String> assignee = given(request.assignToUser());
      if (assignee.isPresent() && !viewer.isAdmin()) {
        throw Refusal.of(FailureCode.FORBIDDEN);
      }
      var form = new Form(request, prices);
      form.name();
      form.type();
      form.gpu();
      form.disks();
      form.ports();
      form.limits();
      User owner = assignee.map(email -> form.assignee(email, viewer)).orElse(viewer.user());
      form.faults.refuseIfAny();
      return form.order(owner);
    }

    private static Optional<String> given(@Nullable String text) {
      return Optional.ofNullable(text).map(String::strip).filter(some -> !some.isEmpty());
    }

    private final class Form {
      private final CreatePodRequest request;
      private final PriceList prices;
      private final Faults faults = new Faults();
      private final boolean jupyter;
      private String name = "";
      private DeploymentType type = DeploymentType.DOCKER;
      private Optional<Template> template = Optional.empty();
      private String image = "";
      private int containerDisk = 1;
      private int volumeDisk = 1;
      private List<HttpPort> httpPorts = List.of();
      private PodLimits limits = PodLimits.USUAL;

      private Form(CreatePodRequest request, PriceList prices) {
        this.request = request;
        this.prices = prices;
        this.jupyter = Objects.requireNonNullElse(request.enableJupyter(), false);
      }

      private void name() {
        name = given(request.name()).orElse("");
        if (name.isEmpty()) {
          faults.add("name", "name.required");
        } else if (!PodName.isValid(name)) {
          String slug = PodName.slug(name);
          faults.add("name", slug.isEmpty() ? "name" : "name.slug", Map.of("slug", slug));
        }
      }

      private void type() {
        Optional<String> wanted = given(request.deploymentType());
        Optional<DeploymentType> known =
            wanted.flatMap(
                wire ->
                    Arrays.stream(DeploymentType.values())
                        .filter(each -> each.wire().equals(wire))
                        .findFirst());
        if (known.isEmpty()) {
          faults.add(
              "deploymentType", wanted.isEmpty() ? "deploymentType.required" : "deploymentType");
          return;
        }
        type = known.get();
        switch (type) {
          case TEMPLATE -> template();
          case DOCKER -> image();
        }
      }

      private void template() {
        Optional<String> id = given(request.template());
        template = id.flatMap(templates::find);
        image = template.map(Template::dockerImage).orElse("");
        if (template.isEmpty()) {
          faults.add("template", id.isEmpty() ? "template.required" : "template");
        }
      }

      private void image() {
        image = given(request.dockerImage()).orElse("");
        if (image.isEmpty()) {
          faults.add("dockerImage", "dockerImage.required");
        } else if (!ImageReference.isValid(image)) {
          faults.add("dockerImage", "dockerImage");
        }
      }

      private void gpu() {
        Optional<String> key = given(request.gpu());
        if (key.isEmpty()) {
          faults.add("gpu", "gpu.required");
        } else if (prices.gpu(key.get()).isEmpty()) {
          faults.add("gpu", "gpu");
        }
      }

      private void disks() {
        containerDisk =
            size(
                "containerDiskSize",
                request.containerDiskSize(),
                template.map(Template::containerDiskSize),
                PodSpec.MAX_CONTAINER_DISK_GB);
        volumeDisk =
            size(
                "volumeDiskSize",
                request.volumeDiskSize(),
                template.map(Template::volumeDiskSize),
                PodSpec.MAX_VOLUME_GB);
      }

      private int size(String field, @Nullable Integer wanted, Optional<Integer> usual, int max) {
        Optional<Integer> gb = Optional.ofNullable(wanted).or(() -> usual);
        if (gb.isEmpty()) {
          faults.add(field, "required");
        } else if (gb.get() < 1 || gb.get() > max) {
          faults.add(field, "range", Map.of("min", "1", "max", String.valueOf(max)));
        }
        return gb.orElse(1);
      }

      private void ports() {
        List<HttpPort> known = template.map(Template::httpPorts).orElse(List.of());
        String text = Optional.ofNullable(request.ports()).orElseGet(() -> text(known));
        Ports.Parsed parsed = Ports.parse(text);
        boolean onlyJupyter = jupyter && text.isBlank();
        if (parsed.fault().isPresent() && !onlyJupyter) {
          faults.add("ports", "ports." + parsed.fault().get().name());
          return;
        }
        httpPorts = Ports.name(parsed.ports(), known, jupyter);
        if (httpPorts.size() > Ports.MAX) {
          faults.add("ports", "ports." + Ports.Fault.TOO_MANY.name());
        }
      }

      private void limits() {
        Optional<Duration> idle =
            limit("idleStopMinutes", request.idleStopMinutes(), PodLimits.MAX_IDLE_MINUTES)
                .map(Duration::ofMinutes);
        Optional<Duration> lifetime =
            limit("maxLifetimeHours", request.maxLifetimeHours(), PodLimits.MAX_LIFETIME_HOURS)
                .map(Duration::ofHours);
        limits = new PodLimits(idle, lifetime);
      }

      private Optional<Integer> limit(String field, @Nullable Integer wanted, int max) {
        Optional<Integer> given = Optional.ofNullable(wanted);
        if (given.filter(number -> number < 0 || number > max).isPresent()) {
          faults.add(field, "range", Map.of("min", "0", "max", String.valueOf(max)));
          return Optional.empty();
        }
        return given;
      }

      private static String text(List<HttpPort> ports) {
        return ports.stream()
            .map(port -> String.valueOf(port.port()))
            .collect(Collectors.joining(","));
      }

      private User assignee(String email, Viewer viewer) {
        Optional<User> client = users.findByEmail(email).filter(user -> user.role() == Role.CLIENT);
        if (client.isEmpty()) {
          faults.add("assignToUser", "assignToUser");
        }
        return client.orElse(viewer.user());
      }

      private PodOrder order(User owner) {
        String key = given(request.gpu()).orElseThrow();
        GpuPrice gpu = prices.gpu(key).orElseThrow();
        if (!gpu.available()) {
          throw Refusal.of(FailureCode.GPU_UNAVAILABLE, Map.of("gpu", gpu.name()));
        }
        return new PodOrder(name, owner, spec(key, gpu), prices.rate(gpu, containerDisk), limits);
      }

      private PodSpec spec(String key, GpuPrice gpu) {
        return new PodSpec(
            type,
            template.map(Template::id),
            template.map(Template::name),
            image,
            key,
            gpu.name(),
            gpu.cpu(),
            gpu.memoryGiB(),
            containerDisk,
            volumeDisk,
            template.map(Template::volumePath).orElse(DEFAULT_VOLUME_PATH),
            jupyter,
            jupyter || listsJupyter(),
            httpPorts,
            template.map(Template::tcpPorts).orElse(List.of()),
            template.map(Template::command).orElse(List.of()),
            template.map(Template::environment).orElse(Map.of()));
      }

      /** The template offers JupyterLab, and its port was not taken off the list. */
      private boolean listsJupyter() {
        boolean listed =
            template.stream()
                .flatMap(from -> from.httpPorts().stream())
                .anyMatch(port -> port.port() == Ports.JUPYTER);
        return listed && httpPorts.stream().anyMatch(port -> port.port() == Ports.JUPYTER);
      }
    }
  }
}
