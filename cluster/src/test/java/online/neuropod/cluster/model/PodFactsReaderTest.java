package online.neuropod.cluster.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.domain.cluster.PodFacts;
import online.neuropod.domain.cluster.PodFacts.Container;
import online.neuropod.domain.cluster.PodFacts.Ended;
import online.neuropod.domain.cluster.PodFacts.Phase;
import online.neuropod.domain.cluster.PodFacts.Running;
import online.neuropod.domain.cluster.PodFacts.Waiting;
import org.junit.jupiter.api.Test;

class PodFactsReaderTest {
  @Test
  void aPodThatWasJustMadeHasNothingToTell() {
    PodFacts facts = read("status: {phase: Pending}");

    assertThat(facts.phase()).isEqualTo(Phase.PENDING);
    assertThat(facts.session()).isEqualTo(7);
    assertThat(facts.terminating()).isFalse();
    assertThat(facts.container()).isEmpty();
    assertThat(facts.unschedulable()).isEmpty();
  }

  @Test
  void theSchedulersMessageIsKept() {
    PodFacts facts =
        read(
            """
            status:
              phase: Pending
              conditions:
              - {type: PodScheduled, status: "False", reason: Unschedulable, message: "0/1 nodes"}
            """);

    assertThat(facts.unschedulable()).contains("0/1 nodes");
  }

  @Test
  void aWaitingContainerSaysWhyAndHowItEndedBefore() {
    PodFacts facts =
        read(
            """
            status:
              phase: Running
              containerStatuses:
              - name: main
                restartCount: 2
                state: {waiting: {reason: CrashLoopBackOff, message: back-off 10s}}
                lastState:
                  terminated: {exitCode: 137, reason: OOMKilled, startedAt: "2026-01-01T00:00:00Z", finishedAt: "2026-01-01T00:00:05Z"}
            """);

    assertThat(facts.container())
        .contains(
            new Container(
                "image:1",
                new Waiting("CrashLoopBackOff", "back-off 10s"),
                2,
                Optional.of(
                    new Ended(
                        137,
                        "OOMKilled",
                        Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                        Optional.of(Instant.parse("2026-01-01T00:00:05Z"))))));
  }

  @Test
  void aContainerThatWasNeverFoundHasNoTimes() {
    PodFacts facts =
        read(
            """
            status:
              phase: Failed
              containerStatuses:
              - name: main
                restartCount: 0
                state: {terminated: {exitCode: 137, reason: ContainerStatusUnknown, startedAt: null, finishedAt: null}}
            """);

    assertThat(facts.container().map(Container::state))
        .contains(new Ended(137, "ContainerStatusUnknown", Optional.empty(), Optional.empty()));
  }

  @Test
  void aContainerOnALostNodeEndedWhenTheNodeWasLastSeen() {
    PodFacts facts =
        read(
            """
            status:
              phase: Running
              containerStatuses:
              - {name: main, restartCount: 0, state: {running: {startedAt: "2026-01-01T00:00:00Z"}}}
            """);
    Instant started = Instant.parse("2026-01-01T00:00:00Z");
    Instant seen = started.plusSeconds(60);
    assertThat(facts.container().map(Container::state)).contains(new Running(started));

    PodFacts lost = PodFactsReader.onLostNode(facts, Optional.of(seen));

    assertThat(lost.nodeReady()).isFalse();
    assertThat(lost.container().map(Container::state))
        .contains(new Ended(137, "NodeLost", Optional.of(started), Optional.of(seen)));
  }

  private static PodFacts read(String status) {
    String pod =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: p, namespace: n, uid: u, labels: {neuropod.online/session: "7"}}
        spec: {containers: [{name: main, image: "image:1"}]}
        """
            + status;
    return PodFactsReader.read(Serialization.unmarshal(pod, Pod.class));
  }
}
