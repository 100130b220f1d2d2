package online.neuropod.simulator.kubelet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import online.neuropod.simulator.controller.EventRecorder;
import online.neuropod.simulator.controller.Pace;
import online.neuropod.simulator.controller.PodConditions;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.DeleteOptions;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One pod on its node, from its arrival to its end. */
final class PodRun {
  private static final Owner OWNER = Owner.component("kubelet", "status");
  private static final Duration LOOK_FOR_VOLUMES = Duration.ofSeconds(2);
  private static final Duration TERMINAL_STATE_SHOWS = Duration.ofMillis(400);

  private final Registry registry;
  private final EventRecorder events;
  private final Pace pace;
  private final Node node;
  private final ObjectKey key;
  private final String uid;
  private final List<ContainerRun> containers;
  private Optional<Instant> stopSince = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();
  private Optional<String> evicted = Optional.empty();
  private boolean mounted;

  PodRun(Registry registry, EventRecorder events, Pace pace, Node node, ObjectNode pod) {
    this.registry = registry;
    this.events = events;
    this.pace = pace;
    this.node = node;
    this.key = ObjectKey.of(ResourceTypes.PODS, pod);
    this.uid = Json.text(pod, "metadata", "uid");
    this.mounted = Json.has(pod, "status", "podIP");
    this.containers =
        Json.objects(pod, "spec", "containers")
            .map(
                container ->
                    new ContainerRun(
                        registry, events, pace, node, pod, Json.text(container, "name")))
            .toList();
  }

  List<ContainerRun> containers() {
    return containers;
  }

  private Instant now() {
    return registry.clock().instant();
  }

