package online.neuropod.workflows.impl;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import online.neuropod.workflows.contract.MaintenanceActivities.WalletPage;
import online.neuropod.workflows.contract.WorkflowIds;
import online.neuropod.workflows.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the reconciler looks, and at how much. A round is made every two minutes. */
class ReconcileTest {
  private static final String ID = WorkflowIds.reconcile(World.INSTALLATION);
  private static final Duration PAUSE = Duration.ofMinutes(2);
  private static final int PARTS = 3;

  @RegisterExtension final World world = new World();

  private List<WalletPage> pages() {
    return world.maintenance().pages();
  }

  /** Whether everything was looked at, by round. */
  private List<Boolean> rounds() {
    return pages().stream().filter(page -> page.after().isEmpty()).map(WalletPage::all).toList();
  }

  @Test
  void theFirstRoundLooksAtEverythingPartByPart() {
    world.reconcile();
    world.pass(Duration.ofSeconds(1));

    assertThat(pages())
        .containsExactly(
            new WalletPage(Optional.empty(), Optional.empty(), true),
            new WalletPage(Optional.of("f"), Optional.empty(), true),
            new WalletPage(Optional.of("p"), Optional.of("pod-7"), true));
    assertThat(world.details(ID)).startsWith("Last round at ").endsWith(", repairs: 5");
  }

  @Test
  void thenEveryThirtiethDoes() {
    world.reconcile();
    world.pass(PAUSE.multipliedBy(60).plusMinutes(1));

    assertThat(rounds()).hasSize(61);
    for (int round = 0; round <= 60; round++) {
      assertThat(rounds().get(round)).isEqualTo(round % 30 == 0);
    }
  }

  @Test
  void itIsStartedOnce() {
    world.reconcile();
    world.pass(Duration.ofSeconds(1));
    world.reconcile();
    world.pass(Duration.ofSeconds(1));

    assertThat(pages()).hasSize(PARTS);
    assertThat(world.histories(ID)).hasSize(1);
  }

  @Test
  void whoWantsALookGetsAFullOneAtOnce() {
    world.reconcile();
    world.pass(PAUSE.plusMinutes(1));
    assertThat(rounds()).containsExactly(true, false);

    world.reconcileNow();
    world.pass(Duration.ofSeconds(1));

    assertThat(rounds()).containsExactly(true, false, true);
  }

  @Test
  void goesOnUnderANewRunAndCountsOn() throws Exception {
    world.reconcile();
    world.pass(PAUSE.multipliedBy(121).plusMinutes(1));

    assertThat(world.histories(ID)).hasSize(2);
    assertThat(rounds()).hasSize(122);
    assertThat(rounds().get(100)).isFalse();
    assertThat(rounds().get(120)).isTrue();
    for (var history : world.histories(ID)) {
      world.replay(history);
    }
  }
}
