package online.neuropod.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.ClusterActivities.PodSession;
import online.neuropod.workflows.contract.DeployPodWorkflow;
import online.neuropod.workflows.contract.PodAttributes;
import online.neuropod.workflows.contract.StopPodWorkflow;
import online.neuropod.workflows.world.FakeCluster.Seen;
import online.neuropod.workflows.world.World;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Deploys that end well, by whatever way. */
class DeployTest {
  private static final Duration NOW = Duration.ZERO;

  @RegisterExtension final World world = new World();

  @Test
  void takesItsStepsInOrder() {
    world.createAndSettle();

    assertThat(world.journal().calls())
        .containsSubsequence(
            "RecordTakeWish",
            "MoneyReserve",
            "ClusterPrepareWorkspace",
            "ClusterCreatePod",
            "ClusterObserve",
            "MoneyStarted",
            "RecordWriteStatus",
            "ClusterProbe",
            "RecordWriteServices",
            "RecordWriteStatus");
    assertThat(world.journal().calls())
        .containsSubsequence("ClusterObserve", "ClusterOpenRoutes", "ClusterProbe");
    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.pod().isSettled()).isTrue();
    assertThat(world.pod().services()).isEqualTo(Map.of(8888, ServiceStatus.READY));
    assertThat(world.pod().jupyterTokenKnown()).isTrue();
    assertThat(world.cluster().session()).isEqualTo(1);
  }

  @Test
  void chargesFromTheContainersStart() {
    world.createAndSettle();

    assertThat(world.pod().startedAt()).isPresent();
    assertThat(world.money().meter(World.POD).orElseThrow().start())
        .isEqualTo(world.pod().startedAt());
  }

  @Test
  void leavesItsBillingBehind() {
    world.createAndSettle();

    assertThat(world.isBilling(1)).isTrue();
    world.pass(Duration.ofHours(1));
    assertThat(world.money().amounts(Kind.CHARGE))
        .singleElement(InstanceOfAssertFactories.LONG)
        .isBetween(-2_005_000L, -2_000_000L);
  }

  @Test
  void tellsAnOperatorWhatItDoes() {
    world
        .cluster()
        .podLife(Seen.of(NOW, Stage.PREPARING), Seen.of(Duration.ofSeconds(15), Stage.RUNNING));
    world.create();
    world.pass(Duration.ofSeconds(5));

    assertThat(world.details(World.podId())).isEqualTo("Coming up: PREPARING");
    assertThat(world.attributes(World.podId()).get(PodAttributes.POD_STATUS)).isEqualTo("creating");
    world.settle();
    assertThat(world.details(World.podId())).isEqualTo("Running");
    assertThat(world.details(World.billingId(1))).startsWith("Charges next at 2026-03-01T11:00:");
    var attributes = world.attributes(World.podId());
    assertThat(attributes.get(PodAttributes.POD_ID)).isEqualTo(World.POD);
    assertThat(attributes.get(PodAttributes.OWNER_ID)).isEqualTo(World.OWNER);
    assertThat(attributes.get(PodAttributes.POD_STATUS)).isEqualTo("running");
  }

  @Test
  void wakesWhenTheClusterChanges() {
    world.create();
    world.after(Duration.ofMillis(3_500), world::clusterChanges);
    world.settle();

    assertThat(world.journal().calls().stream().filter("ClusterObserve"::equals)).hasSize(2);
    // Without the signal it would have looked after ten seconds.
    assertThat(world.now()).isBefore(World.BEGIN.plusSeconds(10));
  }

  @Test
  void aLaterStartIsCalledStarting() {
    world.createAndSettle();
    world.wish(Operation.STOP);
    world.settle();
    world.wish(Operation.RUN);
    world.after(Duration.ofSeconds(1), () -> world.journal().mark(status()));
    world.settle();

    assertThat(world.journal().calls()).contains("starting");
    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.money().meter(World.POD).orElseThrow().session()).isEqualTo(3);
  }

  private String status() {
    return world.attributes(World.podId()).get(PodAttributes.POD_STATUS);
  }

  @Test
  void aPodThatWaitsForAGpuIsQueuedAndNotCharged() {
    var wait = StatusReason.of(CauseCode.NO_FREE_GPU, "gpu", "RTX 4090");
    world
        .cluster()
        .podLife(
            Seen.of(NOW, Stage.QUEUED, wait),
            Seen.of(Duration.ofMinutes(20), Stage.PREPARING),
            Seen.of(Duration.ofMinutes(21), Stage.RUNNING));
    world.create();
    world.pass(Duration.ofMinutes(10));

    assertThat(world.pod().status()).isEqualTo(PodStatus.QUEUED);
    assertThat(world.pod().reason()).contains(wait);
    assertThat(status()).isEqualTo("queued");
    world.settle();
    assertThat(world.records().written(World.POD))
        .containsExactly(PodStatus.QUEUED, PodStatus.CREATING, PodStatus.RUNNING);
    assertThat(world.money().meter(World.POD).orElseThrow().start().orElseThrow())
        .isAfter(World.BEGIN.plus(Duration.ofMinutes(21)));
  }

  @Test
  void waitsForTheVolumeAndTheNamespace() {
    world
        .cluster()
        .volumeDelay(
            Duration.ofSeconds(20), StatusReason.of(CauseCode.VOLUME_PENDING, "detail", "soon"));
    world.cluster().namespaceDelay(Duration.ofSeconds(30));
    world.createAndSettle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.cluster().created()).isEqualTo(1);
  }

  @Test
  void removesThePodOfAnEarlierSessionFirst() {
    world.cluster().leftover(7);
    world.createAndSettle();

    assertThat(world.journal().calls())
        .containsSubsequence(
            "ClusterCreatePod", "ClusterEndPod", "ClusterReleasePod", "ClusterCreatePod");
    assertThat(world.cluster().session()).isEqualTo(1);
    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
  }

  @Test
  void closesAnEarlierSessionThatIsStillOpenFirst() {
    world.createAndSettle();
    // A start that replaces a stop which nobody was told of.
    world.wishSilently(Operation.STOP);
    world.wish(Operation.RUN);
    world.settle();

    assertThat(world.journal().since("wish"))
        .containsSubsequence(
            "MoneyReserve",
            "ClusterEndPod",
            "MoneyAnnounceEnd",
            "MoneyClose",
            "ClusterReleasePod",
            "MoneyReserve",
            "ClusterCreatePod");
    assertThat(world.cluster().session()).isEqualTo(3);
    assertThat(world.money().isOpen(World.POD, 1)).isFalse();
    assertThat(world.money().isOpen(World.POD, 3)).isTrue();
    assertThat(world.isBilling(1)).isFalse();
    assertThat(world.isBilling(3)).isTrue();
  }

  @Test
  void whatALostTaskHasMadeForTheNewSessionStays() {
    world.createAndSettle();
    world.wishSilently(Operation.STOP);
    // As a worker that died before it could tell: it had come as far as the new Pod.
    world
        .journal()
        .at(
            "ClusterReleasePod",
            () -> {
              world.cluster().vanish();
              world.money().reserve(World.session(3));
              world.cluster().createPod(new PodSession(World.POD, 3), true);
            });
    world.wish(Operation.RUN);
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.cluster().session()).isEqualTo(3);
    assertThat(world.cluster().created()).isEqualTo(2);
    assertThat(world.money().isOpen(World.POD, 1)).isFalse();
    assertThat(world.money().isOpen(World.POD, 3)).isTrue();
  }

  @Test
  void aPodThatALostTaskHasMadeIsNotTakenForTheOneInItsWay() {
    world.cluster().leftover(7);
    world
        .journal()
        .atNth(
            1,
            "ClusterObserve",
            () -> {
              world.cluster().vanish();
              world.cluster().createPod(new PodSession(World.POD, 1), true);
            });
    world.createAndSettle();

    assertThat(world.cluster().session()).isEqualTo(1);
    assertThat(world.cluster().created()).isEqualTo(2);
    assertThat(world.journal().calls()).doesNotContain("ClusterEndPod");
  }

  @Test
  void anImageWithoutShellRunsWithoutTheStartHook() {
    world.cluster().podLifeWithHook(new Seen(NOW, Stage.PREPARING, Optional.empty(), true));
    world.createAndSettle();

    assertThat(world.cluster().hasHook()).isFalse();
    assertThat(world.cluster().created()).isEqualTo(2);
    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.money().isOpen(World.POD, 1)).isTrue();
  }

  @Test
  void aPullThatFailsForAMomentIsGivenTime() {
    var hiccup = new StatusReason(CauseCode.IMAGE_PULL, Map.of("image", "a", "detail", "timeout"));
    world
        .cluster()
        .podLife(
            Seen.of(NOW, Stage.FAILED, hiccup), Seen.of(Duration.ofSeconds(25), Stage.RUNNING));
    world.createAndSettle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
  }

  @Test
  void timeInWhichAServerIsDownDoesNotCount() {
    world
        .cluster()
        .podLife(Seen.of(NOW, Stage.SCHEDULING), Seen.of(Duration.ofMinutes(18), Stage.RUNNING));
    world.cluster().down(Duration.ofSeconds(30), Duration.ofMinutes(17));
    world.createAndSettle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.journal().count("ClusterObserve")).isGreaterThan(100);
  }

  @Test
  void aPortThatNeverAnswersIsToldUnreachableInTheEnd() {
    world.cluster().portsAnswer(Duration.ofSeconds(2), Map.of(8888, true, 3000, false));
    world.create();
    world.pass(Duration.ofMinutes(1));
    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.pod().services())
        .isEqualTo(Map.of(8888, ServiceStatus.READY, 3000, ServiceStatus.STARTING));
    assertThat(world.pod().isSettled()).isFalse();

    world.settle();
    assertThat(world.pod().services())
        .isEqualTo(Map.of(8888, ServiceStatus.READY, 3000, ServiceStatus.UNREACHABLE));
    assertThat(world.now()).isAfter(World.BEGIN.plus(Duration.ofMinutes(15)));
  }

  @Test
  void aWishThatIsDeliveredTwiceMakesOnePod() {
    world.create();
    world.deliverAgain();
    world.after(Duration.ofSeconds(2), world::deliverAgain);
    world.settle();
    world.deliverAgain();
    world.settle();

    assertThat(world.cluster().created()).isEqualTo(1);
    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.journal().count("ClusterCreatePod")).isEqualTo(1);
  }

  @Test
  void aBillingThatRunsAlreadyIsKept() {
    // The first worker died after it had started the billing: the wish is delivered again.
    world.money().begin(World.session(1), World.BEGIN);
    world.bill(World.session(1));
    world.createAndSettle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.histories(World.billingId(1))).hasSize(1);
  }

  @Test
  void aWriteThatIsLostLeavesTheFieldToTheNewerWish() {
    // The api wrote a stop, and died before it could tell: the write of "running" finds it.
    world.journal().at("ClusterOpenRoutes", () -> world.wishSilently(Operation.STOP));
    world.createAndSettle();

    assertThat(world.types(World.podId()))
        .containsExactly(DeployPodWorkflow.TYPE, StopPodWorkflow.TYPE);
    assertThat(world.records().written(World.POD)).isEqualTo(List.of(PodStatus.STOPPED));
    world.assertNothingRuns();
  }

  @Test
  void aWriteOfServicesThatIsLostDoesTheSame() {
    world.journal().at("ClusterProbe", () -> world.wishSilently(Operation.DELETE));
    world.createAndSettle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.DELETED);
    world.assertNothingRuns();
  }

  @Test
  void aStopThatComesWithTheLastStepIsNotLost() {
    world.journal().atEndOf(DeployPodWorkflow.TYPE, () -> world.wish(Operation.STOP));
    world.createAndSettle();

    assertThat(world.types(World.podId()))
        .containsExactly(DeployPodWorkflow.TYPE, StopPodWorkflow.TYPE);
    assertThat(world.pod().status()).isEqualTo(PodStatus.STOPPED);
    world.assertNothingRuns();
  }
}
