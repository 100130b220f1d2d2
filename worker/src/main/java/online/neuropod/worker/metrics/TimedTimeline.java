package online.neuropod.worker.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.pods.Timeline;

/**
 * A timeline that measures deploys as it is told of them: {@code neuropod.deploys} by outcome and
 * cause, {@code neuropod.deploy} from the wish to the running container, and {@code
 * neuropod.deploy.phase} for each phase of that.
 */
public final class TimedTimeline implements Timeline {
  private static final String RUNNING = PodStatus.RUNNING.wire();
  private static final String ERROR = PodStatus.ERROR.wire();
  private static final String NO_CAUSE = "none";

  private final Timeline timeline;
  private final MeterRegistry metrics;

  /** Measures what goes to this timeline. */
  public TimedTimeline(Timeline timeline, MeterRegistry metrics) {
    this.timeline = timeline;
    this.metrics = metrics;
  }

  @Override
  public void add(Step step) {
    timeline.add(step);
    if (step.phase().equals(RUNNING)) {
      measure(step);
      count("running", NO_CAUSE);
    } else if (step.phase().equals(ERROR)) {
      count("failed", step.reason().map(reason -> reason.code().name()).orElse(NO_CAUSE));
    }
  }

  private void measure(Step running) {
    List<Step> steps =
        timeline.of(running.podId()).stream().filter(step -> step.seq() == running.seq()).toList();
    Step before = steps.getFirst();
    timer("neuropod.deploy").record(Duration.between(before.at(), running.at()));
    for (Step step : steps.subList(1, steps.size())) {
      timer("neuropod.deploy.phase", "phase", before.phase())
          .record(Duration.between(before.at(), step.at()));
      before = step;
      if (step.phase().equals(RUNNING)) {
        return;
      }
    }
  }

  private Timer timer(String name, String... tags) {
    return Timer.builder(name).tags(tags).publishPercentileHistogram().register(metrics);
  }

  private void count(String outcome, String cause) {
    metrics.counter("neuropod.deploys", "outcome", outcome, "cause", cause).increment();
  }

  @Override
  public void mark(Step step, String id) {
    timeline.mark(step, id);
  }

  @Override
  public List<Step> latest(int most) {
    return timeline.latest(most);
  }

  @Override
  public List<Step> of(String podId) {
    return timeline.of(podId);
  }
}
