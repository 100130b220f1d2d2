package online.neuropod.worker.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import online.neuropod.activities.Parts;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.store.pods.Timeline.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MetricsIT {
  @RegisterExtension final Parts parts = new Parts();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  private Step step(String phase, long seconds, Optional<StatusReason> reason) {
    return new Step("pod-1", 1, phase, Parts.T0.plusSeconds(seconds), "system", reason);
  }

  @Test
  void aDeployIsMeasuredFromTheWishAndByPhases() {
    var timeline = new TimedTimeline(parts.stores().timeline(), metrics);
    timeline.add(step("accepted", 0, Optional.empty()));
    timeline.add(step("starting", 1, Optional.empty()));
    timeline.add(step("running", 5, Optional.empty()));

    assertThat(metrics.timer("neuropod.deploy").totalTime(TimeUnit.SECONDS)).isEqualTo(5);
    assertThat(
            metrics.timer("neuropod.deploy.phase", "phase", "starting").totalTime(TimeUnit.SECONDS))
        .isEqualTo(4);
    assertThat(metrics.counter("neuropod.deploys", "outcome", "running", "cause", "none").count())
        .isEqualTo(1);
  }

  @Test
  void aFailedDeployIsCountedWithItsCause() {
    var timeline = new TimedTimeline(parts.stores().timeline(), metrics);
    timeline.add(step("error", 3, Optional.of(StatusReason.of(CauseCode.FUNDS_EXHAUSTED))));

    assertThat(
            metrics
                .counter("neuropod.deploys", "outcome", "failed", "cause", "FUNDS_EXHAUSTED")
                .count())
        .isEqualTo(1);
  }

  @Test
  void podsAndWishesThatWaitAreCounted() {
    parts.accept("pod-1");
    parts.accept("pod-2");
    parts.running("pod-3");
    parts.pass(Duration.ofSeconds(70));

    new PodGauges(parts.stores().pods(), metrics, parts::now).count();

    assertThat(metrics.get("neuropod.pods").tag("status", "creating").gauge().value()).isEqualTo(2);
    assertThat(metrics.get("neuropod.pods").tag("status", "running").gauge().value()).isEqualTo(1);
    assertThat(metrics.get("neuropod.wishes.waiting").gauge().value()).isEqualTo(2);
    assertThat(metrics.get("neuropod.wishes.oldest").gauge().value()).isEqualTo(70);
  }
}
