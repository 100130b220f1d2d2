package online.neuropod.simulator.kubelet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import online.neuropod.simulator.controller.EventRecorder;
import online.neuropod.simulator.controller.Pace;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.registry.Registry;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Takes one container of a pod from stage to stage. */
final class ContainerRun {
  private static final Duration CREATE = Duration.ofMillis(300);

  /** How long a terminated state stands before the container is started again. */
  private static final Duration SEEN = Duration.ofSeconds(1);

  private static final Duration RETRY = Duration.ofSeconds(5);
  private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(10);
  private static final long FIRST_BACKOFF = 10;
  private static final long LONGEST_BACKOFF = 300;

  private final Registry registry;
  private final EventRecorder events;
  private final Pace pace;
  private final Node node;
  private final String podUid;
  private final String name;
  private ObjectNode pod;
  private Stage stage = new Stage.New();
  private Optional<Termination> last = Optional.empty();
  private int restarts;
  private int crashes;

  ContainerRun(
      Registry registry, EventRecorder events, Pace pace, Node node, ObjectNode pod, String name) {
    this.registry = registry;
    this.events = events;
    this.pace = pace;
    this.node = node;
    this.pod = pod;
    this.podUid = Json.text(pod, "metadata", "uid");
    this.name = name;
    restore();
  }

  Stage stage() {
    return stage;
  }

  String name() {
    return name;
  }

  /** Goes on from what the status says: a container that ran still runs. */
  private void restore() {
    JsonNode status =
        Json.objects(pod, "status", "containerStatuses")
            .filter(found -> Json.text(found, "name").equals(name))
            .findFirst()
            .map(JsonNode.class::cast)
            .orElse(Json.missing());
    restarts = (int) Json.number(status, 0, "restartCount");
    crashes = restarts;
    if (Json.has(status, "lastState", "terminated")) {
      last = Optional.of(Termination.read(status.path("lastState").path("terminated")));
    }
    JsonNode state = status.path("state");
    String waiting = Json.text(state, "waiting", "reason");
    if (Json.has(state, "running")) {
      Instant startedAt = Times.at(state, "running", "startedAt").orElse(now());
      stage = new Stage.Running(startedAt, program());
    } else if (Json.has(state, "terminated")) {
      stage = new Stage.Ended(Termination.read(state.path("terminated")));
    } else if (waiting.equals("CrashLoopBackOff") && last.isPresent()) {
      stage = backOff(last.get());
    } else if (waiting.equals("ImagePullBackOff") || waiting.equals("ErrImagePull")) {
      stage = new Stage.PullFailed(1, true, waiting, Json.text(state, "waiting", "message"), now());
    }
  }

  private Instant now() {
    return registry.clock().instant();
  }

