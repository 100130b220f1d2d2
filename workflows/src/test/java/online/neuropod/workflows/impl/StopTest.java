package online.neuropod.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.workflows.contract.ClusterActivities.PodSession;
import online.neuropod.workflows.contract.DeletePodWorkflow;
import online.neuropod.workflows.contract.DeployPodWorkflow;
import online.neuropod.workflows.contract.PodAttributes;
import online.neuropod.workflows.contract.StopPodWorkflow;
import online.neuropod.workflows.world.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Stops and deletes of a pod that runs. */
class StopTest {
  @RegisterExtension final World world = new World();

  @BeforeEach
  void aPodRuns() {
    world.createAndSettle();
  }

  @Test
  void closesTheRoutesThenTheContainerThenTheBillThenThePod() {
    world.wish(Operation.STOP);
    world.settle();

    assertThat(world.journal().since("wish"))
        .containsSubsequence(
            "RecordTakeWish",
            "ClusterEndPod",
            "MoneyOpenSession",
            "MoneyAnnounceEnd",
            "MoneyClose",
            "ClusterReleasePod",
            "RecordWriteStatus");
    assertThat(world.pod().status()).isEqualTo(PodStatus.STOPPED);
    assertThat(world.pod().reason()).isEmpty();
    assertThat(world.attributes(World.podId()).get(PodAttributes.POD_STATUS)).isEqualTo("stopped");
    assertThat(world.details(World.podId())).isEqualTo("Stopped; the volume is kept");
    assertThat(world.isBilling(1)).isFalse();
    world.assertNothingRuns();
  }

  @Test
  void billsUntilTheContainersRealEnd() {
    world.cluster().grace(Duration.ofSeconds(20));
    Instant start = world.pod().startedAt().orElseThrow();
    world.pass(Duration.ofMinutes(10));
    Instant wished = world.now();
    world.wish(Operation.STOP);
    world.settle();

    Instant end = world.money().meter(World.POD).orElseThrow().upTo().orElseThrow();
    assertThat(end).isBetween(wished.plusSeconds(20), wished.plusSeconds(25));
    long seconds = Duration.between(start, end).toSeconds();
    assertThat(-world.money().amounts(Kind.CHARGE).getLast())
        .isBetween(seconds * 2_000_000 / 3600, (seconds + 1) * 2_000_000 / 3600);
  }

  @Test
  void wakesWhenTheContainerHasEnded() {
    world.cluster().grace(Duration.ofSeconds(30));
    world.wish(Operation.STOP);
    world.pass(Duration.ofSeconds(3));
    long looks = world.journal().count("ClusterObserve");
    world.clusterChanges();
    world.pass(Duration.ofMillis(500));

    assertThat(world.journal().count("ClusterObserve")).isGreaterThan(looks);
    world.settle();
    world.assertNothingRuns();
  }

  @Test
  void isRepeatedWithoutHarm() {
    world.wish(Operation.STOP);
    world.settle();
    long balance = world.money().wallet().balanceMicros();
    world.deliverAgain();
    world.settle();
    world.wish(Operation.STOP);
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.STOPPED);
    assertThat(world.money().wallet().balanceMicros()).isEqualTo(balance);
  }

  @Test
  void thePodCanBeStartedAgain() {
    world.wish(Operation.STOP);
    world.settle();
    world.wish(Operation.RUN);
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.cluster().session()).isEqualTo(3);
    assertThat(world.isBilling(3)).isTrue();
  }

  @Test
  void aStartThatComesWhileItStopsWaitsForTheEnd() {
    world.cluster().grace(Duration.ofSeconds(20));
    world.wish(Operation.STOP);
    world.after(Duration.ofSeconds(5), () -> world.wish(Operation.RUN));
    world.settle();

    assertThat(world.types(World.podId()))
        .containsExactly(StopPodWorkflow.TYPE, DeployPodWorkflow.TYPE);
    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.cluster().session()).isEqualTo(3);
    assertThat(world.records().written(World.POD))
        .as("nobody was told that it is stopped")
        .containsExactly(PodStatus.RUNNING);
  }

  @Test
  void aDeleteThatComesWithItsLastStepIsNotLost() {
    world.journal().atEndOf(StopPodWorkflow.TYPE, () -> world.wish(Operation.DELETE));
    world.wish(Operation.STOP);
    world.settle();

    assertThat(world.types(World.podId()))
        .containsExactly(StopPodWorkflow.TYPE, DeletePodWorkflow.TYPE);
    assertThat(world.pod().status()).isEqualTo(PodStatus.DELETED);
  }

  @Test
  void whatTheClusterTookDownEndsInError() {
    world.cluster().vanish();
    var removed = StatusReason.of(CauseCode.REMOVED_FROM_CLUSTER);
    world.stop(Wish.BY_SYSTEM, removed);
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.ERROR);
    assertThat(world.pod().reason()).contains(removed);
    assertThat(world.attributes(World.podId()).get(PodAttributes.POD_STATUS)).isEqualTo("error");
    world.assertNothingRuns();
  }

  @Test
  void whatIsNotPaidAnyMoreIsStopped() {
    var exhausted = StatusReason.of(CauseCode.FUNDS_EXHAUSTED);
    world.stop(Wish.BY_BILLING, exhausted);
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.STOPPED);
    assertThat(world.pod().reason()).contains(exhausted);
  }

  @Test
  void aServerThatIsDownIsWaitedFor() {
    world.cluster().down(Duration.ZERO, Duration.ofMinutes(5));
    world.wish(Operation.STOP);
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.STOPPED);
    assertThat(world.now()).isAfter(World.BEGIN.plus(Duration.ofMinutes(5)));
    world.assertNothingRuns();
  }

  @Test
  void aSessionWhoseCloseWasNotToldIsFoundClosed() {
    world.money().hush();
    world.wish(Operation.STOP);
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.STOPPED);
    world.assertNothingRuns();
  }

  @Test
  void deleteWaitsUntilNothingRemains() {
    world.cluster().remainsFor(Duration.ofSeconds(30));
    Instant wished = world.now();
    world.wish(Operation.DELETE);
    world.after(
        Duration.ofSeconds(20), () -> world.journal().mark("after 20 s: " + world.pod().status()));
    world.settle();

    assertThat(world.journal().calls()).contains("after 20 s: DELETING");
    assertThat(world.pod().status()).isEqualTo(PodStatus.DELETED);
    assertThat(world.now()).isAfter(wished.plusSeconds(30));
    assertThat(world.attributes(World.podId()).get(PodAttributes.POD_STATUS)).isEqualTo("deleted");
    world.assertNothingRuns();
  }

  @Test
  void deleteIsRepeatedWithoutHarm() {
    world.wish(Operation.DELETE);
    world.settle();
    world.deliverAgain();
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.DELETED);
    world.assertNothingRuns();
  }

  @Test
  void aStoppedPodIsDeleted() {
    world.wish(Operation.STOP);
    world.settle();
    world.wish(Operation.DELETE);
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.DELETED);
    world.assertNothingRuns();
  }

  @Test
  void aPodThatALostAttemptHasMadeMeanwhileIsEndedToo() {
    world.createAndSettle();
    world
        .journal()
        .at(
            "ClusterReleasePod",
            () -> {
              world.cluster().vanish();
              world.cluster().createPod(new PodSession(World.POD, 1), true);
            });
    world.wish(Operation.STOP);
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.STOPPED);
    assertThat(world.cluster().created()).isEqualTo(2);
    world.assertNothingRuns();
  }
}
