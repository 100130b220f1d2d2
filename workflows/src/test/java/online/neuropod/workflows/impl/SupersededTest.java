package online.neuropod.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.DeletePodWorkflow;
import online.neuropod.workflows.contract.DeployPodWorkflow;
import online.neuropod.workflows.contract.StopPodWorkflow;
import online.neuropod.workflows.world.FakeCluster.Seen;
import online.neuropod.workflows.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A newer wish wins, whatever a deploy is at. */
class SupersededTest {
  private static final Duration NOW = Duration.ZERO;

  /** What a deploy can be at when a newer wish comes. */
  enum Phase {
    TAKING_THE_WISH("RecordTakeWish"),
    RESERVING("MoneyReserve"),
    WORKSPACE("ClusterPrepareWorkspace"),
    CREATING("ClusterCreatePod"),
    COMING_UP("ClusterObserve"),
    ROUTES("ClusterOpenRoutes"),
    STARTED("MoneyStarted"),
    WRITING("RecordWriteStatus"),
    PROBING("ClusterProbe"),
    WRITING_SERVICES("RecordWriteServices");

    final String activity;

    Phase(String activity) {
      this.activity = activity;
    }
  }

  /** What a deploy can be waiting for. */
  enum Wait {
    VOLUME {
      @Override
      void arrange(World world) {
        world
            .cluster()
            .volumeDelay(Duration.ofMinutes(1), StatusReason.of(CauseCode.VOLUME_PENDING));
      }
    },
    NAMESPACE {
      @Override
      void arrange(World world) {
        world.cluster().namespaceDelay(Duration.ofSeconds(50));
      }
    },
    QUEUE {
      @Override
      void arrange(World world) {
        world
            .cluster()
            .podLife(
                Seen.of(NOW, Stage.QUEUED, StatusReason.of(CauseCode.NO_FREE_GPU, "gpu", "x")));
      }
    },
    IMAGE {
      @Override
      void arrange(World world) {
        world.cluster().podLife(Seen.of(NOW, Stage.PREPARING));
      }
    },
    PORTS {
      @Override
      void arrange(World world) {
        world.cluster().podLife(Seen.of(NOW, Stage.RUNNING));
        world.cluster().portsAnswer(NOW, Map.of(3000, false));
      }
    };

    abstract void arrange(World world);
  }

  @RegisterExtension final World world = new World();

  static Stream<Arguments> phases() {
    return Stream.of(Phase.values())
        .flatMap(
            phase ->
                Stream.of(Operation.values()).map(operation -> Arguments.of(phase, operation)));
  }

  @ParameterizedTest
  @MethodSource("phases")
  void aWishDuringAStepWins(Phase phase, Operation operation) {
    world.journal().at(phase.activity, () -> world.wish(operation));
    world.create();
    world.settle();

    assertOutcome(operation);
  }

  static Stream<Arguments> waits() {
    return Stream.of(Wait.values())
        .flatMap(
            wait -> Stream.of(Operation.values()).map(operation -> Arguments.of(wait, operation)));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void aWishEndsAWaitAtOnce(Wait wait, Operation operation) {
    wait.arrange(world);
    world.create();
    world.pass(Duration.ofSeconds(20));
    world.cluster().podLife(Seen.of(NOW, Stage.RUNNING));
    world.cluster().portsAnswer(NOW, Map.of(8888, true));
    world.wish(operation);
    world.settle();

    if (wait == Wait.QUEUE || wait == Wait.IMAGE || wait == Wait.PORTS) {
      assertThat(world.journal().since("wish")).startsWith("RecordTakeWish", "RecordTakeWish");
    }
    assertOutcome(operation);
  }

  private void assertOutcome(Operation operation) {
    assertThat(world.pod().isSettled()).isTrue();
    assertThat(world.types(World.podId()).getFirst()).isEqualTo(DeployPodWorkflow.TYPE);
    switch (operation) {
      case RUN -> {
        assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
        assertThat(world.cluster().session()).isEqualTo(2);
        assertThat(world.money().isOpen(World.POD, 1)).isFalse();
        assertThat(world.money().isOpen(World.POD, 2)).isTrue();
        assertThat(world.isBilling(1)).isFalse();
        assertThat(world.isBilling(2)).isTrue();
      }
      case STOP -> {
        assertThat(world.pod().status()).isEqualTo(PodStatus.STOPPED);
        assertThat(world.types(World.podId()).getLast()).isEqualTo(StopPodWorkflow.TYPE);
        assertThat(world.isBilling(1)).isFalse();
        world.assertNothingRuns();
      }
      case DELETE -> {
        assertThat(world.pod().status()).isEqualTo(PodStatus.DELETED);
        assertThat(world.types(World.podId()).getLast()).isEqualTo(DeletePodWorkflow.TYPE);
        assertThat(world.isBilling(1)).isFalse();
        world.assertNothingRuns();
      }
    }
  }

  @Test
  void aWishThatComesWhileAnotherTakesOverIsNotLost() {
    world.journal().at("ClusterPrepareWorkspace", () -> world.wish(Operation.STOP));
    world.journal().atEndOf(DeployPodWorkflow.TYPE, () -> world.wish(Operation.DELETE));
    world.create();
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.DELETED);
    assertThat(world.pod().wish().seq()).isEqualTo(3);
  }

  @Test
  void onlyTheLastOfManyWishesIsWorkedFor() {
    world
        .journal()
        .at(
            "ClusterObserve",
            () -> {
              world.wish(Operation.STOP);
              world.wish(Operation.RUN);
              world.wish(Operation.STOP);
              world.wish(Operation.RUN);
            });
    world.create();
    world.settle();

    assertThat(world.pod().status()).isEqualTo(PodStatus.RUNNING);
    assertThat(world.types(World.podId()))
        .containsExactly(DeployPodWorkflow.TYPE, DeployPodWorkflow.TYPE);
    assertThat(world.cluster().session()).isEqualTo(5);
    assertThat(world.cluster().created()).isEqualTo(2);
  }
}
