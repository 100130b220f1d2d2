package online.neuropod.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.store.pods.Timeline.Step;
import online.neuropod.workflows.contract.PodRecordActivities.StatusUpdate;
import online.neuropod.workflows.contract.PodRecordActivities.Wished;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written to a pod's document, and to its timeline. */
class PodRecordActivitiesIT {
  private static final String POD = "pod-1";

  @RegisterExtension final Parts parts = new Parts();
  private final PodRecordActivitiesImpl records =
      new PodRecordActivitiesImpl(
          parts.stores().pods(),
          parts.stores().timeline(),
          parts.stores().notices(),
          Duration.ofHours(24),
          parts::now);

  @BeforeEach
  void aPod() {
    parts.accept(POD);
  }

  private static StatusUpdate update(long seq, PodStatus status, boolean done) {
    return new StatusUpdate(POD, seq, status, Optional.empty(), Optional.empty(), done);
  }

  @Test
  void takesTheNewestWish() {
    assertThat(records.takeWish(POD))
        .isEqualTo(
            new Wished(
                Operation.RUN,
                1,
                false,
                PodStatus.CREATING,
                true,
                false,
                Optional.empty(),
                "mi-pod-1",
                Duration.ofHours(24)));
    assertThat(parts.pod(POD).ackSeq()).isEqualTo(1);

    parts.wish(POD, Operation.STOP, Parts.OWNER, Optional.empty());
    Wished stop = records.takeWish(POD);
    assertThat(stop.op()).isEqualTo(Operation.STOP);
    assertThat(stop.seq()).isEqualTo(2);
    assertThat(stop.first()).isFalse();
    assertThat(parts.pod(POD).ackSeq()).isEqualTo(2);
  }

  @Test
  void tellsOfAWishThatHasItsOutcome() {
    records.takeWish(POD);
    records.writeStatus(update(1, PodStatus.RUNNING, true));
    assertThat(records.takeWish(POD).settled()).isTrue();

    parts.wish(POD, Operation.STOP, Parts.OWNER, Optional.empty());
    assertThat(records.takeWish(POD).settled()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "FUNDS_EXHAUSTED, false",
    "OWNER_SUSPENDED, false",
    "REMOVED_FROM_CLUSTER, true",
    "OOM_KILLED, true",
    "NODE_LOST, true"
  })
  void aStopByTheSystemEndsInErrorUnlessItIsOrderly(CauseCode code, boolean error) {
    var reason = StatusReason.of(code);
    parts.wish(POD, Operation.STOP, Wish.BY_SYSTEM, Optional.of(reason));

    Wished wished = records.takeWish(POD);
    assertThat(wished.endsInError()).isEqualTo(error);
    assertThat(wished.reason()).contains(reason);
  }

  @Test
  void writesAStatusWithWhatBelongsToIt() {
    Instant start = Parts.T0.plusSeconds(5);
    var update =
        new StatusUpdate(POD, 1, PodStatus.RUNNING, Optional.empty(), Optional.of(start), true);
    assertThat(records.writeStatus(update)).isTrue();

    assertThat(parts.pod(POD).status()).isEqualTo(PodStatus.RUNNING);
    assertThat(parts.pod(POD).startedAt()).contains(start);
    assertThat(parts.pod(POD).isSettled()).isTrue();
  }

  @Test
  void aWriteForAnOlderWishIsLostAndLeavesNoTrace() {
    parts.wish(POD, Operation.STOP, Parts.OWNER, Optional.empty());

    assertThat(records.writeStatus(update(1, PodStatus.RUNNING, true))).isFalse();
    assertThat(records.writeServices(POD, 1, Map.of(8888, ServiceStatus.READY), true)).isFalse();
    assertThat(parts.pod(POD).status()).isEqualTo(PodStatus.STOPPING);
    assertThat(parts.pod(POD).services()).isEmpty();
    assertThat(parts.stores().timeline().of(POD)).isEmpty();
  }

  @Test
  void theTimelineTellsEachStepOnce() {
    var failed = StatusReason.of(CauseCode.CRASH_LOOP, "exitCode", "1");
    records.writeStatus(update(1, PodStatus.QUEUED, false));
    parts.pass(Duration.ofSeconds(3));
    var error =
        new StatusUpdate(POD, 1, PodStatus.ERROR, Optional.of(failed), Optional.empty(), true);
    records.writeStatus(error);
    parts.pass(Duration.ofSeconds(3));
    records.writeStatus(error);

    assertThat(parts.stores().timeline().of(POD))
        .isEqualTo(
            List.of(
                new Step(POD, 1, "queued", Parts.T0, Wish.BY_SYSTEM, Optional.empty()),
                new Step(
                    POD,
                    1,
                    "error",
                    Parts.T0.plusSeconds(3),
                    Wish.BY_SYSTEM,
                    Optional.of(failed))));
  }

  @Test
  void writesWhichPortsAnswer() {
    assertThat(records.writeServices(POD, 1, Map.of(8888, ServiceStatus.READY), true)).isTrue();
    assertThat(parts.pod(POD).services()).isEqualTo(Map.of(8888, ServiceStatus.READY));
    assertThat(parts.pod(POD).jupyterTokenKnown()).isTrue();
  }

  @Test
  void aDeployThatFailedIsToldToAdministratorsOnce() {
    var reason = StatusReason.of(CauseCode.IMAGE_PULL, "image", "none:1");
    var failed =
        new StatusUpdate(POD, 1, PodStatus.ERROR, Optional.of(reason), Optional.empty(), true);
    assertThat(records.writeStatus(failed)).isTrue();
    assertThat(records.writeStatus(failed)).isTrue();

    assertThat(parts.stores().notices().list(Optional.empty(), 0, 10))
        .singleElement()
        .satisfies(
            notice -> {
              assertThat(notice.kind()).isEqualTo(Notice.Kind.DEPLOY_FAILED);
              assertThat(notice.podId()).contains(POD);
              assertThat(notice.details())
                  .containsEntry("cause", "IMAGE_PULL")
                  .containsEntry("image", "none:1");
            });
  }

  @Test
  void aPodThatBrokeAfterItRanIsNoFailedDeploy() {
    records.writeStatus(update(1, PodStatus.RUNNING, true));
    parts.wish(
        POD, Operation.STOP, Wish.BY_SYSTEM, Optional.of(StatusReason.of(CauseCode.OOM_KILLED)));
    records.writeStatus(update(2, PodStatus.STOPPING, false));
    assertThat(records.writeStatus(update(2, PodStatus.ERROR, true))).isTrue();

    assertThat(parts.stores().notices().list(Optional.empty(), 0, 10)).isEmpty();
  }
}
