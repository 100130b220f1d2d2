package online.neuropod.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import online.neuropod.activities.BillingSignals;
import online.neuropod.activities.MoneyActivitiesImpl;
import online.neuropod.activities.SystemWishes;
import online.neuropod.domain.money.Wallet;
import online.neuropod.worker.Parts;
import online.neuropod.workflows.contract.BillingWorkflow;
import online.neuropod.workflows.contract.MoneyActivities.Session;
import online.neuropod.workflows.contract.SessionEnd;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which bills are started again. */
class BillSweepIT {
  @RegisterExtension final Parts parts = new Parts();
  private final BillingSignals billing = new BillingSignals(parts.client(), Parts.INSTALLATION);
  private final MoneyActivitiesImpl money =
      new MoneyActivitiesImpl(
          parts.stores().pods(),
          parts.stores().wallets(),
          parts.stores().users(),
          new SystemWishes(parts.stores().pods(), parts.workflows(), parts::now),
          billing,
          Duration.ofHours(1),
          Duration.ofHours(1),
          parts::now);
  private final BillSweep sweep =
      new BillSweep(
          parts.stores().wallets(),
          billing,
          new RunningWorkflows(parts.client()),
          Parts.INSTALLATION);

  @BeforeEach
  void aWallet() {
    parts.stores().wallets().open(Parts.OWNER, false, 100_000_000, Parts.T0);
  }

  private Session reserved(String podId) {
    parts.accept(podId);
    var session = new Session(podId, Parts.OWNER, 1);
    assertThat(money.reserve(session).granted()).isTrue();
    return session;
  }

  private Session started(String podId) {
    Session session = reserved(podId);
    money.started(session, Parts.T0);
    return session;
  }

  private static String id(String slot) {
    return WorkflowIds.billing(Parts.INSTALLATION, slot, 1);
  }

  @Test
  void aSessionThatNobodyBillsIsBilled() {
    started("pod-1");
    sweep.run();

    assertThat(parts.signals(id("pod-1"))).containsExactly(BillingWorkflow.WALLET_CHANGED);
    assertThat(parts.runs(id("pod-1"))).isTrue();
  }

  @Test
  void aBillWhoseWorkflowIsGoneIsStartedAgain() {
    billing.ensure(started("pod-1"));
    parts.terminate(id("pod-1"));
    sweep.run();

    assertThat(parts.runs(id("pod-1"))).isTrue();
  }

  @Test
  void aBillThatRunsIsLeftAlone() {
    billing.ensure(started("pod-1"));
    sweep.run();

    assertThat(parts.signals(id("pod-1"))).containsExactly(BillingWorkflow.WALLET_CHANGED);
  }

  @Test
  void whatDoesNotCostIsNotBilled() {
    reserved("pod-1");
    money.close(started("pod-2"), new SessionEnd(Optional.empty(), Parts.T0.plusSeconds(1)));
    sweep.run();

    assertThat(parts.signals(id("pod-1"))).as("not started").isEmpty();
    assertThat(parts.signals(id("pod-2"))).as("closed").isEmpty();
  }

  @Test
  void theVolumeIsBilledWithThePods() {
    started("pod-1");
    Wallet wallet = parts.stores().wallets().find(Parts.OWNER).orElseThrow();
    assertThat(wallet.meter(Wallet.VOLUME, 1).orElseThrow().isRunning()).isTrue();
    sweep.run();

    assertThat(parts.signals(id(Wallet.VOLUME))).isEmpty();
  }

  @Test
  void oneThatFailsDoesNotStopTheOthers() {
    started("pod-1");
    started("pod-2");
    started("pod-3");
    parts.failFor(id("pod-1"));
    parts.failFor(id("pod-2"));
    sweep.run();
    assertThat(parts.runs(id("pod-3"))).isTrue();

    parts.heal();
    sweep.run();
    assertThat(parts.runs(id("pod-1"))).isTrue();
    assertThat(parts.runs(id("pod-2"))).isTrue();
  }
}