  /**
   * Does what is due.
   *
   * @return when there is more to do
   */
  Optional<Duration> sync(ObjectNode pod) {
    Optional<Instant> next = Json.has(pod, "metadata", "deletionTimestamp") ? stop(pod) : run(pod);
    return next.map(due -> Duration.between(now(), due))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait.plusMillis(1));
  }

  private Optional<Instant> run(ObjectNode pod) {
    if (!mounted) {
      write(this::arrive);
      Optional<Mounts.Problem> problem = new Mounts(registry).problem(pod);
      if (problem.isPresent()) {
        events.warning(pod, problem.get().reason(), problem.get().message());
        write(this::report);
        return Optional.of(now().plus(pace.of(LOOK_FOR_VOLUMES)));
      }
      mounted = true;
    }
    if (evicted.isPresent()) {
      write(this::report);
      return Optional.empty();
    }
    Optional<Instant> next =
        containers.stream()
            .map(container -> container.advance(pod))
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    Optional<Instant> eviction = evict(pod);
    write(this::report);
    return Stream.concat(next.stream(), eviction.stream()).min(Instant::compareTo);
  }

  private Optional<Instant> evict(ObjectNode pod) {
    Optional<Instant> due =
        containers.stream()
            .map(ContainerRun::stage)
            .filter(Stage.Running.class::isInstance)
            .map(Stage.Running.class::cast)
            .flatMap(
                running ->
                    running.program().eviction().stream()
                        .map(after -> running.startedAt().plus(pace.of(after))))
            .min(Instant::compareTo);
    if (due.isEmpty() || now().isBefore(due.get())) {
      return due;
    }
    String limit =
        Json.objects(pod, "spec", "containers")
            .map(found -> Json.text(found, "resources", "limits", "ephemeral-storage"))
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse("");
    String message =
        limit.isEmpty()
            ? "The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi,"
                + " available: 9Gi. "
            : "Pod ephemeral local storage usage exceeds the total limit of containers "
                + limit
                + ". ";
    evicted = Optional.of(message);
    events.warning(pod, "Evicted", message);
    containers.forEach(ContainerRun::kill);
    return Optional.empty();
  }

  private Optional<Instant> stop(ObjectNode pod) {
    Instant since = stopSince(pod);
    Duration grace =
        pace.of(Duration.ofSeconds(Json.number(pod, 30, "metadata", "deletionGracePeriodSeconds")));
    if (stopSince.isEmpty()) {
      containers.stream()
          .filter(ContainerRun::isRunning)
          .forEach(
              container ->
                  events.record(
                      pod,
                      "Normal",
                      "Killing",
                      "Stopping container " + container.name(),
                      "spec.containers{" + container.name() + "}"));
    }
    stopSince = Optional.of(since);
    Optional<Instant> next =
        containers.stream()
            .map(container -> container.stop(pod, since, grace))
            .flatMap(Optional::stream)
            .min(Instant::compareTo);
    write(this::report);
    return next.isPresent() ? next : finish();
  }

  /** When the stop was asked for: now, or before a restart of the kubelet. */
  private Instant stopSince(ObjectNode pod) {
    Instant asked =
        Times.at(pod, "metadata", "deletionTimestamp")
            .orElse(now())
            .minusSeconds(Json.number(pod, 0, "metadata", "deletionGracePeriodSeconds"));
    boolean recent = Duration.between(asked, now()).compareTo(Duration.ofSeconds(2)) < 0;
    return stopSince.orElse(recent ? now() : asked);
  }

  /** All containers have ended: their state shows for a moment, then the pod goes. */
  private Optional<Instant> finish() {
    Instant ended = endedAt.orElse(now());
    endedAt = Optional.of(ended);
    Instant gone = ended.plus(pace.of(TERMINAL_STATE_SHOWS));
    if (now().isBefore(gone)) {
      return Optional.of(gone);
    }
    registry
        .store()
        .exclusively(
            () ->
                registry
                    .find(key)
                    .filter(found -> Json.text(found, "metadata", "uid").equals(uid))
                    .map(found -> registry.delete(key, DeleteOptions.now(uid))));
    return Optional.empty();
  }

  private void write(Consumer<ObjectNode> change) {
    registry.modify(
        key,
        OWNER,
        next -> {
          if (Json.text(next, "metadata", "uid").equals(uid)) {
            change.accept(next);
          }
          return next;
        });
  }

  private void arrive(ObjectNode pod) {
    ObjectNode status = Json.ensure(pod, "status");
    if (!Json.has(status, "startTime")) {
      status.put("startTime", Times.seconds(now()));
      status.put("hostIP", node.address());
      status.putArray("hostIPs").addObject().put("ip", node.address());
    }
  }

  private void report(ObjectNode pod) {
    arrive(pod);
    ObjectNode status = Json.ensure(pod, "status");
    if (mounted) {
      String address = node.podAddress(uid);
      status.put("podIP", address);
      status.putArray("podIPs").addObject().put("ip", address);
    }
    ArrayNode statuses = status.putArray("containerStatuses");
    containers.forEach(container -> statuses.add(container.status()));
    String phase = phase(pod);
    status.put("phase", phase);
    status.put("observedGeneration", Json.number(pod, 1, "metadata", "generation"));
    evicted.ifPresent(
        message -> status.put("phase", "Failed").put("reason", "Evicted").put("message", message));
    conditions(pod, Json.text(status, "phase"));
  }

  private String phase(ObjectNode pod) {
    boolean stopping = Json.has(pod, "metadata", "deletionTimestamp");
    boolean anyStarted = containers.stream().anyMatch(PodRun::hasRun);
    boolean allEnded =
        containers.stream().allMatch(container -> container.stage() instanceof Stage.Ended);
    boolean allWell =
        containers.stream()
            .allMatch(
                container ->
                    container.stage() instanceof Stage.Ended(Termination end)
                        && end.exitCode() == 0);
    String policy = Json.text(pod, "spec", "restartPolicy");
    boolean over =
        allEnded && (stopping || policy.equals("Never") || (policy.equals("OnFailure") && allWell));
    if (over) {
      return allWell ? "Succeeded" : "Failed";
    }
    return anyStarted ? "Running" : "Pending";
  }

  private static boolean hasRun(ContainerRun container) {
    return container.isRunning()
        || container.stage() instanceof Stage.Ended
        || container.previous().isPresent();
  }

  private void conditions(ObjectNode pod, String phase) {
    PodConditions conditions = new PodConditions(pod, now());
    boolean over = phase.equals("Succeeded") || phase.equals("Failed");
    List<String> unready =
        containers.stream()
            .filter(container -> !container.isReady())
            .map(ContainerRun::name)
            .toList();
    boolean ready = unready.isEmpty() && !over;
    String reason =
        ready
            ? ""
            : phase.equals("Succeeded")
                ? "PodCompleted"
                : phase.equals("Failed") ? "PodFailed" : "ContainersNotReady";
    String message =
        ready || over ? "" : "containers with unready status: [" + String.join(" ", unready) + "]";
    conditions.set("PodReadyToStartContainers", mounted && !over);
    conditions.set("Initialized", true, phase.equals("Succeeded") ? "PodCompleted" : "", "");
    conditions.set("Ready", ready, reason, message);
    conditions.set("ContainersReady", ready, reason, message);
    conditions.moveLast("PodScheduled");
    if (evicted.isPresent()) {
      conditions.set("DisruptionTarget", true, "TerminationByKubelet", evicted.get());
    }
  }
}
