package online.neuropod.domain.cluster;

import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.cluster.PodFacts.Container;
import online.neuropod.domain.cluster.PodFacts.Ended;
import online.neuropod.domain.cluster.PodFacts.Phase;
import online.neuropod.domain.cluster.PodFacts.Running;
import online.neuropod.domain.cluster.PodFacts.Trouble;
import online.neuropod.domain.cluster.PodFacts.Waiting;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.StatusReason;

/**
 * What the cluster's facts about a Pod mean for its owner.
 *
 * @param stage how far it is
 * @param reason the cause, when it waits for something nameable or has failed
 * @param startedAt when its container started, once it has
 * @param endedAt when its container really ended, once it has
 */
public record Diagnosis(
    Stage stage,
    Optional<StatusReason> reason,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt) {

  /** How far a Pod is. */
  public enum Stage {
    /** No such object. */
    ABSENT,
    /** Waits for a GPU to become free. */
    QUEUED,
    /** The scheduler has not placed it yet, or cannot for now. */
    SCHEDULING,
    /** Its volume, image or container is being made ready. */
    PREPARING,
    /** The container runs. */
    RUNNING,
    /** Being deleted; the container may still run. */
    TERMINATING,
    /** The container has ended for good; the object may remain. */
    ENDED,
    /** It cannot come up as it is. */
    FAILED
  }

  /** Nothing is there. */
  public static final Diagnosis ABSENT =
      new Diagnosis(Stage.ABSENT, Optional.empty(), Optional.empty(), Optional.empty());

  /** Reads what is known of a Pod that was made from {@code spec}; empty where none is there. */
  public static Diagnosis of(Optional<PodFacts> facts, PodSpec spec) {
    return facts.map(known -> of(known, spec)).orElse(ABSENT);
  }

  /** Reads {@code facts} of a Pod that was made from {@code spec}. */
  public static Diagnosis of(PodFacts facts, PodSpec spec) {
    Optional<Instant> startedAt = facts.container().flatMap(Diagnosis::startOf);
    Optional<Instant> endedAt = facts.container().flatMap(Diagnosis::endOf);
    boolean over = facts.phase() == Phase.SUCCEEDED || facts.phase() == Phase.FAILED;
    if (facts.terminating()) {
      // One that no node took has no kubelet either, which would tell of an end.
      boolean ended =
          over
              || facts.node().isEmpty()
              || facts
                  .container()
                  .map(Container::state)
                  .filter(Ended.class::isInstance)
                  .isPresent();
      return new Diagnosis(
          ended ? Stage.ENDED : Stage.TERMINATING, Optional.empty(), startedAt, endedAt);
    }
    if (over) {
      return new Diagnosis(Stage.FAILED, Optional.of(endCause(facts, spec)), startedAt, endedAt);
    }
    if (!facts.nodeReady()) {
      var lost = StatusReason.of(CauseCode.NODE_LOST, "node", facts.node().orElse(""));
      return new Diagnosis(Stage.FAILED, Optional.of(lost), startedAt, endedAt);
    }
    if (facts.gated()) {
      return queued(spec);
    }
    return facts
        .container()
        .map(container -> ofContainer(container, facts, spec))
        .orElseGet(() -> ofUnreported(facts, spec));
  }

  private static Diagnosis ofUnreported(PodFacts facts, PodSpec spec) {
    if (facts.node().isPresent()) {
      return waiting(Stage.PREPARING, facts.trouble().flatMap(Diagnosis::troubleCause));
    }
    return facts
        .unschedulable()
        .map(message -> ofScheduler(message, spec))
        .orElseGet(() -> waiting(Stage.SCHEDULING, Optional.empty()));
  }

  private static Diagnosis ofScheduler(String message, PodSpec spec) {
    StatusReason reason = SchedulerMessage.cause(message, spec);
    return reason.code() == CauseCode.NO_FREE_GPU
        ? queued(spec)
        : waiting(Stage.SCHEDULING, Optional.of(reason));
  }

  private static Diagnosis ofContainer(Container container, PodFacts facts, PodSpec spec) {
    return switch (container.state()) {
      case Running(Instant startedAt) ->
          new Diagnosis(Stage.RUNNING, Optional.empty(), Optional.of(startedAt), Optional.empty());
      case Waiting waiting -> ofWaiting(waiting, container, facts, spec);
      // Between an end and the restart that follows it nothing is certain yet, but it has run.
      case Ended ended ->
          new Diagnosis(Stage.PREPARING, Optional.empty(), ended.startedAt(), ended.finishedAt());
    };
  }

  private static Diagnosis ofWaiting(
      Waiting waiting, Container container, PodFacts facts, PodSpec spec) {
    Optional<Instant> startedAt = startOf(container);
    Optional<Instant> endedAt = endOf(container);
    Optional<StatusReason> failure =
        switch (waiting.reason()) {
          case "ErrImagePull", "ImagePullBackOff", "ErrImageNeverPull", "RegistryUnavailable" ->
              Optional.of(imageCause(CauseCode.IMAGE_PULL, container, waiting));
          case "InvalidImageName", "ImageInspectError" ->
              Optional.of(imageCause(CauseCode.IMAGE_INVALID, container, waiting));
          case "CrashLoopBackOff" -> Optional.of(crashCause(container, spec));
          case "CreateContainerConfigError", "CreateContainerError", "RunContainerError" ->
              Optional.of(StatusReason.of(CauseCode.CONTAINER_CREATE, "detail", waiting.message()));
          default -> Optional.empty();
        };
    return failure
        .map(reason -> new Diagnosis(Stage.FAILED, Optional.of(reason), startedAt, endedAt))
        .orElseGet(
            () ->
                new Diagnosis(
                    Stage.PREPARING,
                    facts.trouble().flatMap(Diagnosis::troubleCause),
                    startedAt,
                    endedAt));
  }

  private static Optional<StatusReason> troubleCause(Trouble trouble) {
    return switch (trouble.reason()) {
      case "FailedMount", "FailedAttachVolume", "FailedMapVolume" ->
          Optional.of(StatusReason.of(CauseCode.VOLUME_MOUNT, "detail", trouble.message()));
      case "FailedCreatePodSandBox" ->
          Optional.of(StatusReason.of(CauseCode.CONTAINER_CREATE, "detail", trouble.message()));
      default -> Optional.empty();
    };
  }

  private static StatusReason imageCause(CauseCode code, Container container, Waiting waiting) {
    return new StatusReason(
        code,
        java.util.Map.of(
            "image", container.image(), "detail", ImagePullMessage.sanitise(waiting.message())));
  }

  private static StatusReason crashCause(Container container, PodSpec spec) {
    return container
        .lastEnd()
        .map(end -> exitCause(end, spec))
        .orElseGet(() -> StatusReason.of(CauseCode.CRASH_LOOP, "exitCode", "?"));
  }

  private static StatusReason endCause(PodFacts facts, PodSpec spec) {
    String phaseReason = facts.phaseReason().orElse("");
    String message = facts.phaseMessage().orElse("");
    if (phaseReason.equals("Evicted")) {
      // A node that is low on disk evicts pods that stayed within their limits, too.
      return message.contains("ephemeral") && message.contains("limit")
          ? StatusReason.of(CauseCode.DISK_EXCEEDED, "limit", spec.containerDiskGb() + " GB")
          : StatusReason.of(CauseCode.EVICTED, "detail", message);
    }
    if (phaseReason.equals("NodeLost")
        || phaseReason.equals("NodeShutdown")
        || phaseReason.equals("Terminated")) {
      return StatusReason.of(CauseCode.NODE_LOST, "node", facts.node().orElse(""));
    }
    return facts
        .container()
        .map(Container::state)
        .filter(Ended.class::isInstance)
        .map(state -> exitCause((Ended) state, spec))
        .orElseGet(
            () ->
                StatusReason.of(
                    CauseCode.EVICTED, "detail", phaseReason.isEmpty() ? message : phaseReason));
  }

  private static StatusReason exitCause(Ended end, PodSpec spec) {
    if (end.reason().equals("OOMKilled")) {
      return StatusReason.of(CauseCode.OOM_KILLED, "limit", spec.memoryGiB() + " GiB");
    }
    return end.exitCode() == 0
        ? StatusReason.of(CauseCode.ENDED_BY_ITSELF, "image", spec.image())
        : StatusReason.of(CauseCode.CRASH_LOOP, "exitCode", Integer.toString(end.exitCode()));
  }

  private static Optional<Instant> startOf(Container container) {
    return switch (container.state()) {
      case Running running -> Optional.of(running.startedAt());
      case Ended ended -> ended.startedAt();
      case Waiting _ -> container.lastEnd().flatMap(Ended::startedAt);
    };
  }

  private static Optional<Instant> endOf(Container container) {
    return switch (container.state()) {
      case Running _ -> Optional.empty();
      case Ended ended -> ended.finishedAt();
      case Waiting _ -> container.lastEnd().flatMap(Ended::finishedAt);
    };
  }

  private static Diagnosis queued(PodSpec spec) {
    return waiting(
        Stage.QUEUED, Optional.of(StatusReason.of(CauseCode.NO_FREE_GPU, "gpu", spec.gpuName())));
  }

  private static Diagnosis waiting(Stage stage, Optional<StatusReason> reason) {
    return new Diagnosis(stage, reason, Optional.empty(), Optional.empty());
  }
}
