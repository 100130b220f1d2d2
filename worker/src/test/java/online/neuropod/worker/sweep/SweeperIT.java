package online.neuropod.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.Optional;
import online.neuropod.activities.Parts;
import online.neuropod.activities.SystemWishes;
import online.neuropod.cluster.PodCluster;
import online.neuropod.domain.pod.Operation;
import online.neuropod.store.pods.PodStore;
import online.neuropod.telemetry.Traces;
import online.neuropod.worker.watch.DriftCheck;
import online.neuropod.workflows.contract.Reconciliation;
import online.neuropod.workflows.contract.RunningWorkflows;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That sweeping goes on, whatever fails. */
class SweeperIT {
  private static final Duration PAUSE = Duration.ofMillis(50);

  @RegisterExtension final Parts parts = new Parts();
  private final PodStore pods = mock(PodStore.class, delegatesTo(parts.stores().pods()));
  private final Reconciliation reconciler =
      spy(new Reconciliation(parts.client(), Parts.INSTALLATION));
  private final PodCluster cluster = mock(PodCluster.class);
  private final Sweeper sweeper = sweeper();

  private Sweeper sweeper() {
    var running = new RunningWorkflows(parts.client());
    var wishes = new SystemWishes(pods, parts.workflows(), parts::now);
    return new Sweeper(
        new WishSweep(
            pods, parts.workflows(), running, Traces.off(), Parts.INSTALLATION, parts::now),
        AccountSweepIT.sweep(parts),
        reconciler,
        new DriftCheck(pods, cluster, wishes),
        PAUSE,
        PAUSE);
  }

  @AfterEach
  void stop() {
    sweeper.stop();
  }

  @Test
  void theScheduleSurvivesSweepsThatFail() {
    parts.accept("pod-1");
    parts.running("pod-2");
    parts.pass(Duration.ofSeconds(3));
    when(cluster.observe(any())).thenReturn(Optional.empty());
    var unforeseen = new IllegalStateException("unforeseen");
    var real = delegatesTo(parts.stores().pods());
    doThrow(unforeseen).doAnswer(real).when(pods).unsettled(any());
    doThrow(unforeseen).doAnswer(real).when(pods).withStatus(any());
    doThrow(unforeseen).doCallRealMethod().when(reconciler).ensure();

    sweeper.start();

    await()
        .untilAsserted(
            () -> {
              assertThat(parts.signals(WorkflowIds.pod(Parts.INSTALLATION, "pod-1"))).isNotEmpty();
              assertThat(parts.runs(WorkflowIds.reconcile(Parts.INSTALLATION))).isTrue();
              assertThat(parts.pod("pod-2").wish().op()).isEqualTo(Operation.STOP);
            });
  }
}
