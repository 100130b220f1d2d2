package online.neuropod.simulator.kubelet;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import online.neuropod.simulator.apiserver.LogSource;
import online.neuropod.simulator.controller.Pace;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.registry.ApiFailure;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The logs of containers. Nothing is kept: what a run wrote follows from its program and the time
 * of its start, so that logs outlive a restart of the cluster.
 */
public final class ContainerLogs implements LogSource {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private final Registry registry;
  private final Kubelet kubelet;
  private final Pace pace;

  /** The logs of what a kubelet runs. */
  public ContainerLogs(Registry registry, Kubelet kubelet, Pace pace) {
    this.registry = registry;
    this.kubelet = kubelet;
    this.pace = pace;
  }

  @Override
  public Log open(ObjectNode pod, String wanted, boolean previous) {
    String podName = Json.text(pod, "metadata", "name");
    ObjectNode spec = container(pod, wanted);
    String name = Json.text(spec, "name");
    ObjectNode status = status(pod, name).orElseGet(Json::object);
    JsonNode last = Json.at(status, "lastState", "terminated");
    long restarts = Json.number(status, 0, "restartCount");
    if (previous) {
      if (last.isMissingNode()) {
        throw ApiFailure.badRequest(
            "previous terminated container \"" + name + "\" in pod \"" + podName + "\" not found");
      }
      return ended(pod, spec, last, runNumber(pod, name, last, restarts));
    }
    if (Json.has(status, "state", "running")) {
      return new RunLog(pod, spec, restarts, startedAt(pod, name, status), Optional.empty());
    }
    if (Json.has(status, "state", "terminated")) {
      return ended(pod, spec, Json.at(status, "state", "terminated"), restarts);
    }
    if (!last.isMissingNode()) {
      return ended(pod, spec, last, runNumber(pod, name, last, restarts));
    }
    throw ApiFailure.badRequest(
        "container \""
            + name
            + "\" in pod \""
            + podName
            + "\" is waiting to start: "
            + waiting(Json.text(status, "state", "waiting", "reason")));
  }

  private static String waiting(String reason) {
    return switch (reason) {
      case "" -> "ContainerCreating";
      case "ErrImagePull", "ImagePullBackOff" -> "trying and failing to pull image";
      default -> reason;
    };
  }

  private static ObjectNode container(ObjectNode pod, String wanted) {
    List<ObjectNode> all = Json.objects(pod, "spec", "containers").toList();
    if (wanted.isEmpty() && all.size() > 1) {
      List<String> names = all.stream().map(found -> Json.text(found, "name")).toList();
      throw ApiFailure.badRequest(
          "a container name must be specified for pod "
              + Json.text(pod, "metadata", "name")
              + ", choose one of: ["
              + String.join(" ", names)
              + "]");
    }
    return all.stream()
        .filter(found -> wanted.isEmpty() || Json.text(found, "name").equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                ApiFailure.badRequest(
                    "container "
                        + wanted
                        + " is not valid for pod "
                        + Json.text(pod, "metadata", "name")));
  }

  private static Optional<ObjectNode> status(ObjectNode pod, String name) {
    return Json.objects(pod, "status", "containerStatuses")
        .filter(found -> Json.text(found, "name").equals(name))
        .findFirst();
  }

  /** Which run a terminated state tells of: while the next one is awaited the counter stands. */
  private static long runNumber(ObjectNode pod, String name, JsonNode terminated, long restarts) {
    String id = Json.text(terminated, "containerID");
    String uid = Json.text(pod, "metadata", "uid");
    return ContainerRun.runId(uid, name, restarts).equals(id) ? restarts : restarts - 1;
  }

  private Instant startedAt(ObjectNode pod, String name, JsonNode status) {
    return kubelet.running(pod).stream()
        .filter(running -> running.name().equals(name))
        .map(RunningContainer::startedAt)
        .findFirst()
        .or(() -> Times.at(status, "state", "running", "startedAt"))
        .orElseGet(() -> registry.clock().instant());
  }

  private Log ended(ObjectNode pod, ObjectNode spec, JsonNode terminated, long run) {
    Termination end = Termination.read(terminated);
    return new RunLog(pod, spec, run, end.startedAt(), Optional.of(end.finishedAt()));
  }

  private final class RunLog implements Log {
    private final ObjectNode pod;
    private final String name;
    private final long run;
    private final List<Line> all;
    private final Optional<Instant> finishedAt;

    private RunLog(
        ObjectNode pod,
        ObjectNode spec,
        long run,
        Instant startedAt,
        Optional<Instant> finishedAt) {
      this.pod = pod;
      this.name = Json.text(spec, "name");
      this.run = run;
      this.finishedAt = finishedAt;
      String id = ContainerRun.runId(Json.text(pod, "metadata", "uid"), name, run);
      Container container =
          new Container(pod, spec, Environment.of(registry, pod, spec).variables(), id);
      this.all =
          Programs.of(container).lines().stream()
              .map(
                  line -> {
                    Instant at = startedAt.plus(pace.of(line.at()));
                    return new Line(at, line.text().replace("%t", CLOCK.format(at)));
                  })
              .toList();
    }

    @Override
    public List<Line> lines() {
      Instant now = registry.clock().instant();
      // A run that ended wrote all that it wrote before: its end is known to the second only.
      Instant end = finishedAt.map(at -> at.plusSeconds(1)).orElse(now);
      Instant until = end.isBefore(now) ? end : now;
      return all.stream().filter(line -> !line.at().isAfter(until)).toList();
    }

    @Override
    public Optional<Instant> next() {
      Instant now = registry.clock().instant();
      return all.stream().map(Line::at).filter(at -> at.isAfter(now)).findFirst();
    }

    @Override
    public boolean ended() {
      return finishedAt.isPresent() || !runsStill();
    }

    private boolean runsStill() {
      ObjectKey key = ObjectKey.of(ResourceTypes.PODS, pod);
      return registry
          .find(key)
          .filter(
              found ->
                  Json.text(found, "metadata", "uid").equals(Json.text(pod, "metadata", "uid")))
          .flatMap(found -> status(found, name))
          .filter(status -> Json.has(status, "state", "running"))
          .filter(status -> Json.number(status, 0, "restartCount") == run)
          .isPresent();
    }
  }
}
