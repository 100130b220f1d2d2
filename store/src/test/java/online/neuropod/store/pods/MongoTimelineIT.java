package online.neuropod.store.pods;

import static online.neuropod.store.pods.SamplePods.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.pods.Timeline.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoTimelineIT {
  private final Timeline timeline;

  MongoTimelineIT(Server server) {
    timeline = MongoTimeline.open(server.freshTemplate());
  }

  @Test
  void tellsTheStepsOfAPodOldestFirst() {
    Step late = step("p", 2, "running", T0.plusSeconds(9), Optional.empty());
    Step early =
        step("p", 1, "error", T0, Optional.of(StatusReason.of(CauseCode.IMAGE_PULL, "image", "x")));
    timeline.add(late);
    timeline.add(early);
    timeline.add(step("another", 1, "accepted", T0, Optional.empty()));

    assertThat(timeline.of("p")).containsExactly(early, late);
    assertThat(timeline.of("nobody")).isEmpty();
  }

  @Test
  void keepsTheOrderOfStepsOfOneMillisecond() {
    for (String phase : new String[] {"volume", "secret", "image", "accepted"}) {
      timeline.add(step("p", 1, phase, T0, Optional.empty()));
    }

    assertThat(timeline.of("p"))
        .extracting(Step::phase)
        .containsExactly("volume", "secret", "image", "accepted");
  }

  @Test
  void addsAStepOnceHoweverOftenItIsTold() throws InterruptedException, ExecutionException {
    Together.run(
        5,
        i -> {
          timeline.add(step("p", 1, "volume", T0.plusSeconds(i), Optional.empty()));
          return i;
        });

    assertThat(timeline.of("p")).hasSize(1);
  }

  @Test
  void anotherWishPhaseOrCauseIsAnotherStep() {
    timeline.add(step("p", 1, "queued", T0, Optional.empty()));
    timeline.add(step("p", 2, "queued", T0, Optional.empty()));
    timeline.add(step("p", 1, "image", T0, Optional.empty()));
    timeline.add(
        step(
            "p", 1, "queued", T0, Optional.of(StatusReason.of(CauseCode.NO_FREE_GPU, "gpu", "x"))));

    assertThat(timeline.of("p")).hasSize(4);
  }

  @Test
  void marksOfOnePhaseAreToldApartAndAddedOnce() {
    Step first = step("p", 1, "extended", T0, Optional.empty());
    Step second = step("p", 1, "extended", T0.plusSeconds(9), Optional.empty());
    timeline.mark(first, "1");
    timeline.mark(second, "2");
    timeline.mark(step("p", 1, "extended", T0.plusSeconds(99), Optional.empty()), "2");

    assertThat(timeline.of("p")).containsExactly(first, second);
  }

  @Test
  void theNewestStepsOfAllPodsAreTold() {
    for (int i = 0; i < 5; i++) {
      timeline.add(step("p" + i, 1, "accepted", T0.plusSeconds(i), Optional.empty()));
    }

    assertThat(timeline.latest(3)).extracting(Step::podId).containsExactly("p2", "p3", "p4");
  }

  private static Step step(
      String podId, long seq, String phase, Instant at, Optional<StatusReason> reason) {
    return new Step(podId, seq, phase, at, "user-1", reason);
  }
}
