package online.neuropod.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import online.neuropod.activities.Parts;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Step;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.Suspension;
import online.neuropod.domain.user.User;
import online.neuropod.store.Stores;
import online.neuropod.store.standing.StandingOrders;
import online.neuropod.workflows.contract.AccountWorkflows;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was decided about people, and is carried out although the one who decided is gone. */
class AccountSweepIT {
  private static final String USER_WORKFLOW = WorkflowIds.user(Parts.INSTALLATION, Parts.OWNER);
  private static final String VOLUME_WORKFLOW = WorkflowIds.volume(Parts.INSTALLATION, Parts.OWNER);

  @RegisterExtension final Parts parts = new Parts();
  private final AccountSweep sweep = sweep(parts);

  /** Of all that is in the parts. */
  static AccountSweep sweep(Parts parts) {
    Stores stores = parts.stores();
    var orders =
        new StandingOrders(
            stores.users(),
            stores.sessions(),
            stores.credentials(),
            stores.wallets(),
            stores.pods(),
            stores.timeline(),
            parts::now);
    return new AccountSweep(
        stores.users(),
        stores.deletions(),
        orders,
        new AccountWorkflows(parts.client(), Parts.INSTALLATION),
        parts.workflows(),
        parts::now);
  }

  private void owner() {
    var user =
        new User(
            Parts.OWNER,
            "a@example.org",
            "A",
            Role.CLIENT,
            false,
            1,
            0,
            Parts.T0,
            Optional.empty());
    parts.stores().users().findOrInsert(user);
    parts.stores().wallets().open(Parts.OWNER, false, 10_000_000, Parts.T0);
  }

  private Deletion request(Subject subject) {
    return parts
        .stores()
        .deletions()
        .request(
            new Deletion(
                "r-" + subject,
                subject,
                Parts.OWNER,
                "root",
                parts.now(),
                Optional.empty(),
                Optional.empty(),
                List.of()));
  }

  @Test
  void aDeletionWhoseStartWasLostIsStarted() {
    request(Subject.ACCOUNT);
    request(Subject.VOLUME);
    sweep.run();
    assertThat(parts.knows(USER_WORKFLOW)).as("it is on its way").isFalse();

    parts.pass(Duration.ofSeconds(3));
    sweep.run();

    assertThat(parts.runs(USER_WORKFLOW)).isTrue();
    assertThat(parts.runs(VOLUME_WORKFLOW)).isTrue();
  }

  @Test
  void oneWhoseWorkflowIsGoneIsStartedAgain() {
    request(Subject.ACCOUNT);
    parts.pass(Duration.ofSeconds(3));
    sweep.run();
    parts.terminate(USER_WORKFLOW);

    parts.pass(Duration.ofSeconds(29));
    sweep.run();
    assertThat(parts.runs(USER_WORKFLOW)).isFalse();
    parts.pass(Duration.ofSeconds(2));
    sweep.run();

    assertThat(parts.runs(USER_WORKFLOW)).isTrue();
  }

  @Test
  void oneThatTemporalDidNotTakeIsStartedInTheNextRound() {
    request(Subject.VOLUME);
    parts.pass(Duration.ofSeconds(3));
    parts.failFor(VOLUME_WORKFLOW);
    sweep.run();
    parts.heal();
    sweep.run();

    assertThat(parts.runs(VOLUME_WORKFLOW)).isTrue();
  }

  @Test
  void oneThatIsDoneIsLeftAlone() {
    Deletion volume = request(Subject.VOLUME);
    parts
        .stores()
        .deletions()
        .reached(Subject.VOLUME, Parts.OWNER, volume.request(), Step.VOLUME, parts.now());
    parts.pass(Duration.ofHours(1));
    sweep.run();

    assertThat(parts.knows(VOLUME_WORKFLOW)).isFalse();
  }

  private void suspendAndSweep() {
    owner();
    parts.running("pod-1");
    var suspension = new Suspension("abuse", "root", parts.now());
    parts.stores().users().suspend(Parts.OWNER, 1, Optional.of(suspension), parts.now());

    parts.pass(Duration.ofSeconds(3));
    sweep.run();
  }

  @Test
  void aSuspensionIsCarriedOutWhoseApiDied() {
    suspendAndSweep();

    assertThat(parts.pod("pod-1").wish().op()).isEqualTo(Operation.STOP);
    assertThat(parts.pod("pod-1").wish().by()).isEqualTo("root");
    assertThat(parts.pod("pod-1").wish().reason())
        .contains(StatusReason.of(CauseCode.OWNER_SUSPENDED));
    assertThat(parts.runs(WorkflowIds.pod(Parts.INSTALLATION, "pod-1"))).isTrue();
    assertThat(parts.stores().wallets().find(Parts.OWNER).orElseThrow().frozen()).isTrue();
    assertThat(parts.stores().users().unsettled(parts.now())).isEmpty();
  }

  @Test
  void theEndOfASuspensionToo() {
    suspendAndSweep();
    parts.stores().users().suspend(Parts.OWNER, 2, Optional.empty(), parts.now());

    parts.pass(Duration.ofSeconds(3));
    sweep.run();

    assertThat(parts.stores().wallets().find(Parts.OWNER).orElseThrow().frozen()).isFalse();
    assertThat(parts.pod("pod-1").wish().op()).as("nothing starts by it").isEqualTo(Operation.STOP);
  }
}
