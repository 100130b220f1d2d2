package online.neuropod.worker.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import online.neuropod.activities.Parts;
import online.neuropod.telemetry.Traces;
import online.neuropod.workflows.contract.PodLifecycle;
import online.neuropod.workflows.contract.RunningWorkflows;
import online.neuropod.workflows.contract.WorkflowIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which wishes are delivered again. */
class WishSweepIT {
  @RegisterExtension final Parts parts = new Parts();
  private final WishSweep sweep =
      new WishSweep(
          parts.stores().pods(),
          parts.workflows(),
          new RunningWorkflows(parts.client()),
          Traces.off(),
          Parts.INSTALLATION,
          parts::now);

  private static String id(String podId) {
    return WorkflowIds.pod(Parts.INSTALLATION, podId);
  }

  @Test
  void aWishThatNoWorkflowTookUpIsDelivered() {
    parts.accept("pod-1");
    parts.pass(Duration.ofSeconds(3));
    sweep.run();

    assertThat(parts.signals(id("pod-1"))).containsExactly(PodLifecycle.WISH);
    assertThat(parts.runs(id("pod-1"))).isTrue();
  }

  @Test
  void aWishOnItsWayIsLeftAlone() {
    parts.accept("pod-1");
    parts.pass(Duration.ofSeconds(1));
    sweep.run();

    assertThat(parts.signals(id("pod-1"))).isEmpty();
  }

  @Test
  void aWishWithItsOutcomeIsLeftAlone() {
    parts.running("pod-1");
    parts.pass(Duration.ofHours(1));
    sweep.run();

    assertThat(parts.signals(id("pod-1"))).isEmpty();
  }

  @Test
  void aWishThatIsWorkedForIsLeftAlone() {
    parts.acknowledged("pod-1");
    parts.pass(Duration.ofHours(1));
    sweep.run();

    assertThat(parts.signals(id("pod-1"))).containsExactly(PodLifecycle.WISH);
  }

  @Test
  void aWishWhoseWorkflowIsGoneIsDeliveredAgain() {
    parts.acknowledged("pod-1");
    parts.pass(Duration.ofSeconds(3));
    sweep.run();
    parts.terminate(id("pod-1"));

    parts.pass(Duration.ofSeconds(29));
    sweep.run();
    assertThat(parts.runs(id("pod-1"))).as("it ran when it was asked for").isFalse();

    parts.pass(Duration.ofSeconds(1));
    sweep.run();
    assertThat(parts.runs(id("pod-1"))).isTrue();
    assertThat(parts.signals(id("pod-1"))).containsExactly(PodLifecycle.WISH);
  }

  @Test
  void aQuestionThatFailedIsAskedAgainInTheNextRound() {
    parts.acknowledged("pod-1");
    parts.terminate(id("pod-1"));
    parts.pass(Duration.ofSeconds(3));
    parts.failFor(id("pod-1"));
    sweep.run();
    parts.heal();
    assertThat(parts.runs(id("pod-1"))).isFalse();

    sweep.run();
    assertThat(parts.runs(id("pod-1"))).isTrue();
  }

  @Test
  void oneThatFailsDoesNotStopTheOthers() {
    parts.accept("pod-1");
    parts.accept("pod-2");
    parts.accept("pod-3");
    parts.failFor(id("pod-1"));
    parts.failFor(id("pod-2"));
    parts.pass(Duration.ofSeconds(3));
    sweep.run();
    assertThat(parts.runs(id("pod-3"))).isTrue();

    parts.heal();
    sweep.run();
    assertThat(parts.runs(id("pod-1"))).isTrue();
    assertThat(parts.runs(id("pod-2"))).isTrue();
  }
}
