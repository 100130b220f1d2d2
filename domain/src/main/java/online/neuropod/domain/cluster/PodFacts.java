package online.neuropod.domain.cluster;

import java.time.Instant;
import java.util.Optional;

/**
 * What the cluster says about one Pod object at one moment, in plain values. What it means is
 * {@link Diagnosis}'s to say.
 *
 * @param uid of the object
 * @param session label of the session that it was created for
 * @param phase the Pod's phase
 * @param phaseReason such as {@code Evicted}
 * @param phaseMessage text with it
 * @param terminating whether it has a deletionTimestamp
 * @param gated whether a scheduling gate holds it back
 * @param node where it is bound
 * @param unschedulable the scheduler's message, while it finds no node
 * @param nodeReady whether its node answers; true when it has none
 * @param container its only container, once the kubelet has reported it
 * @param trouble newest warning event that says why it does not come up, such as {@code
 *     FailedMount: …}
 */
public record PodFacts(
    String uid,
    long session,
    Phase phase,
    Optional<String> phaseReason,
    Optional<String> phaseMessage,
    boolean terminating,
    boolean gated,
    Optional<String> node,
    Optional<String> unschedulable,
    boolean nodeReady,
    Optional<Container> container,
    Optional<Trouble> trouble) {

  /** Kubernetes' pod phases. */
  public enum Phase {
    /** Not all containers have been started. */
    PENDING,
    /** At least one container runs or restarts. */
    RUNNING,
    /** All ended with success. */
    SUCCEEDED,
    /** All ended, one with failure. */
    FAILED,
    /** The node does not report. */
    UNKNOWN
  }

  /**
   * A warning event.
   *
   * @param reason such as {@code FailedMount}
   * @param message its text
   */
  public record Trouble(String reason, String message) {}

  /**
   * The container.
   *
   * @param image as asked for
   * @param state now
   * @param restarts how often it was restarted
   * @param lastEnd how it ended the last time, if it did
   */
  public record Container(String image, State state, int restarts, Optional<Ended> lastEnd) {}

  /** The container's state. */
  public sealed interface State {}

  /**
   * Not running.
   *
   * @param reason such as {@code ContainerCreating} or {@code ErrImagePull}
   * @param message its text, or empty
   */
  public record Waiting(String reason, String message) implements State {}

  /**
   * Running.
   *
   * @param startedAt since when
   */
  public record Running(Instant startedAt) implements State {}

  /**
   * Ended.
   *
   * @param exitCode 0 for success
   * @param reason such as {@code Completed}, {@code Error}, {@code OOMKilled}
   * @param startedAt when it started, if it did
   * @param finishedAt when it ended
   */
  public record Ended(
      int exitCode, String reason, Optional<Instant> startedAt, Optional<Instant> finishedAt)
      implements State {}
}