  private ObjectNode spec() {
    return Json.objects(pod, "spec", "containers")
        .filter(found -> Json.text(found, "name").equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Image image() {
    return Image.of(Json.text(spec(), "image"));
  }

  Container container() {
    return new Container(pod, spec(), Environment.of(registry, pod, spec()).variables(), runId());
  }

  private Program program() {
    return Programs.of(container());
  }

  private String runId() {
    return runId(podUid, name, restarts);
  }

  /** What tells one run of a container apart from the others: its containerID. */
  static String runId(String podUid, String name, long restarts) {
    UUID id =
        UUID.nameUUIDFromBytes(
            (podUid + "/" + name + "/" + restarts).getBytes(StandardCharsets.UTF_8));
    UUID more = UUID.nameUUIDFromBytes((id + "#").getBytes(StandardCharsets.UTF_8));
    return "containerd://" + (id + "" + more).replace("-", "");
  }

  /**
   * Takes all steps that are due.
   *
   * @return when the next one is, if one comes by itself
   */
  Optional<Instant> advance(ObjectNode present) {
    pod = present;
    Stage before;
    Optional<Instant> due;
    do {
      before = stage;
      due = step();
    } while (!stage.equals(before));
    return due;
  }

  private Optional<Instant> step() {
    return switch (stage) {
      case Stage.New() -> {
        beginPull(0);
        yield Optional.empty();
      }
      case Stage.Pulling pulling -> at(pulling.until(), () -> pulled(pulling));
      case Stage.PullFailed failed -> at(failed.until(), () -> retryPull(failed));
      case Stage.Creating creating -> at(creating.until(), this::start);
      case Stage.Misconfigured problem -> at(problem.until(), this::create);
      case Stage.Running running -> runOn(running);
      case Stage.Ended ended ->
          restarts(ended.end())
              ? at(ended.end().finishedAt().plus(pace.of(SEEN)), () -> restart(ended.end()))
              : Optional.empty();
      case Stage.BackingOff pause ->
          at(
              pause.until(),
              () -> {
                restarts++;
                beginPull(0);
              });
    };
  }

  private Optional<Instant> at(Instant due, Runnable action) {
    if (now().isBefore(due)) {
      return Optional.of(due);
    }
    action.run();
    return Optional.empty();
  }

  private void beginPull(int failures) {
    Image image = image();
    if (image.kind() == Image.Kind.MALFORMED) {
      stage =
          new Stage.PullFailed(
              failures + 1, false, "InvalidImageName", image.nameError(), later(RETRY));
      warn("InspectFailed", image.nameError());
      warn("Failed", "Error: InvalidImageName");
      return;
    }
    boolean cached = node.has(image) && image.pullError().isEmpty();
    String policy = Json.text(spec(), "imagePullPolicy");
    if (policy.equals("Never") && !cached) {
      String message =
          "Container image \"" + image.name() + "\" is not present with pull policy of Never";
      warn("ErrImageNeverPull", message);
      stage = new Stage.Misconfigured("ErrImageNeverPull", message, later(RETRY));
    } else if (cached && !policy.equals("Always")) {
      say(
          "Pulled",
          "Container image \""
              + image.name()
              + "\" already present on machine and can be accessed by the pod");
      create();
    } else {
      say("Pulling", "Pulling image \"" + image.name() + "\"");
      Duration time = cached ? Duration.ofMillis(400) : image.pullTime();
      stage = new Stage.Pulling(now(), later(time), failures);
    }
  }

  private void pulled(Stage.Pulling pulling) {
    Image image = image();
    Optional<String> error = image.pullError();
    if (error.isPresent()) {
      String message = "Failed to pull image \"" + image.name() + "\": " + error.get();
      warn("Failed", message);
      warn("Failed", "Error: ErrImagePull");
      stage =
          new Stage.PullFailed(
              pulling.failures() + 1,
              false,
              "ErrImagePull",
              error.get(),
              later(Duration.ofSeconds(3)));
      return;
    }
    node.keep(image);
    String took = Duration.between(pulling.since(), now()).toMillis() + "ms";
    say(
        "Pulled",
        "Successfully pulled image \""
            + image.name()
            + "\" in "
            + took
            + " ("
            + took
            + " including waiting). Image size: "
            + image.size()
            + " bytes.");
    create();
  }

  private void retryPull(Stage.PullFailed failed) {
    if (failed.reason().equals("InvalidImageName") || failed.backingOff()) {
      beginPull(failed.failures());
      return;
    }
    String image = image().name();
    say("BackOff", "Back-off pulling image \"" + image + "\"");
    warn("Failed", "Error: ImagePullBackOff");
    String message = "Back-off pulling image \"" + image + "\": ErrImagePull: " + failed.message();
    Duration pause = Duration.ofSeconds(backoffSeconds(failed.failures()));
    stage =
        new Stage.PullFailed(failed.failures(), true, "ImagePullBackOff", message, later(pause));
  }

  private void create() {
    Optional<String> problem = Environment.of(registry, pod, spec()).problem();
    if (problem.isPresent()) {
      warn("Failed", "Error: " + problem.get());
      stage = new Stage.Misconfigured("CreateContainerConfigError", problem.get(), later(RETRY));
      return;
    }
    stage = new Stage.Creating(later(CREATE));
  }

  private void start() {
    say("Created", "Container created");
    say("Started", "Container started");
    Stage.Running running = new Stage.Running(now(), program());
    stage = running;
    Container container = container();
    if (container.hook().isPresent() && !container.image().hasShell()) {
      warn(
          "FailedPostStartHook",
          "PostStartHook failed: rpc error: code = Unknown desc = failed to exec in container:"
              + " exec: \"sh\": executable file not found in $PATH");
      end(running, 137, "Error", now());
    }
  }

  private Optional<Instant> runOn(Stage.Running running) {
    Optional<Instant> end =
        running.program().end().map(found -> running.startedAt().plus(pace.of(found.after())));
    if (end.isEmpty() || now().isBefore(end.get())) {
      return end.or(() -> readyAt(running).filter(ready -> now().isBefore(ready)));
    }
    Program.End found = running.program().end().orElseThrow();
    end(running, found.code(), found.reason(), end.get());
    return Optional.empty();
  }

  private void end(Stage.Running running, int code, String reason, Instant at) {
    Instant finished = at.isBefore(running.startedAt()) ? running.startedAt() : at;
    stage =
        new Stage.Ended(new Termination(code, reason, "", running.startedAt(), finished, runId()));
    boolean longEnough =
        Duration.between(running.startedAt(), finished).compareTo(pace.of(FORGIVEN_AFTER)) > 0;
    crashes = longEnough ? 0 : crashes;
  }

  private boolean restarts(Termination end) {
    String policy = Json.text(pod, "spec", "restartPolicy");
    return policy.equals("Always") || (policy.equals("OnFailure") && end.exitCode() != 0);
  }

  private void restart(Termination end) {
    last = Optional.of(end);
    crashes++;
    if (crashes == 1) {
      // The first restart comes at once.
      restarts++;
      beginPull(0);
    } else {
      Stage.BackingOff pause = backOff(end);
      stage = pause;
      warn("BackOff", backOffMessage(pause, false));
    }
  }

  private Stage.BackingOff backOff(Termination end) {
    long seconds = backoffSeconds(Math.max(1, crashes - 1));
    return new Stage.BackingOff(
        end, end.finishedAt().plus(pace.of(Duration.ofSeconds(seconds))), seconds);
  }

  private String backOffMessage(Stage.BackingOff pause, boolean withDelay) {
    String times = pause.seconds() >= LONGEST_BACKOFF ? "5m0s" : told(pause.seconds());
    return (withDelay ? "back-off " + times + " restarting" : "Back-off restarting")
        + " failed container"
        + (withDelay ? "=" : " ")
        + name
        + (withDelay ? " pod=" : " in pod ")
        + Json.text(pod, "metadata", "name")
        + "_"
        + Json.text(pod, "metadata", "namespace")
        + "("
        + podUid
        + ")";
  }

  private static String told(long seconds) {
    return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
  }

  private static long backoffSeconds(int failures) {
    return Math.min(LONGEST_BACKOFF, FIRST_BACKOFF << Math.min(8, Math.max(0, failures - 1)));
  }

  private Instant later(Duration usual) {
    return now().plus(pace.of(usual));
  }

  private void say(String reason, String message) {
    events.record(pod, "Normal", reason, message, path());
  }

  private void warn(String reason, String message) {
    events.record(pod, "Warning", reason, message, path());
  }

  private String path() {
    return "spec.containers{" + name + "}";
  }

  /**
   * Takes the steps of a stop.
   *
   * @param since when the stop was asked for
   * @param grace how long it may take
   * @return when it has ended, if it has not yet
   */
  Optional<Instant> stop(ObjectNode present, Instant since, Duration grace) {
    pod = present;
    switch (stage) {
      case Stage.Running running -> {
        Program.Stop stop = running.program().stop();
        Duration wanted = pace.of(stop.after());
        boolean killed = wanted.compareTo(grace) > 0;
        Instant at = since.plus(killed ? grace : wanted);
        if (now().isBefore(at)) {
          return Optional.of(at);
        }
        int code = killed ? 137 : stop.code();
        end(running, code, code == 0 ? "Completed" : "Error", at);
      }
      case Stage.BackingOff pause -> stage = new Stage.Ended(pause.end());
      case Stage.Ended _ -> {}
      default ->
          stage =
              new Stage.Ended(
                  new Termination(
                      137,
                      "ContainerStatusUnknown",
                      "The container could not be located when the pod was terminated",
                      Instant.EPOCH,
                      Instant.EPOCH,
                      ""));
    }
    return Optional.empty();
  }

  /** Kills it at once. */
  void kill() {
    if (stage instanceof Stage.Running running) {
      end(running, 137, "Error", now());
    }
  }

  boolean isRunning() {
    return stage instanceof Stage.Running;
  }

  /** Whether requests may go to it: running, and its readiness probe answers. */
  boolean isReady() {
    return stage instanceof Stage.Running running
        && readyAt(running).filter(ready -> !now().isBefore(ready)).isPresent();
  }

  private Optional<Instant> readyAt(Stage.Running running) {
    JsonNode probe = spec().path("readinessProbe");
    Duration delay = Duration.ofSeconds(Json.number(probe, 0, "initialDelaySeconds"));
    JsonNode port =
        Json.has(probe, "httpGet")
            ? Json.at(probe, "httpGet", "port")
            : Json.at(probe, "tcpSocket", "port");
    if (port.isMissingNode()) {
      return Optional.of(running.startedAt().plus(pace.of(delay)));
    }
    return running.program().listeners().stream()
        .filter(listener -> listener.port() == number(port))
        .map(Program.Listener::after)
        .findFirst()
        .map(after -> after.compareTo(delay) > 0 ? after : delay)
        .map(after -> running.startedAt().plus(pace.of(after)));
  }

  private int number(JsonNode port) {
    return port.isNumber()
        ? port.asInt(0)
        : Json.objects(spec(), "ports")
            .filter(found -> Json.text(found, "name").equals(port.asString("")))
            .map(found -> (int) Json.number(found, 0, "containerPort"))
            .findFirst()
            .orElse(0);
  }

  /** Its entry in containerStatuses. */
  ObjectNode status() {
    ObjectNode status = Json.object().put("name", name);
    ObjectNode state = status.putObject("state");
    switch (stage) {
      case Stage.New _, Stage.Pulling _, Stage.Creating _ ->
          waiting(state, "ContainerCreating", "");
      case Stage.PullFailed failed -> waiting(state, failed.reason(), failed.message());
      case Stage.Misconfigured problem -> waiting(state, problem.reason(), problem.message());
      case Stage.BackingOff pause ->
          waiting(state, "CrashLoopBackOff", backOffMessage(pause, true));
      case Stage.Running running ->
          state.putObject("running").put("startedAt", Times.seconds(running.startedAt()));
      case Stage.Ended ended -> state.set("terminated", ended.end().write());
    }
    ObjectNode lastState = status.putObject("lastState");
    last.ifPresent(end -> lastState.set("terminated", end.write()));
    boolean started = isRunning();
    boolean ended = stage instanceof Stage.Ended(Termination end) && !end.runId().isEmpty();
    boolean ran = started || ended || last.isPresent();
    status.put("ready", isReady()).put("restartCount", restarts);
    status.put("image", ran ? image().reference() : image().name());
    status.put("imageID", ran ? image().id() : "");
    if (ran) {
      status.put("containerID", runId());
    }
    return status.put("started", started);
  }

  private static void waiting(ObjectNode state, String reason, String message) {
    ObjectNode waiting = state.putObject("waiting").put("reason", reason);
    if (!message.isEmpty()) {
      waiting.put("message", message);
    }
  }

  Optional<RunningContainer> running() {
    return stage instanceof Stage.Running running
        ? Optional.of(
            new RunningContainer(name, image().name(), running.startedAt(), running.program()))
        : Optional.empty();
  }

  /** The run before the present one, if it is known. */
  Optional<Termination> previous() {
    return last;
  }
}
