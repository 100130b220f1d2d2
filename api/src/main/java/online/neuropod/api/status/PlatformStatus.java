package online.neuropod.api.status;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import online.neuropod.api.answer.Period;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.api.status.Dependencies.State;
import online.neuropod.api.status.PlatformView.Dependency;
import online.neuropod.api.status.PlatformView.GpuCount;
import online.neuropod.api.status.PlatformView.Money;
import online.neuropod.api.status.PlatformView.Pods;
import online.neuropod.api.status.PlatformView.Users;
import online.neuropod.api.status.PlatformView.Workflows;
import online.neuropod.api.wallet.PlatformUsage;
import online.neuropod.api.wallet.UsageView;
import online.neuropod.cluster.ClusterReader;
import online.neuropod.cluster.ClusterReader.Gpus;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.user.Role;
import online.neuropod.store.StoreFailures;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import org.jspecify.annotations.Nullable;

/** Puts together how the installation is. What cannot be read is left out, never an error. */
public class PlatformStatus {
  private final Dependencies dependencies;
  private final ClusterReader cluster;
  private final PodStore pods;
  private final UserStore users;
  private final PlatformUsage usage;
  private final ApiSettings settings;
  private final InstantSource clock = InstantSource.system();

  /** Reads these. */
  public PlatformStatus(
      Dependencies dependencies,
      ClusterReader cluster,
      PodStore pods,
      UserStore users,
      PlatformUsage usage,
      ApiSettings settings) {
    this.dependencies = dependencies;
    this.cluster = cluster;
    this.pods = pods;
    this.users = users;
    this.usage = usage;
    this.settings = settings;
  }

  /** How it is now. */
  PlatformView view() {
    List<State> states = dependencies.check();
    boolean well = states.stream().allMatch(state -> state.up() || state.isOptional());
    Instant now = clock.instant();
    Optional<List<Pod>> all = read(() -> pods.search(Set.of(), Set.of(), Optional.empty()));
    return new PlatformView(
        well ? "ok" : "degraded",
        settings.version(),
        now,
        states.stream().map(Dependency::of).toList(),
        read(this::users).orElse(null),
        all.map(PlatformStatus::count).orElse(null),
        gpus(all.orElse(List.of())),
        all.map(PlatformStatus::workflows).orElse(null),
        read(() -> money(now)).orElse(null));
  }

  /** What the database tells; empty while it does not answer. */
  private static <T> Optional<T> read(Supplier<@Nullable T> question) {
    try {
      return Optional.ofNullable(question.get());
    } catch (RuntimeException failure) {
      if (StoreFailures.isUnavailable(failure)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  private Users users() {
    long clients = users.count(Role.CLIENT);
    long admins = users.count(Role.ADMIN);
    return new Users(clients + admins, clients, admins);
  }

  private static Pods count(List<Pod> all) {
    Map<PodStatus, Long> counted =
        all.stream().collect(Collectors.groupingBy(Pod::status, Collectors.counting()));
    var byStatus = new LinkedHashMap<String, Long>();
    Arrays.stream(PodStatus.values())
        .filter(status -> status != PodStatus.DELETED)
        .forEach(status -> byStatus.put(status.wire(), counted.getOrDefault(status, 0L)));
    return new Pods(all.size(), byStatus);
  }

  private @Nullable Map<String, GpuCount> gpus(List<Pod> all) {
    Map<String, Long> queued =
        all.stream()
            .filter(pod -> pod.status() == PodStatus.QUEUED)
            .map(Pod::spec)
            .collect(Collectors.groupingBy(PodSpec::gpu, Collectors.counting()));
    return cluster.gpus().map(gpus -> count(gpus, queued)).orElse(null);
  }

  private static Map<String, GpuCount> count(Map<String, Gpus> gpus, Map<String, Long> queued) {
    var counts = new TreeMap<String, GpuCount>();
    gpus.forEach((key, count) -> counts.put(key, GpuCount.of(count, queued.getOrDefault(key, 0L))));
    return counts;
  }

  private static Workflows workflows(List<Pod> all) {
    long open = all.stream().filter(pod -> !pod.isSettled()).count();
    long billing = all.stream().filter(pod -> pod.startedAt().isPresent()).count();
    long failed = all.stream().filter(pod -> pod.status() == PodStatus.ERROR).count();
    return new Workflows(open, billing, failed);
  }

  private @Nullable Money money(Instant now) {
    Instant midnight = now.truncatedTo(ChronoUnit.DAYS);
    try {
      UsageView.Platform day = usage.over(Period.of(midnight, now));
      return new Money(
          midnight,
          day.total().charged(),
          day.total().refunded(),
          day.granted(),
          day.toppedUp(),
          day.adjusted(),
          day.total().free(),
          day.total().writtenOff());
    } catch (Refusal tooMany) {
      // More entries than are added up for one answer: the table of the day has them.
      return null;
    }
  }
}
