package online.neuropod.worker.sweep;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import online.neuropod.activities.rounds.Round;
import online.neuropod.domain.pod.Pod;
import online.neuropod.store.pods.PodStore;
import online.neuropod.telemetry.Traces;
import online.neuropod.workflows.contract.PodWorkflows;
import online.neuropod.workflows.contract.RunningWorkflows;
import online.neuropod.workflows.contract.WorkflowIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers wishes that no workflow took up, and those whose workflow is gone although they have no
 * outcome: because Temporal lost its state, or somebody terminated it.
 */
public final class WishSweep {
  private static final Logger LOG = LoggerFactory.getLogger(WishSweep.class);

  /** A wish younger than this is on its way. */
  private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

  private static final Duration BETWEEN_QUESTIONS = Duration.ofSeconds(30);

  private final PodStore pods;
  private final PodWorkflows workflows;
  private final RunningWorkflows running;
  private final Traces traces;
  private final String installation;
  private final InstantSource clock;
  private final Map<String, Instant> asked = new HashMap<>();

  /** Sweeps one installation. */
  public WishSweep(
      PodStore pods,
      PodWorkflows workflows,
      RunningWorkflows running,
      Traces traces,
      String installation,
      InstantSource clock) {
    this.pods = pods;
    this.workflows = workflows;
    this.running = running;
    this.traces = traces;
    this.installation = installation;
    this.clock = clock;
  }

  /** Sweeps once. Not for several threads at once. */
  void run() {
    Instant now = clock.instant();
    List<Pod> open = pods.unsettled(now.minus(ON_ITS_WAY));
    Round.over(open, "delivery", pod -> "podId=" + pod.id(), pod -> sweep(pod, now));
    asked.keySet().retainAll(open.stream().map(Pod::id).collect(Collectors.toSet()));
  }

  private void sweep(Pod pod, Instant now) {
    if (pod.ackSeq() < pod.wish().seq() || isAbandoned(pod, now)) {
      LOG.info("podId={} seq={}: delivering {} again", pod.id(), pod.wish().seq(), pod.wish().op());
      try (var _ = traces.resume("deliver again", pod.wish().trace())) {
        workflows.deliver(pod);
      }
    }
  }

  private boolean isAbandoned(Pod pod, Instant now) {
    Instant last = asked.getOrDefault(pod.id(), Instant.MIN);
    if (last.isAfter(now.minus(BETWEEN_QUESTIONS))) {
      return false;
    }
    boolean runs = running.has(WorkflowIds.pod(installation, pod.id()));
    // Not before the answer: a question that failed is asked again in the next round.
    asked.put(pod.id(), now);
    return !runs;
  }
}
