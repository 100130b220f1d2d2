package online.neuropod.workflows.impl;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.ClusterActivities.Observation;
import online.neuropod.workflows.contract.ClusterActivities.PodSession;
import online.neuropod.workflows.contract.ClusterActivities.Probe;
import online.neuropod.workflows.contract.PodInput;

/**
 * Watches, for a while after the container's start, which ports begin to answer and whether
 * JupyterLab takes its token, and writes it as it comes. A container that ends in that time fails
 * the deploy.
 */
final class ServiceWatch {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
  private static final Duration LIMIT = Duration.ofMinutes(15);

  private final PodLifecycleWorkflow workflow;
  private final PodInput pod;
  private final PodSession target;
  private Probe written = new Probe(Map.of(), false, false);

  ServiceWatch(PodLifecycleWorkflow workflow, PodInput pod) {
    this.workflow = workflow;
    this.pod = pod;
    this.target = PodLifecycleWorkflow.session(pod);
  }

  /** Returns when every port is ready, or the time is over. */
  void run() {
    workflow.tell("Running; asking the ports");
    Duration pause = FIRST_PAUSE;
    Duration waited = Duration.ZERO;
    while (true) {
      workflow.expectChange();
      Probe probe = workflow.probe(target);
      write(probe);
      if (probe.complete()) {
        return;
      }
      if (waited.compareTo(LIMIT) >= 0) {
        write(givenUp(probe));
        return;
      }
      Duration slept = workflow.awaitChangeOf(pod, pause);
      waited = waited.plus(slept);
      if (slept.compareTo(pause) < 0 || pause.equals(LONGEST_PAUSE)) {
        checkContainer();
      }
      pause = longer(pause);
    }
  }

  private void checkContainer() {
    Observation seen = workflow.cluster.observe(target);
    switch (seen.stage()) {
      case FAILED ->
          throw new StepFailure(
              seen.reason()
                  .orElseGet(() -> StatusReason.of(CauseCode.CRASH_LOOP, "exitCode", "?")));
      case ABSENT, TERMINATING, ENDED ->
          throw new StepFailure(StatusReason.of(CauseCode.REMOVED_FROM_CLUSTER));
      case QUEUED, SCHEDULING, PREPARING, RUNNING -> {
        // Running, or between a crash and the restart that follows it.
      }
    }
  }

  private void write(Probe probe) {
    if (probe.equals(written)) {
      return;
    }
    boolean current =
        workflow.records.writeServices(
            pod.podId(), pod.seq(), probe.services(), probe.jupyterTokenKnown());
    if (!current) {
      throw new Superseded();
    }
    written = probe;
  }

  private static Probe givenUp(Probe probe) {
    var services = new TreeMap<>(probe.services());
    services.replaceAll(
        (port, status) -> status == ServiceStatus.STARTING ? ServiceStatus.UNREACHABLE : status);
    return new Probe(services, probe.jupyterTokenKnown(), probe.jupyterWanted());
  }

  private static Duration longer(Duration pause) {
    Duration next = pause.multipliedBy(3).dividedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }
}
