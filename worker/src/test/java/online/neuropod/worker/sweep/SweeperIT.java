package online.neuropod.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.Optional;
import online.neuropod.activities.BillingSignals;
import online.neuropod.activities.SystemWishes;
import online.neuropod.cluster.PodCluster;
import online.neuropod.domain.pod.Operation;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.worker.Parts;
import online.neuropod.worker.watch.DriftCheck;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** That sweeping goes on, whatever fails. */
class SweeperIT {
  private static final Duration PAUSE = Duration.ofMillis(50);

  @RegisterExtension final Parts parts = new Parts();
  private final PodStore pods = mock(PodStore.class, delegatesTo(parts.stores().pods()));
  private final WalletStore wallets =
      mock(WalletStore.class, delegatesTo(parts.stores().wallets()));
  private final PodCluster cluster = mock(PodCluster.class);
  private final Sweeper sweeper = sweeper();

  private Sweeper sweeper() {
    var running = new RunningWorkflows(parts.client());
    var wishes = new SystemWishes(pods, parts.workflows(), parts::now);
    return new Sweeper(
        new WishSweep(pods, parts.workflows(), running, Parts.INSTALLATION, parts::now),
        new BillSweep(
            wallets,
            new BillingSignals(parts.client(), Parts.INSTALLATION),
            running,
            Parts.INSTALLATION),
        new DriftCheck(pods, cluster, wishes),
        PAUSE,
        PAUSE);
  }

  @AfterEach
  void stop() {
    sweeper.stop();
  }

  private void aStartedSession() {
    parts.stores().wallets().open(Parts.OWNER, false, 10_000_000, Parts.T0);
    parts
        .stores()
        .wallets()
        .change(
            Parts.OWNER,
            Parts.T0,
            wallet -> {
              wallet.reserve("pod-2", 1, 2_000_000, 7, 0, Duration.ZERO);
              wallet.started("pod-2", 1, Parts.T0, 0);
              return true;
            });
  }

  @Test
  void theScheduleSurvivesSweepsThatFail() {
    parts.accept("pod-1");
    parts.running("pod-2");
    aStartedSession();
    parts.pass(Duration.ofSeconds(3));
    when(cluster.observe(any())).thenReturn(Optional.empty());
    var unforeseen = new IllegalStateException("unforeseen");
    var real = delegatesTo(parts.stores().pods());
    doThrow(unforeseen).doAnswer(real).when(pods).unsettled(any());
    doThrow(unforeseen).doAnswer(real).when(pods).withStatus(any());
    doThrow(unforeseen)
        .doAnswer(delegatesTo(parts.stores().wallets()))
        .when(wallets)
        .withOpenSessions();

    sweeper.start();

    await()
        .untilAsserted(
            () -> {
              assertThat(parts.signals(WorkflowIds.pod(Parts.INSTALLATION, "pod-1"))).isNotEmpty();
              assertThat(parts.signals(WorkflowIds.billing(Parts.INSTALLATION, "pod-2", 1)))
                  .isNotEmpty();
              assertThat(parts.pod("pod-2").wish().op()).isEqualTo(Operation.STOP);
            });
  }
}
