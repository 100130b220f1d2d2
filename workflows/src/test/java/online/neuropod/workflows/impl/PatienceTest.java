package online.neuropod.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.ClusterActivities.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How long each stage may take. */
class PatienceTest {
  private static final StatusReason MOUNT =
      StatusReason.of(CauseCode.VOLUME_MOUNT, "detail", "busy");

  private final Patience patience = new Patience(Duration.ofMinutes(10), Duration.ZERO);

  private static Observation seen(Stage stage) {
    return seen(stage, Optional.empty());
  }

  private static Observation seen(Stage stage, Optional<StatusReason> reason) {
    return new Observation(stage, 1, reason, Optional.empty(), Optional.empty(), false);
  }

  private void waitIn(Observation seen, Duration time) {
    assertThat(patience.exhaustedBy(seen)).isEmpty();
    patience.waited(time);
  }

  @Test
  void aLongPullIsNoTrouble() {
    waitIn(seen(Stage.PREPARING), Duration.ofMinutes(19));
    assertThat(patience.exhaustedBy(seen(Stage.PREPARING))).isEmpty();
    patience.waited(Duration.ofMinutes(1));
    assertThat(patience.exhaustedBy(seen(Stage.PREPARING)).orElseThrow().details())
        .isEqualTo(Map.of("step", "preparing", "seconds", "1200"));
  }

  @Test
  void troubleAfterALongPullIsGivenItsOwnTime() {
    Observation trouble = seen(Stage.PREPARING, Optional.of(MOUNT));
    waitIn(seen(Stage.PREPARING), Duration.ofMinutes(10));
    waitIn(trouble, Duration.ofSeconds(119));
    waitIn(trouble, Duration.ofSeconds(1));
    assertThat(patience.exhaustedBy(trouble)).contains(MOUNT);
  }

  @Test
  void troubleThatPassesIsForgotten() {
    Observation trouble = seen(Stage.PREPARING, Optional.of(MOUNT));
    waitIn(trouble, Duration.ofSeconds(100));
    waitIn(seen(Stage.PREPARING), Duration.ofSeconds(1));
    waitIn(trouble, Duration.ofSeconds(100));
    assertThat(patience.exhaustedBy(trouble)).isEmpty();
  }

  @Test
  void theQueueCountsInAll() {
    var queued = seen(Stage.QUEUED, Optional.of(StatusReason.of(CauseCode.NO_FREE_GPU)));
    waitIn(queued, Duration.ofMinutes(6));
    waitIn(seen(Stage.SCHEDULING), Duration.ofSeconds(10));
    waitIn(queued, Duration.ofMinutes(4));
    assertThat(patience.queued()).isEqualTo(Duration.ofMinutes(10));
    assertThat(patience.exhaustedBy(queued).orElseThrow().code())
        .isEqualTo(CauseCode.QUEUE_TIMEOUT);
  }

  @Test
  void theQueueOfAnEarlierRunCounts() {
    var later = new Patience(Duration.ofMinutes(10), Duration.ofMinutes(10));
    assertThat(later.exhaustedBy(seen(Stage.SCHEDULING))).isEmpty();
    assertThat(later.exhaustedBy(seen(Stage.QUEUED))).isPresent();
  }

  @Test
  void eachOtherStageCountsFromItsBeginning() {
    waitIn(seen(Stage.SCHEDULING), Duration.ofSeconds(119));
    waitIn(seen(Stage.PREPARING), Duration.ofSeconds(1));
    waitIn(seen(Stage.SCHEDULING), Duration.ofSeconds(119));
    assertThat(patience.exhaustedBy(seen(Stage.SCHEDULING))).isEmpty();
  }

  @Test
  void aContainerThatRunsHasNoDeadline() {
    waitIn(seen(Stage.RUNNING), Duration.ofDays(1));
    assertThat(patience.exhaustedBy(seen(Stage.RUNNING))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Stage.class,
      names = {"ABSENT", "TERMINATING", "ENDED"})
  void aPodThatGoesIsGone(Stage stage) {
    assertThat(patience.exhaustedBy(seen(stage)).orElseThrow().code())
        .isEqualTo(CauseCode.REMOVED_FROM_CLUSTER);
  }

  @Test
  void whatCannotHealIsNotWaitedFor() {
    var crash = StatusReason.of(CauseCode.CRASH_LOOP, "exitCode", "1");
    var denied = StatusReason.of(CauseCode.IMAGE_PULL, "detail", "access denied");
    var hiccup = StatusReason.of(CauseCode.IMAGE_PULL, "detail", "timeout");
    assertThat(patience.exhaustedBy(seen(Stage.FAILED, Optional.of(crash)))).contains(crash);
    assertThat(patience.exhaustedBy(seen(Stage.FAILED, Optional.of(denied)))).contains(denied);
    assertThat(patience.exhaustedBy(seen(Stage.FAILED, Optional.of(hiccup)))).isEmpty();
  }
}
