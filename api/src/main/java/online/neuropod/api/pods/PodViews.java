package online.neuropod.api.pods;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.pods.PodView.HttpService;
import online.neuropod.api.pods.PodView.Owner;
import online.neuropod.api.pods.PodView.Queue;
import online.neuropod.api.pods.PodView.Services;
import online.neuropod.api.pods.PodView.TcpService;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import org.jspecify.annotations.Nullable;

/** Shows pods as a person sees them. */
public class PodViews {
  private final PodStore pods;
  private final UserStore users;
  private final PodLinks links;
  private final PodStats stats;
  private final AutoStops autoStops;
  private final Reasons reasons;
  private final Texts texts;
  private final InstantSource clock = InstantSource.system();

  /** Puts together what these know. */
  public PodViews(
      PodStore pods,
      UserStore users,
      PodLinks links,
      PodStats stats,
      AutoStops autoStops,
      Reasons reasons,
      Texts texts) {
    this.pods = pods;
    this.users = users;
    this.links = links;
    this.stats = stats;
    this.autoStops = autoStops;
    this.reasons = reasons;
    this.texts = texts;
  }

  /** One pod. */
  public PodView view(Viewer viewer, Pod pod) {
    return view(viewer, List.of(pod)).getFirst();
  }

  /** Several pods, with one question to the store for their owners. */
  public List<PodView> view(Viewer viewer, List<Pod> shown) {
    Surroundings around = around(shown);
    return shown.stream().map(pod -> view(viewer, pod, around)).toList();
  }

  /**
   * What views of pods tell beside the pods themselves.
   *
   * @param owners by id
   * @param queue pods that wait for a GPU
   */
  public record Surroundings(Map<String, User> owners, List<Pod> queue) {}

  /** Reads what views of these pods need, for whomever. */
  public Surroundings around(List<Pod> shown) {
    return new Surroundings(owners(shown), queue(shown));
  }

  /** One of the pods whose surroundings were read. */
  public PodView view(Viewer viewer, Pod pod, Surroundings around) {
    return view(
        viewer, pod, Optional.ofNullable(around.owners().get(pod.ownerId())), around.queue());
  }

  private Map<String, User> owners(List<Pod> shown) {
    Set<String> ids = shown.stream().map(Pod::ownerId).collect(Collectors.toSet());
    return users.findAll(ids).stream().collect(Collectors.toMap(User::id, Function.identity()));
  }

  private List<Pod> queue(List<Pod> shown) {
    boolean waits = shown.stream().anyMatch(pod -> pod.status() == PodStatus.QUEUED);
    return waits ? pods.withStatus(PodStatus.QUEUED) : List.of();
  }

  private PodView view(Viewer viewer, Pod pod, Optional<User> owner, List<Pod> queue) {
    PodSpec spec = pod.spec();
    Language language = viewer.language();
    Optional<Instant> runsSince = pod.startedAt().filter(_ -> pod.status() == PodStatus.RUNNING);
    return new PodView(
        pod.id(),
        pod.id(),
        pod.name(),
        pod.status().wire(),
        texts.say(language, "status." + pod.status().name()),
        pod.reason().map(reason -> reasons.say(language, reason)).orElse(null),
        spec.deploymentType().wire(),
        spec.templateId().orElse(null),
        spec.templateName().orElse(null),
        spec.image(),
        spec.gpu(),
        spec.gpuName(),
        spec.cpu(),
        spec.memoryGiB(),
        spec.containerDiskGb(),
        spec.volumeDiskGb(),
        spec.volumePath(),
        spec.enableJupyter(),
        services(pod),
        costPerHour(pod, owner),
        runsSince.map(this::secondsSince).orElse(0L),
        runsSince.orElse(null),
        stats.of(language, pod),
        autoStops.of(language, pod).orElse(null),
        place(pod, queue),
        owner.filter(_ -> viewer.isAdmin()).map(PodViews::owner).orElse(null),
        pod.createdBy(),
        pod.createdAt(),
        pod.lastActive(),
        pod.revision());
  }

  private long secondsSince(Instant start) {
    return Math.max(0, Duration.between(start, clock.instant()).toSeconds());
  }

  private static Owner owner(User user) {
    return new Owner(user.id(), user.email(), user.name());
  }

  /** Euros an hour: the pod, and the workspace at what it is, or at what the pod makes it. */
  public BigDecimal costPerHour(Pod pod) {
    return costPerHour(pod, users.find(pod.ownerId()));
  }

  private static BigDecimal costPerHour(Pod pod, Optional<User> owner) {
    int workspace = owner.map(User::workspaceGb).orElse(0);
    int gb = Math.max(pod.spec().volumeDiskGb(), workspace);
    return Micros.toEuros(
        Math.addExact(pod.rate().podMicrosPerHour(), pod.rate().volumeMicrosPerHour(gb)));
  }

  private Services services(Pod pod) {
    return new Services(
        pod.spec().httpPorts().stream().map(port -> service(pod, port)).toList(),
        pod.spec().tcpPorts().stream()
            .map(port -> new TcpService(port.port(), port.serviceName()))
            .toList());
  }

  private HttpService service(Pod pod, HttpPort port) {
    String status =
        pod.status().isActive()
            ? pod.services().getOrDefault(port.port(), ServiceStatus.STARTING).wire()
            : "stopped";
    return new HttpService(
        port.port(), port.serviceName(), links.http(pod, port.port()), port.isCustom(), status);
  }

  private static @Nullable Queue place(Pod pod, List<Pod> queue) {
    if (pod.status() != PodStatus.QUEUED) {
      return null;
    }
    List<String> waiting =
        queue.stream()
            .filter(other -> other.spec().gpu().equals(pod.spec().gpu()))
            .sorted(Comparator.comparing((Pod other) -> other.wish().at()).thenComparing(Pod::id))
            .map(Pod::id)
            .toList();
    int before = waiting.indexOf(pod.id());
    // It may have left the queue since it was read; then it was the first.
    int position = Math.max(before, 0) + 1;
    return new Queue(position, Math.max(waiting.size(), position), pod.wish().at());
  }
}
