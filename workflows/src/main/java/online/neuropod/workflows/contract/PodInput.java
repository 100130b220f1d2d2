package online.neuropod.workflows.contract;

import java.time.Duration;
import java.util.Optional;
import online.neuropod.domain.pod.StatusReason;

/**
 * Which wish of which pod a lifecycle workflow is to make true.
 *
 * @param installation the installation's id
 * @param podId the pod
 * @param ownerId its owner
 * @param seq the wish's number; a newer one that is known when the workflow begins takes its place
 * @param progress what was done for this wish under a history that had grown too long
 */
public record PodInput(
    String installation, String podId, String ownerId, long seq, Progress progress) {
  /**
   * What the pod's own state does not tell a workflow that goes on with a fresh history.
   *
   * @param queued how long the pod has waited for a GPU
   * @param failure why the deploy has failed, where only the clean-up is left
   */
  public record Progress(Duration queued, Optional<StatusReason> failure) {
    /** Nothing. */
    public static final Progress NONE = new Progress(Duration.ZERO, Optional.empty());
  }

  /** A wish that nothing was done for yet. */
  public PodInput(String installation, String podId, String ownerId, long seq) {
    this(installation, podId, ownerId, seq, Progress.NONE);
  }

  /** The pod with this wish; the progress counts for the same wish alone. */
  public PodInput withSeq(long other) {
    return other == seq ? this : new PodInput(installation, podId, ownerId, other);
  }

  /** The same wish with this progress. */
  public PodInput with(Progress made) {
    return new PodInput(installation, podId, ownerId, seq, made);
  }
}
