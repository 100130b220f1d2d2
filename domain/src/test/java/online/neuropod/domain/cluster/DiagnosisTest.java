package online.neuropod.domain.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.cluster.PodFacts.Container;
import online.neuropod.domain.cluster.PodFacts.Ended;
import online.neuropod.domain.cluster.PodFacts.Phase;
import online.neuropod.domain.cluster.PodFacts.Running;
import online.neuropod.domain.cluster.PodFacts.State;
import online.neuropod.domain.cluster.PodFacts.Trouble;
import online.neuropod.domain.cluster.PodFacts.Waiting;
import online.neuropod.domain.pod.CauseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiagnosisTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final Instant END = START.plusSeconds(30);
  private static final String IMAGE = "neuropod.test/web:1";

  /** Facts of a Pod that was just accepted; each test changes what it is about. */
  private static final class Facts {
    private Phase phase = Phase.PENDING;
    private Optional<String> phaseReason = Optional.empty();
    private Optional<String> phaseMessage = Optional.empty();
    private boolean terminating;
    private boolean gated;
    private Optional<String> node = Optional.empty();
    private Optional<String> unschedulable = Optional.empty();
    private boolean nodeReady = true;
    private Optional<Container> container = Optional.empty();
    private Optional<Trouble> trouble = Optional.empty();

    Facts phase(Phase phase, String reason, String message) {
      this.phase = phase;
      phaseReason = Optional.of(reason).filter(text -> !text.isEmpty());
      phaseMessage = Optional.of(message).filter(text -> !text.isEmpty());
      return this;
    }

    Facts terminating() {
      terminating = true;
      return this;
    }

    Facts gated() {
      gated = true;
      return this;
    }

    Facts onNode() {
      node = Optional.of("node-a");
      return this;
    }

    Facts onLostNode() {
      nodeReady = false;
      return onNode();
    }

    Facts unschedulable(String message) {
      unschedulable = Optional.of(message);
      return this;
    }

    Facts container(State state) {
      return container(state, Optional.empty());
    }

    Facts container(State state, Optional<Ended> lastEnd) {
      container = Optional.of(new Container(IMAGE, state, lastEnd.isPresent() ? 3 : 0, lastEnd));
      return onNode();
    }

    Facts trouble(String reason, String message) {
      trouble = Optional.of(new Trouble(reason, message));
      return this;
    }

    Diagnosis diagnosis() {
      return Diagnosis.of(
          Optional.of(
              new PodFacts(
                  "uid",
                  1,
                  phase,
                  phaseReason,
                  phaseMessage,
                  terminating,
                  gated,
                  node,
                  unschedulable,
                  nodeReady,
                  container,
                  trouble)),
          Specs.gpu());
    }
  }

  @Test
  void nothingThereIsAbsent() {
    assertThat(Diagnosis.of(Optional.empty(), Specs.gpu())).isEqualTo(stage(Stage.ABSENT));
  }

  @Test
  void justAcceptedIsBeingScheduled() {
    assertThat(new Facts().diagnosis()).isEqualTo(stage(Stage.SCHEDULING));
  }

  @Test
  void heldBackByTheGateIsQueued() {
    Diagnosis diagnosis = new Facts().gated().diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.QUEUED);
    assertCause(diagnosis, CauseCode.NO_FREE_GPU, Map.of("gpu", "RTX 4090"));
  }

  @Test
  void withoutAFreeGpuIsQueued() {
    Diagnosis diagnosis =
        new Facts()
            .unschedulable("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.")
            .diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.QUEUED);
    assertCause(diagnosis, CauseCode.NO_FREE_GPU, Map.of("gpu", "RTX 4090"));
  }

  @Test
  void refusedByNodesForAnotherCauseIsNotQueued() {
    String message = "0/1 nodes are available: 1 Insufficient memory.";

    Diagnosis diagnosis = new Facts().unschedulable(message).diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.SCHEDULING);
    assertCause(diagnosis, CauseCode.NO_CAPACITY, Map.of("detail", message));
  }

  @Test
  void boundToANodeIsBeingPreparedThoughTheKubeletHasNotReportedYet() {
    assertThat(new Facts().onNode().diagnosis()).isEqualTo(stage(Stage.PREPARING));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ContainerCreating", "PodInitializing", "AnythingNew"})
  void waitingWithoutAFaultIsBeingPrepared(String reason) {
    assertThat(new Facts().container(new Waiting(reason, "")).diagnosis())
        .isEqualTo(stage(Stage.PREPARING));
  }

  @Test
  void waitingToRunAgainKeepsTheTimesOfTheLastRun() {
    Diagnosis diagnosis =
        new Facts()
            .phase(Phase.RUNNING, "", "")
            .container(new Waiting("ContainerCreating", ""), Optional.of(ended(1, "Error")))
            .diagnosis();

    assertThat(diagnosis)
        .isEqualTo(
            new Diagnosis(Stage.PREPARING, Optional.empty(), Optional.of(START), Optional.of(END)));
  }

  @ParameterizedTest
  @CsvSource({
    "FailedMount, VOLUME_MOUNT",
    "FailedAttachVolume, VOLUME_MOUNT",
    "FailedCreatePodSandBox, CONTAINER_CREATE"
  })
  void troubleWhileItIsPreparedIsToldButMayPass(String event, CauseCode code) {
    Diagnosis diagnosis =
        new Facts()
            .container(new Waiting("ContainerCreating", ""))
            .trouble(event, "what is wrong")
            .diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.PREPARING);
    assertCause(diagnosis, code, Map.of("detail", "what is wrong"));
  }

  @Test
  void troubleThatIsNoFaultIsNotTold() {
    assertThat(
            new Facts()
                .container(new Waiting("ContainerCreating", ""))
                .trouble("Unhealthy", "Readiness probe failed")
                .diagnosis())
        .isEqualTo(stage(Stage.PREPARING));
  }

  @ParameterizedTest
  @CsvSource({
    "ErrImagePull, IMAGE_PULL",
    "ImagePullBackOff, IMAGE_PULL",
    "ErrImageNeverPull, IMAGE_PULL",
    "RegistryUnavailable, IMAGE_PULL",
    "InvalidImageName, IMAGE_INVALID",
    "ImageInspectError, IMAGE_INVALID"
  })
  void anImageThatCannotBeHadFailsWithItsNameAndACleanCause(String reason, CauseCode code) {
    Diagnosis diagnosis =
        new Facts()
            .container(new Waiting(reason, "failed to resolve 10.0.0.1:53 x:1: not found"))
            .diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.FAILED);
    assertCause(diagnosis, code, Map.of("image", IMAGE, "detail", "not found"));
    assertThat(diagnosis.startedAt()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CreateContainerConfigError", "CreateContainerError", "RunContainerError"})
  void aContainerThatCannotBeMadeFails(String reason) {
    Diagnosis diagnosis =
        new Facts().container(new Waiting(reason, "exec: \"x\": not found")).diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.FAILED);
    assertCause(diagnosis, CauseCode.CONTAINER_CREATE, Map.of("detail", "exec: \"x\": not found"));
  }

  @Test
  void crashingAgainAndAgainFailsWithTheExitCodeAndTheTimesOfTheLastRun() {
    Diagnosis diagnosis = crashLoop(ended(3, "Error"));

    assertThat(diagnosis.stage()).isEqualTo(Stage.FAILED);
    assertCause(diagnosis, CauseCode.CRASH_LOOP, Map.of("exitCode", "3"));
    assertThat(diagnosis.startedAt()).contains(START);
    assertThat(diagnosis.endedAt()).contains(END);
  }

  @Test
  void anImageThatDoesItsWorkAndEndsIsToldSo() {
    assertCause(
        crashLoop(ended(0, "Completed")), CauseCode.ENDED_BY_ITSELF, Map.of("image", IMAGE));
  }

  @Test
  void tooMuchMemoryIsToldWithTheLimit() {
    assertCause(
        crashLoop(ended(137, "OOMKilled")), CauseCode.OOM_KILLED, Map.of("limit", "48 GiB"));
  }

  @Test
  void aCrashLoopWithoutALastEndIsStillACrashLoop() {
    Diagnosis diagnosis =
        new Facts().container(new Waiting("CrashLoopBackOff", "back-off")).diagnosis();

    assertCause(diagnosis, CauseCode.CRASH_LOOP, Map.of("exitCode", "?"));
  }

  @Test
  void runningSaysSinceWhen() {
    Diagnosis diagnosis =
        new Facts().phase(Phase.RUNNING, "", "").container(new Running(START)).diagnosis();

    assertThat(diagnosis)
        .isEqualTo(
            new Diagnosis(Stage.RUNNING, Optional.empty(), Optional.of(START), Optional.empty()));
  }

  @Test
  void runningAgainAfterARestartIsRunningAndHasNoEnd() {
    Diagnosis diagnosis =
        new Facts()
            .phase(Phase.RUNNING, "", "")
            .container(new Running(END), Optional.of(ended(1, "Error")))
            .diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.RUNNING);
    assertThat(diagnosis.startedAt()).contains(END);
    assertThat(diagnosis.endedAt()).isEmpty();
  }

  @Test
  void betweenAnEndAndTheRestartNothingIsCertainYet() {
    Diagnosis diagnosis =
        new Facts().phase(Phase.RUNNING, "", "").container(ended(1, "Error")).diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.PREPARING);
    assertThat(diagnosis.reason()).isEmpty();
    assertThat(diagnosis.startedAt()).contains(START);
  }

  @Test
  void evictedForItsOwnDiskNamesTheDisk() {
    Diagnosis diagnosis =
        new Facts()
            .phase(
                Phase.FAILED,
                "Evicted",
                "Pod ephemeral local storage usage exceeds the total limit of containers 20Gi. ")
            .container(ended(137, "Error"))
            .diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.FAILED);
    assertCause(diagnosis, CauseCode.DISK_EXCEEDED, Map.of("limit", "20 GB"));
    assertThat(diagnosis.endedAt()).contains(END);
  }

  @Test
  void evictedForTheNodesDiskIsNotTheFaultOfThePod() {
    String message =
        "The node was low on resource: ephemeral-storage. Threshold quantity: 1Gi, available: 3Mi."
            + " Container pod was using 5Gi, request is 1Gi, has larger consumption of"
            + " ephemeral-storage. ";

    Diagnosis diagnosis = new Facts().phase(Phase.FAILED, "Evicted", message).diagnosis();

    assertCause(diagnosis, CauseCode.EVICTED, Map.of("detail", message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"NodeLost", "NodeShutdown", "Terminated"})
  void aNodeThatWentDownIsToldByItsName(String reason) {
    Diagnosis diagnosis = new Facts().phase(Phase.FAILED, reason, "").onNode().diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.FAILED);
    assertCause(diagnosis, CauseCode.NODE_LOST, Map.of("node", "node-a"));
  }

  @Test
  void refusedByTheKubeletIsToldAsTheKubeletSaysIt() {
    Diagnosis diagnosis =
        new Facts().phase(Phase.FAILED, "UnexpectedAdmissionError", "no GPU").onNode().diagnosis();

    assertCause(diagnosis, CauseCode.EVICTED, Map.of("detail", "UnexpectedAdmissionError"));
  }

  @Test
  void aNodeThatDoesNotAnswerIsLostThoughTheContainerSeemsToRun() {
    Diagnosis diagnosis =
        new Facts()
            .phase(Phase.RUNNING, "", "")
            .container(new Running(START))
            .onLostNode()
            .diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.FAILED);
    assertCause(diagnosis, CauseCode.NODE_LOST, Map.of("node", "node-a"));
    assertThat(diagnosis.startedAt()).contains(START);
    assertThat(diagnosis.endedAt()).isEmpty();
  }

  @Test
  void endedForGoodIsAFailureWithItsCause() {
    Diagnosis diagnosis =
        new Facts().phase(Phase.SUCCEEDED, "", "").container(ended(0, "Completed")).diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.FAILED);
    assertCause(diagnosis, CauseCode.ENDED_BY_ITSELF, Map.of("image", IMAGE));
    assertThat(diagnosis.endedAt()).contains(END);
  }

  @Test
  void beingDeletedMayStillRun() {
    Diagnosis diagnosis =
        new Facts()
            .phase(Phase.RUNNING, "", "")
            .container(new Running(START))
            .terminating()
            .diagnosis();

    assertThat(diagnosis)
        .isEqualTo(
            new Diagnosis(
                Stage.TERMINATING, Optional.empty(), Optional.of(START), Optional.empty()));
  }

  @Test
  void beingDeletedWithItsContainerEndedSaysWhen() {
    Diagnosis diagnosis =
        new Facts()
            .phase(Phase.RUNNING, "", "")
            .container(ended(143, "Error"))
            .terminating()
            .diagnosis();

    assertThat(diagnosis)
        .isEqualTo(
            new Diagnosis(Stage.ENDED, Optional.empty(), Optional.of(START), Optional.of(END)));
  }

  @Test
  void beingDeletedAfterAnEndOfItsOwnIsNotAFaultAnyMore() {
    Diagnosis diagnosis =
        new Facts()
            .phase(Phase.FAILED, "", "")
            .container(ended(1, "Error"))
            .terminating()
            .diagnosis();

    assertThat(diagnosis.stage()).isEqualTo(Stage.ENDED);
    assertThat(diagnosis.reason()).isEmpty();
  }

  @Test
  void beingDeletedBeforeANodeTookItHasEnded() {
    assertThat(new Facts().gated().terminating().diagnosis()).isEqualTo(stage(Stage.ENDED));
  }

  @Test
  void beingDeletedWhileItIsPreparedMayStillStart() {
    assertThat(
            new Facts().container(new Waiting("ContainerCreating", "")).terminating().diagnosis())
        .isEqualTo(stage(Stage.TERMINATING));
  }

  private static Diagnosis crashLoop(Ended lastEnd) {
    return new Facts()
        .phase(Phase.RUNNING, "", "")
        .container(
            new Waiting("CrashLoopBackOff", "back-off 40s restarting failed container"),
            Optional.of(lastEnd))
        .diagnosis();
  }

  private static Ended ended(int exitCode, String reason) {
    return new Ended(exitCode, reason, Optional.of(START), Optional.of(END));
  }

  private static Diagnosis stage(Stage stage) {
    return new Diagnosis(stage, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static void assertCause(
      Diagnosis diagnosis, CauseCode code, Map<String, String> details) {
    assertThat(diagnosis.reason())
        .hasValueSatisfying(
            reason -> {
              assertThat(reason.code()).isEqualTo(code);
              assertThat(reason.details()).isEqualTo(details);
            });
  }
}
