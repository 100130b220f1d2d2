package online.neuropod.api.pods;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.store.pods.Timeline.Step;
import org.junit.jupiter.api.Test;

class PhaseDurationsTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  private static Step step(String podId, String phase, long second) {
    return new Step(podId, 1, phase, T0.plusSeconds(second), "system", Optional.empty());
  }

  @Test
  void aPhaseLastsUntilTheNext() {
    Step accepted = step("p", "accepted", 0);
    Step creating = step("p", "creating", 2);

    assertThat(PhaseDurations.of(List.of(accepted, creating, step("p", "running", 9))))
        .isEqualTo(Map.of(accepted, Duration.ofSeconds(2), creating, Duration.ofSeconds(7)));
  }

  @Test
  void marksEndNothingAndLastNoTime() {
    Step running = step("p", "running", 0);
    List<Step> steps =
        List.of(
            running,
            step("p", "idleWarning", 50),
            step("p", "extended", 60),
            step("p", "lifetimeWarning", 70),
            step("p", "stop", 100));

    assertThat(PhaseDurations.of(steps)).isEqualTo(Map.of(running, Duration.ofSeconds(100)));
  }

  @Test
  void theUsualTimeIsTheMedianOfWhatEndsByItself() {
    var steps = new ArrayList<Step>();
    for (int i = 0; i < 3; i++) {
      steps.add(step("p" + i, "creating", 0));
      steps.add(step("p" + i, "running", new int[] {4, 9, 500}[i]));
      steps.add(step("p" + i, "stop", 1000));
    }
    steps.add(step("q", "starting", 0));
    steps.add(step("q", "running", 1));

    assertThat(PhaseDurations.medians(steps)).isEqualTo(Map.of("creating", Duration.ofSeconds(9)));
  }
}
