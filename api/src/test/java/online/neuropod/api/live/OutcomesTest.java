package online.neuropod.api.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import online.neuropod.domain.pod.PodStatus;
import org.junit.jupiter.api.Test;

/** What one connection is notified of. */
class OutcomesTest {
  private final Outcomes outcomes = new Outcomes();

  @Test
  void ofWhatWasSoWhenSomebodyCameNothingIsTold() {
    outcomes.expect(List.of(SomePod.of("a", 5, 1, PodStatus.RUNNING)));
    assertThat(outcomes.next(SomePod.of("a", 5, 1, PodStatus.RUNNING))).isEmpty();
    assertThat(outcomes.next(SomePod.of("a", 6, 1, PodStatus.RUNNING)))
        .as("which ports answer")
        .isEmpty();
  }

  @Test
  void eachOutcomeIsToldOnce() {
    assertThat(outcomes.next(SomePod.of("a", 1, 1, PodStatus.CREATING))).isEmpty();
    assertThat(outcomes.next(SomePod.of("a", 2, 1, PodStatus.RUNNING))).contains("podStarted");
    assertThat(outcomes.next(SomePod.of("a", 2, 1, PodStatus.RUNNING))).isEmpty();
    assertThat(outcomes.next(SomePod.of("a", 3, 2, PodStatus.STOPPING))).isEmpty();
    assertThat(outcomes.next(SomePod.of("a", 4, 2, PodStatus.STOPPED))).contains("podStopped");
    assertThat(outcomes.next(SomePod.of("a", 5, 3, PodStatus.ERROR))).contains("podFailed");
    assertThat(outcomes.next(SomePod.of("a", 4, 2, PodStatus.STOPPED))).as("late").isEmpty();
  }

  @Test
  void aPodThatStoppedAndRanAgainUnseenHasStartedAgain() {
    outcomes.expect(List.of(SomePod.of("a", 5, 1, PodStatus.RUNNING)));
    assertThat(outcomes.next(SomePod.of("a", 9, 3, PodStatus.RUNNING))).contains("podStarted");
  }

  @Test
  void aPodThatIsNewAndRunsHasStarted() {
    assertThat(outcomes.next(SomePod.of("new", 4, 1, PodStatus.RUNNING))).contains("podStarted");
  }
}
