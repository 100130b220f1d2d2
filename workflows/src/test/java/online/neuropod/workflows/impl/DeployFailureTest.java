package online.neuropod.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.DeployPodWorkflow;
import online.neuropod.workflows.contract.FailureTypes;
import online.neuropod.workflows.contract.PodAttributes;
import online.neuropod.workflows.contract.StopPodWorkflow;
import online.neuropod.workflows.world.FakeCluster.Seen;
import online.neuropod.workflows.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Deploys that fail: everything but the volume is removed, the cause is told, and the workflow
 * fails.
 */
class DeployFailureTest {
  private static final Duration NOW = Duration.ZERO;

  @RegisterExtension final World world = new World();

  /** The deploy fails for this cause, and leaves nothing. */
  private StatusReason assertFails(CauseCode code) {
    ApplicationFailure failure = world.settleInFailure();
    assertThat(failure.getType()).isEqualTo(FailureTypes.DEPLOY);
    assertThat(failure.getOriginalMessage()).contains(code.name());
    assertThat(world.pod().status()).isEqualTo(PodStatus.ERROR);
    assertThat(world.pod().isSettled()).isTrue();
    assertThat(world.attributes(World.podId()).get(PodAttributes.POD_STATUS)).isEqualTo("error");
    assertThat(world.details(World.podId())).startsWith("Failed: " + code.name());
    world.assertNothingRuns();
    StatusReason reason = world.pod().reason().orElseThrow();
    assertThat(reason.code()).isEqualTo(code);
    return reason;
  }

  private static void refuse(CauseCode code) {
    throw ApplicationFailure.newNonRetryableFailure(
        "refused", FailureTypes.FORBIDDEN, StatusReason.of(code, "detail", "because"));
  }

  @Test
  void withoutFundsNothingIsMade() {
    world.money().rate(10_000_001);
    world.create();

    StatusReason reason = assertFails(CauseCode.INSUFFICIENT_FUNDS);
    assertThat(reason.details()).containsEntry("required", "10000001");
    assertThat(world.cluster().created()).isZero();
    assertThat(world.journal().calls()).doesNotContain("ClusterPrepareWorkspace");
  }

  @Test
  void aVolumeThatIsNotProvidedEndsIt() {
    var pending = StatusReason.of(CauseCode.VOLUME_PENDING, "detail", "no class");
    world.cluster().volumeDelay(Duration.ofHours(1), pending);
    world.create();

    assertThat(assertFails(CauseCode.VOLUME_PENDING)).isEqualTo(pending);
    assertThat(world.now()).isBetween(World.BEGIN.plusSeconds(120), World.BEGIN.plusSeconds(240));
  }

