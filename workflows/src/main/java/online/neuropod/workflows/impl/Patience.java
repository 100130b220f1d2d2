package online.neuropod.workflows.impl;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.ClusterActivities.Observation;

/**
 * How long each stage of coming up may take. Only time in which the workflow waited counts, not
 * time in which an activity was tried again because a server did not answer. Each stage counts from
 * its beginning; the queue counts in all, for a pod that leaves it may have to go back.
 */
final class Patience {
  private static final Duration SCHEDULING = Duration.ofMinutes(2);
  private static final Duration PREPARING = Duration.ofMinutes(20);
  private static final Duration TROUBLE = Duration.ofMinutes(2);
  // Registries and nodes hiccup; what names no lasting cause gets another try by the kubelet.
  private static final Duration FAILED_PULL = Duration.ofSeconds(30);

  private final Duration longestQueue;
  private Stage stage = Stage.ABSENT;
  private boolean troubled;
  private Duration waited = Duration.ZERO;
  private Duration trouble = Duration.ZERO;
  private Duration queued;

  /**
   * @param longestQueue how long the pod may wait for a GPU
   * @param queued how long it has waited already
   */
  Patience(Duration longestQueue, Duration queued) {
    this.longestQueue = longestQueue;
    this.queued = queued;
  }

  /** Takes note that the workflow waited in the stage last seen. */
  void waited(Duration time) {
    waited = waited.plus(time);
    if (troubled) {
      trouble = trouble.plus(time);
    }
    if (stage == Stage.QUEUED) {
      queued = queued.plus(time);
    }
  }

  /** How long the pod has waited for a GPU. */
  Duration queued() {
    return queued;
  }

  /** Why this observation is the end, if it is. */
  Optional<StatusReason> exhaustedBy(Observation seen) {
    see(seen);
    return switch (stage) {
      case RUNNING -> Optional.empty();
      case QUEUED ->
          queued.compareTo(longestQueue) < 0
              ? Optional.empty()
              : Optional.of(timeout(CauseCode.QUEUE_TIMEOUT, "queue", longestQueue));
      case SCHEDULING -> over(waited, SCHEDULING, seen.reason());
      case PREPARING ->
          over(trouble, TROUBLE, seen.reason()).or(() -> over(waited, PREPARING, seen.reason()));
      case FAILED -> isLasting(seen) ? seen.reason() : over(waited, FAILED_PULL, seen.reason());
      case ABSENT, TERMINATING, ENDED ->
          Optional.of(StatusReason.of(CauseCode.REMOVED_FROM_CLUSTER));
    };
  }

  private void see(Observation seen) {
    if (seen.stage() != stage) {
      stage = seen.stage();
      waited = Duration.ZERO;
    }
    // A volume that cannot be mounted after a long pull counts from then on, not from the pull's
    // beginning.
    troubled = stage == Stage.PREPARING && seen.reason().isPresent();
    if (!troubled) {
      trouble = Duration.ZERO;
    }
  }

  /** How long to wait at most until the next look, so that no deadline is missed. */
  static Duration untilNextLook() {
    return Duration.ofSeconds(10);
  }

  private static boolean isLasting(Observation seen) {
    return seen.reason()
        .filter(reason -> reason.code() == CauseCode.IMAGE_PULL)
        .map(reason -> reason.details().getOrDefault("detail", ""))
        .map(detail -> detail.startsWith("not found") || detail.equals("access denied"))
        .orElse(true);
  }

  private Optional<StatusReason> over(
      Duration spent, Duration limit, Optional<StatusReason> reason) {
    if (spent.compareTo(limit) < 0) {
      return Optional.empty();
    }
    return Optional.of(
        reason.orElseGet(
            () -> timeout(CauseCode.STEP_TIMEOUT, stage.name().toLowerCase(Locale.ROOT), limit)));
  }

  /** That a step took longer than its limit. */
  static StatusReason timeout(CauseCode code, String step, Duration limit) {
    return new StatusReason(
        code, Map.of("step", step, "seconds", Long.toString(limit.toSeconds())));
  }
}
