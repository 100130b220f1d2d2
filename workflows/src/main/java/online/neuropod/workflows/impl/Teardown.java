package online.neuropod.workflows.impl;

import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.workflows.contract.ClusterActivities.Observation;
import online.neuropod.workflows.contract.ClusterActivities.PodSession;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.PodInput;
import online.neuropod.workflows.contract.SessionEnd;

/**
 * Takes a pod down from whatever state, of whatever session: routes off, container ended, its real
 * end billed, object gone. Stop, delete and the compensation of a failed deploy are this. Repeating
 * it changes nothing.
 */
final class Teardown {
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final Duration CLOSE_LOOK = Duration.ofSeconds(2);

  private final PodLifecycleWorkflow workflow;
  private final PodInput pod;
  private final PodSession target;

  Teardown(PodLifecycleWorkflow workflow, PodInput pod) {
    this.workflow = workflow;
    this.pod = pod;
    this.target = PodLifecycleWorkflow.session(pod);
  }

  /**
   * Returns when nothing of the pod runs, and its session is closed.
   *
   * @param cause what ends the session, for the receipt
   */
  void run(String cause) {
    Observation left = takeDown(cause, Long.MAX_VALUE);
    while (left.stage() != Stage.ABSENT) {
      // Another Pod has come up: of an attempt to create it that was thought lost.
      left = takeDown(cause, Long.MAX_VALUE);
    }
  }

  /**
   * The same of what is left of sessions before the wish's own. What is the wish's own stays: a
   * task that was lost may have come as far as to make it, and this is its repetition.
   */
  void runEarlier(String cause) {
    Observation seen = workflow.cluster.observe(target);
    while (seen.stage() != Stage.ABSENT && seen.session() != target.session()) {
      seen = takeDown(cause, target.session());
    }
    closeSessions(seen, cause, target.session());
  }

  private Observation takeDown(String cause, long before) {
    workflow.tell("Closing the routes and ending the container");
    Observation end = endContainer();
    workflow.tell("Closing the bill");
    closeSessions(end, cause, before);
    workflow.tell("Removing the Pod");
    return removePod(end);
  }

  /** Removes the Pod and its Services within its session, which stays open. */
  void removePodAlone() {
    var _ = removePod(endContainer());
  }

  /** Removes a Pod that stands in the way of the session's own, if it still does. */
  void removeBlocking() {
    Observation seen = workflow.cluster.observe(target);
    if (seen.stage() != Stage.ABSENT && (seen.session() != target.session() || isEnding(seen))) {
      removePodAlone();
    }
  }

  private Observation endContainer() {
    workflow.expectChange();
    Observation seen = workflow.cluster.endPod(target);
    while (seen.stage() != Stage.ABSENT && seen.stage() != Stage.ENDED) {
      workflow.awaitChange(LOOK);
      workflow.expectChange();
      seen = workflow.cluster.observe(target);
    }
    return seen;
  }

  /** Closes the pod's open session, if its number is lower than {@code before}. */
  private void closeSessions(Observation end, String cause, long before) {
    Optional<Long> open = openSession(before);
    while (open.isPresent() && !workflow.isClosed(open.get())) {
      long session = open.get();
      workflow.money.announceEnd(
          new Session(pod.podId(), pod.ownerId(), session), endOf(session, end, cause));
      workflow.awaitClosed(session, CLOSE_LOOK);
      open = workflow.isClosed(session) ? Optional.empty() : openSession(before);
    }
  }

  private Optional<Long> openSession(long before) {
    return workflow.money.openSession(pod.podId(), pod.ownerId()).filter(open -> open < before);
  }

  private static SessionEnd endOf(long session, Observation seen, String cause) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    // What the cluster says counts for the session that its Pod was made for. By the cluster's own
    // clock, as the start: between the two clocks there may be a second.
    return seen.session() == session
        ? new SessionEnd(seen.startedAt(), seen.endedAt().orElse(now), Optional.of(cause))
        : new SessionEnd(Optional.empty(), now, Optional.of(cause));
  }

  /** Removes the Pod that has ended. Returns what is there then: nothing, or another one. */
  private Observation removePod(Observation end) {
    Observation seen = end;
    while (isEnding(seen)) {
      workflow.expectChange();
      workflow.cluster.releasePod(target);
      seen = workflow.cluster.observe(target);
      if (isEnding(seen)) {
        workflow.awaitChange(LOOK);
        workflow.expectChange();
        seen = workflow.cluster.observe(target);
      }
    }
    return seen;
  }

  private static boolean isEnding(Observation seen) {
    return seen.stage() == Stage.TERMINATING || seen.stage() == Stage.ENDED;
  }
}