  @Test
  void aNamespaceThatTakesNoPodsEndsIt() {
    world.cluster().namespaceDelay(Duration.ofHours(1));
    world.create();

    assertThat(assertFails(CauseCode.STEP_TIMEOUT).details())
        .isEqualTo(Map.of("step", "pod", "seconds", "60"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ClusterPrepareWorkspace", "ClusterCreatePod", "ClusterOpenRoutes"})
  void whatTheClusterRefusesEndsItAtAnyStep(String activity) {
    world.journal().at(activity, () -> refuse(CauseCode.REFUSED_BY_CLUSTER));
    world.create();

    assertThat(assertFails(CauseCode.REFUSED_BY_CLUSTER).details())
        .isEqualTo(Map.of("detail", "because"));
    assertThat(world.journal().count(activity)).as("is not tried again").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"MoneyReserve", "MoneyStarted", "ClusterProbe", "ClusterObserve"})
  void aFaultOfOurOwnIsToldAsOne(String activity) {
    world.journal().at(activity, DeployFailureTest::noSuchPod);
    world.create();

    assertThat(assertFails(CauseCode.INTERNAL).details()).containsEntry("detail", "no pod");
  }

  private static void noSuchPod() {
    throw ApplicationFailure.newNonRetryableFailure("no pod", FailureTypes.VALIDATION);
  }

  @Test
  void anImageThatIsNotThereEndsItAtOnce() {
    var reason =
        new StatusReason(CauseCode.IMAGE_PULL, Map.of("image", "a:1", "detail", "not found"));
    world.cluster().podLife(Seen.of(NOW, Stage.FAILED, reason));
    world.create();

    assertThat(assertFails(CauseCode.IMAGE_PULL)).isEqualTo(reason);
    assertThat(world.now()).isBefore(World.BEGIN.plusSeconds(30));
    assertThat(world.money().amounts(Kind.CHARGE)).isEmpty();
  }

  @Test
  void itsCauseOutlivesATaskThatIsLost() {
    var reason =
        new StatusReason(CauseCode.IMAGE_PULL, Map.of("image", "a:1", "detail", "not found"));
    world.cluster().podLife(Seen.of(NOW, Stage.FAILED, reason));
    // When the container is ended already, and nothing of that task is in the history.
    world.journal().at("MoneyOpenSession", DeployFailureTest::loseTask);
    world.create();

    assertThat(assertFails(CauseCode.IMAGE_PULL)).isEqualTo(reason);
    assertThat(world.journal().count("ClusterEndPod")).isEqualTo(2);
  }

  /** As a worker that dies: an error fails the task, and not the activity. */
  private static void loseTask() {
    throw new AssertionError("the task is lost");
  }

  @Test
  void anImageWithoutShellIsFoundThoughATaskIsLost() {
    world.cluster().podLifeWithHook(new Seen(NOW, Stage.PREPARING, Optional.empty(), true));
    world.journal().at("ClusterReleasePod", DeployFailureTest::loseTask);
    world.createAndSettle();

    assertThat(world.cluster().hasHook()).isFalse();
    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
  }

  @Test
  void aPullThatFailsForLongEndsIt() {
    var reason =
        new StatusReason(CauseCode.IMAGE_PULL, Map.of("image", "a:1", "detail", "timeout"));
    world.cluster().podLife(Seen.of(NOW, Stage.FAILED, reason));
    world.create();

    assertThat(assertFails(CauseCode.IMAGE_PULL)).isEqualTo(reason);
    assertThat(world.now()).isBetween(World.BEGIN.plusSeconds(30), World.BEGIN.plusSeconds(75));
  }

  @Test
  void aQueueThatIsTooLongEndsIt() {
    world.records().longestQueue(Duration.ofMinutes(5));
    world
        .cluster()
        .podLife(
            Seen.of(NOW, Stage.QUEUED, StatusReason.of(CauseCode.NO_FREE_GPU, "gpu", "RTX 4090")));
    world.create();

    assertThat(assertFails(CauseCode.QUEUE_TIMEOUT).details())
        .isEqualTo(Map.of("step", "queue", "seconds", "300"));
    assertThat(world.records().written(World.POD))
        .containsExactly(PodStatus.QUEUED, PodStatus.ERROR);
  }

  @Test
  void aSchedulerThatFindsNoNodeEndsItWithItsCause() {
    var taints = StatusReason.of(CauseCode.NODES_REFUSE, "detail", "taints");
    world.cluster().podLife(Seen.of(NOW, Stage.SCHEDULING, taints));
    world.create();

    assertThat(assertFails(CauseCode.NODES_REFUSE)).isEqualTo(taints);
    assertThat(world.now()).isAfter(World.BEGIN.plusSeconds(120));
  }

  @Test
  void aSchedulerThatSaysNothingEndsItWithATimeout() {
    world.cluster().podLife(Seen.of(NOW, Stage.SCHEDULING));
    world.create();

    assertThat(assertFails(CauseCode.STEP_TIMEOUT).details())
        .isEqualTo(Map.of("step", "scheduling", "seconds", "120"));
  }

  @Test
  void aPodThatIsRemovedWhileItComesUpEndsIt() {
    world.cluster().podLife(Seen.of(NOW, Stage.PREPARING));
    world.create();
    world.after(
        Duration.ofSeconds(5),
        () -> {
          world.cluster().vanish();
          world.clusterChanges();
        });

    var _ = assertFails(CauseCode.REMOVED_FROM_CLUSTER);
  }

  @Test
  void aPodThatIsRemovedBeforeItsStartIsRecordedIsPaidUntilItIsMissed() {
    world.journal().at("MoneyStarted", () -> world.cluster().vanish());
    world.create();

    var _ = assertFails(CauseCode.REMOVED_FROM_CLUSTER);
    assertThat(world.money().amounts(Kind.CHARGE)).hasSize(1);
    assertThat(world.isBilling(1)).isFalse();
  }

  @Test
  void aPodThatIsRemovedWhileItsPortsAreAskedEndsIt() {
    world.cluster().portsAnswer(NOW, Map.of(3000, false));
    world.create();
    world.after(
        Duration.ofMinutes(1),
        () -> {
          world.cluster().vanish();
          world.clusterChanges();
        });

    var _ = assertFails(CauseCode.REMOVED_FROM_CLUSTER);
    assertThat(world.records().written(World.POD))
        .containsExactly(PodStatus.RUNNING, PodStatus.ERROR);
    assertThat(world.isBilling(1)).isFalse();
  }

  @Test
  void aContainerThatCrashesWhileItsPortsAreAskedIsPaidAndEndsIt() {
    var crash = StatusReason.of(CauseCode.CRASH_LOOP, "exitCode", "137");
    world.cluster().portsAnswer(NOW, Map.of(3000, false));
    world
        .cluster()
        .podLife(Seen.of(NOW, Stage.RUNNING), Seen.of(Duration.ofMinutes(2), Stage.FAILED, crash));
    world.create();

    assertThat(assertFails(CauseCode.CRASH_LOOP)).isEqualTo(crash);
    // At least the two minutes, at 2 € an hour, and at most one more.
    assertThat(world.money().wallet().balanceMicros())
        .isBetween(10_000_000L - 100_000, 10_000_000L - 66_666);
  }

  @Test
  void itsSecondDeliveryDoesNotHideTheCause() {
    var reason =
        new StatusReason(CauseCode.IMAGE_PULL, Map.of("image", "a:1", "detail", "not found"));
    world.cluster().podLife(Seen.of(NOW, Stage.FAILED, reason));
    world.create();
    assertThat(assertFails(CauseCode.IMAGE_PULL)).isEqualTo(reason);

    world.deliverAgain();
    world.settle();
    assertThat(world.pod().reason()).contains(reason);
    assertThat(world.details(World.podId())).isEqualTo("The wish has its outcome already");
  }

  @Test
  void aRetryIsANewSession() {
    world.journal().at("ClusterCreatePod", () -> refuse(CauseCode.QUOTA));
    world.create();
    var _ = assertFails(CauseCode.QUOTA);

    world.wish(Operation.RUN);
    world.settle();
    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.pod().reason()).isEmpty();
    assertThat(world.cluster().session()).isEqualTo(2);
  }

  @Test
  void aStopThatComesWithTheFailureWins() {
    world.journal().at("ClusterCreatePod", () -> refuse(CauseCode.QUOTA));
    world.journal().atEndOf(DeployPodWorkflow.TYPE, () -> world.wish(Operation.STOP));
    world.create();
    world.settle();

    assertThat(world.types(World.podId()))
        .containsExactly(DeployPodWorkflow.TYPE, StopPodWorkflow.TYPE);
    assertThat(world.pod().status()).isEqualTo(PodStatus.STOPPED);
    assertThat(world.pod().reason()).isEqualTo(Optional.empty());
  }

  @Test
  void aStopThatComesDuringTheCleanUpWins() {
    world.journal().at("ClusterCreatePod", () -> refuse(CauseCode.QUOTA));
    world.journal().at("ClusterEndPod", () -> world.wish(Operation.STOP));
    world.create();
    world.settle();

    assertThat(world.records().written(World.POD)).containsExactly(PodStatus.STOPPED);
  }
}
