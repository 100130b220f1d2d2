package online.neuropod.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.workflows.contract.DeployPodWorkflow;
import online.neuropod.workflows.world.FakeCluster.Seen;
import online.neuropod.workflows.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waits that are so long that Temporal would end a workflow for the length of its history. */
class LongHistoryTest {
  private static final Duration NOW = Duration.ZERO;
  private static final List<String> TWO_RUNS =
      List.of(DeployPodWorkflow.TYPE, DeployPodWorkflow.TYPE);

  @RegisterExtension final World world = new World();

  @Test
  void theTimeInTheQueueCountsOverAllRuns() {
    world.records().longestQueue(Duration.ofMinutes(125));
    world
        .cluster()
        .podLife(
            Seen.of(NOW, Stage.QUEUED, StatusReason.of(CauseCode.NO_FREE_GPU, "gpu", "RTX 4090")));
    world.create();
    var _ = world.settleInFailure();

    assertThat(world.types(World.podId())).isEqualTo(TWO_RUNS);
    assertThat(world.pod().reason().orElseThrow().code()).isEqualTo(CauseCode.QUEUE_TIMEOUT);
    assertThat(world.now())
        .isBetween(
            World.BEGIN.plus(Duration.ofMinutes(125)), World.BEGIN.plus(Duration.ofMinutes(130)));
    assertThat(world.cluster().created()).isEqualTo(1);
    assertThat(world.records().written(World.POD))
        .containsExactly(PodStatus.QUEUED, PodStatus.ERROR);
  }

  @Test
  void aDeployThatFailedIsNotTriedAgainForALongCleanUp() {
    var crash = StatusReason.of(CauseCode.CRASH_LOOP, "exitCode", "1");
    world
        .cluster()
        .podLife(Seen.of(NOW, Stage.RUNNING), Seen.of(Duration.ofMinutes(1), Stage.FAILED, crash));
    world.cluster().portsAnswer(NOW, Map.of(3000, false));
    world.cluster().grace(Duration.ofMinutes(70));
    world.create();
    ApplicationFailure failure = world.settleInFailure();

    assertThat(world.types(World.podId())).isEqualTo(TWO_RUNS);
    assertThat(failure.getOriginalMessage()).contains("CRASH_LOOP");
    assertThat(world.pod().reason()).contains(crash);
    assertThat(world.journal().count("MoneyReserve")).isEqualTo(1);
    world.assertNothingRuns();
  }
}
