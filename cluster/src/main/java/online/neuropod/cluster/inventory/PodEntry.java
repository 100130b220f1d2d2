package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.ContainerMetrics;
import io.fabric8.kubernetes.api.model.metrics.v1beta1.PodMetrics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Pod.
 *
 * @param name within its namespace
 * @param namespace where it is
 * @param uid unlike the name never used again
 * @param labels of its metadata
 * @param phase {@code Pending}, {@code Running}, {@code Succeeded}, {@code Failed} or {@code
 *     Unknown}
 * @param reason why it is in its phase, in one word, such as {@code Evicted}
 * @param terminating whether it is being deleted
 * @param node that it is bound to
 * @param podIp its address
 * @param ready whether all its containers are
 * @param restarts of all its containers
 * @param requested of its node
 * @param containers without those that run before them
 * @param metricsTimestamp when the usage of its containers was measured
 * @param metricsWindow over how long, ISO 8601
 * @param metricsUnknown why there is no usage
 * @param createdAt when it was made
 */
public record PodEntry(
    String name,
    String namespace,
    String uid,
    Map<String, String> labels,
    String phase,
    Optional<String> reason,
    boolean terminating,
    Optional<String> node,
    Optional<String> podIp,
    boolean ready,
    int restarts,
    Amounts requested,
    List<PodContainer> containers,
    Optional<Instant> metricsTimestamp,
    Optional<String> metricsWindow,
    Optional<Gap> metricsUnknown,
    Instant createdAt) {

  /**
   * A container of a Pod.
   *
   * @param name within the Pod
   * @param image as it was asked for
   * @param ready whether it answers
   * @param restarts since the Pod was made
   * @param state {@code waiting}, {@code running} or {@code terminated}
   * @param reason why it waits or has ended, in one word, such as {@code ImagePullBackOff}
   * @param requests what it is sure to get
   * @param limits what it may use; 0 where nothing limits it
   * @param usage what it uses
   */
  public record PodContainer(
      String name,
      String image,
      boolean ready,
      int restarts,
      String state,
      Optional<String> reason,
      Amounts requests,
      Amounts limits,
      Optional<Used> usage) {
    static PodContainer of(
        Container spec, Optional<ContainerStatus> status, Optional<ContainerMetrics> metrics) {
      Optional<ContainerState> state = status.map(ContainerStatus::getState);
      Optional<ResourceRequirements> resources = Optional.ofNullable(spec.getResources());
      return new PodContainer(
          spec.getName(),
          spec.getImage(),
          status.map(ContainerStatus::getReady).orElse(false),
          status.map(ContainerStatus::getRestartCount).orElse(0),
          state.map(PodContainer::word).orElse("waiting"),
          state.flatMap(PodContainer::why),
          resources.map(ResourceRequirements::getRequests).map(Amounts::of).orElse(Amounts.NONE),
          resources.map(ResourceRequirements::getLimits).map(Amounts::of).orElse(Amounts.NONE),
          metrics.map(ContainerMetrics::getUsage).map(Used::of));
    }

    private static String word(ContainerState state) {
      if (state.getRunning() != null) {
        return "running";
      }
      return state.getTerminated() == null ? "waiting" : "terminated";
    }

    private static Optional<String> why(ContainerState state) {
      if (state.getTerminated() != null) {
        return Optional.ofNullable(state.getTerminated().getReason());
      }
      return Optional.ofNullable(state.getWaiting()).map(waiting -> waiting.getReason());
    }
  }

  static PodEntry of(Pod pod, MetricsAnswer<PodMetrics> metrics) {
    Metadata metadata = Metadata.of(pod);
    Optional<PodMetrics> measured = metrics.of(metadata.key());
    boolean running = "Running".equals(pod.getStatus().getPhase());
    List<PodContainer> containers =
        pod.getSpec().getContainers().stream()
            .map(spec -> PodContainer.of(spec, status(pod, spec), usage(measured, spec)))
            .toList();
    return new PodEntry(
        metadata.name(),
        metadata.namespace(),
        metadata.uid(),
        metadata.labels(),
        Optional.ofNullable(pod.getStatus().getPhase()).orElse("Unknown"),
        Optional.ofNullable(pod.getStatus().getReason()),
        pod.getMetadata().getDeletionTimestamp() != null,
        Optional.ofNullable(pod.getSpec().getNodeName()),
        Optional.ofNullable(pod.getStatus().getPodIP()),
        running && containers.stream().allMatch(PodContainer::ready),
        containers.stream().mapToInt(PodContainer::restarts).sum(),
        PodRequests.of(pod),
        containers,
        measured.map(PodMetrics::getTimestamp).map(Instant::parse),
        measured.map(found -> found.getWindow().getDuration().toString()),
        measured.isPresent() ? Optional.empty() : Optional.of(metrics.why(running)),
        metadata.createdAt());
  }

  private static Optional<ContainerStatus> status(Pod pod, Container spec) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(status -> status.getName().equals(spec.getName()))
        .findFirst();
  }

  private static Optional<ContainerMetrics> usage(Optional<PodMetrics> measured, Container spec) {
    return measured.stream()
        .flatMap(pod -> pod.getContainers().stream())
        .filter(container -> container.getName().equals(spec.getName()))
        .findFirst();
  }
}
