package online.neuropod.cluster.model;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import online.neuropod.domain.cluster.PodFacts;
import online.neuropod.domain.cluster.PodFacts.Container;
import online.neuropod.domain.cluster.PodFacts.Ended;
import online.neuropod.domain.cluster.PodFacts.Phase;
import online.neuropod.domain.cluster.PodFacts.Running;
import online.neuropod.domain.cluster.PodFacts.State;
import online.neuropod.domain.cluster.PodFacts.Waiting;
import org.jspecify.annotations.Nullable;

/** Reads a Pod object. */
public final class PodFactsReader {
  private PodFactsReader() {}

  /** What the Pod itself says; nothing of its node, nothing of events. */
  public static PodFacts read(Pod pod) {
    PodStatus status = pod.getStatus() == null ? new PodStatus() : pod.getStatus();
    return new PodFacts(
        pod.getMetadata().getUid(),
        session(pod),
        phase(status.getPhase()),
        text(status.getReason()),
        text(status.getMessage()),
        pod.getMetadata().getDeletionTimestamp() != null,
        !pod.getSpec().getSchedulingGates().isEmpty(),
        text(pod.getSpec().getNodeName()),
        unschedulable(status),
        true,
        container(pod, status),
        Optional.empty());
  }

  /** The session that the Pod was made for; 0 when its label is not a number. */
  public static long session(Pod pod) {
    String label = pod.getMetadata().getLabels().getOrDefault(Labels.SESSION, "");
    return label.matches("[0-9]{1,18}") ? Long.parseLong(label) : 0;
  }

  /** The same facts with the container ended: its node is lost and cannot say so. */
  public static PodFacts onLostNode(PodFacts facts, Optional<Instant> lastSeen) {
    return new PodFacts(
        facts.uid(),
        facts.session(),
        facts.phase(),
        facts.phaseReason(),
        facts.phaseMessage(),
        facts.terminating(),
        facts.gated(),
        facts.node(),
        facts.unschedulable(),
        false,
        facts.container().map(container -> lost(container, lastSeen)),
        facts.trouble());
  }

  /** The same facts with the event that says why it does not come up. */
  public static PodFacts withTrouble(PodFacts facts, PodFacts.Trouble trouble) {
    return new PodFacts(
        facts.uid(),
        facts.session(),
        facts.phase(),
        facts.phaseReason(),
        facts.phaseMessage(),
        facts.terminating(),
        facts.gated(),
        facts.node(),
        facts.unschedulable(),
        facts.nodeReady(),
        facts.container(),
        Optional.of(trouble));
  }

  private static Container lost(Container container, Optional<Instant> lastSeen) {
    return container.state() instanceof Running(Instant startedAt)
        ? new Container(
            container.image(),
            new Ended(137, "NodeLost", Optional.of(startedAt), lastSeen),
            container.restarts(),
            container.lastEnd())
        : container;
  }

  private static Phase phase(@Nullable String phase) {
    return phase == null ? Phase.PENDING : Phase.valueOf(phase.toUpperCase(Locale.ROOT));
  }

  private static Optional<String> unschedulable(PodStatus status) {
    return status.getConditions().stream()
        .filter(condition -> "PodScheduled".equals(condition.getType()))
        .filter(condition -> "Unschedulable".equals(condition.getReason()))
        .map(PodCondition::getMessage)
        .map(message -> message == null ? "" : message)
        .findFirst();
  }

  private static Optional<Container> container(Pod pod, PodStatus status) {
    String image = pod.getSpec().getContainers().getFirst().getImage();
    return status.getContainerStatuses().stream()
        .filter(container -> container.getName().equals(Labels.CONTAINER))
        .findFirst()
        .map(container -> container(image, container));
  }

  private static Container container(String image, ContainerStatus status) {
    ContainerState last = status.getLastState();
    Optional<Ended> lastEnd =
        last == null || last.getTerminated() == null
            ? Optional.empty()
            : Optional.of(ended(last.getTerminated()));
    return new Container(image, state(status.getState()), status.getRestartCount(), lastEnd);
  }

  private static State state(@Nullable ContainerState state) {
    if (state != null && state.getRunning() != null) {
      return new Running(Instant.parse(state.getRunning().getStartedAt()));
    }
    if (state != null && state.getTerminated() != null) {
      return ended(state.getTerminated());
    }
    return state == null || state.getWaiting() == null
        ? new Waiting("", "")
        : new Waiting(
            text(state.getWaiting().getReason()).orElse(""),
            text(state.getWaiting().getMessage()).orElse(""));
  }

  private static Ended ended(ContainerStateTerminated terminated) {
    return new Ended(
        terminated.getExitCode(),
        text(terminated.getReason()).orElse(""),
        text(terminated.getStartedAt()).map(Instant::parse),
        text(terminated.getFinishedAt()).map(Instant::parse));
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }
}
