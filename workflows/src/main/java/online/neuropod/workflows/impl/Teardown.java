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
    workflow.tell("Closing the routes and ending the container");
    Observation end = endContainer();
    workflow.tell("Closing the bill");
    closeSession(end, cause);
    workflow.tell("Removing the Pod");
    removePod(end);
  }

  /** Removes the Pod and its Services within its session, which stays open. */
  void removePodAlone() {
    removePod(endContainer());
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

  private void closeSession(Observation end, String cause) {
    Optional<Long> open = workflow.money.openSession(pod.podId(), pod.ownerId());
    while (open.isPresent() && !workflow.isClosed(open.get())) {
      long session = open.get();
      workflow.money.announceEnd(
          new Session(pod.podId(), pod.ownerId(), session), endOf(session, end, cause));
      workflow.awaitClosed(session, CLOSE_LOOK);
      open =
          workflow.isClosed(session)
              ? Optional.empty()
              : workflow.money.openSession(pod.podId(), pod.ownerId());
    }
  }

  private static SessionEnd endOf(long session, Observation seen, String cause) {
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    // What the cluster says counts for the session that its Pod was made for. By the cluster's own
    // clock, as the start: between the two clocks there may be a second.
    return seen.session() == session
        ? new SessionEnd(seen.startedAt(), seen.endedAt().orElse(now), Optional.of(cause))
        : new SessionEnd(Optional.empty(), now, Optional.of(cause));
  }

  private void removePod(Observation end) {
    Observation seen = end;
    while (seen.stage() != Stage.ABSENT) {
      workflow.expectChange();
      workflow.cluster.releasePod(target);
      seen = workflow.cluster.observe(target);
      if (seen.stage() != Stage.ABSENT) {
        workflow.awaitChange(LOOK);
        workflow.expectChange();
        seen = workflow.cluster.observe(target);
      }
    }
  }
}
