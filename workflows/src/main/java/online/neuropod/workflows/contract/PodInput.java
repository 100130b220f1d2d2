package online.neuropod.workflows.contract;

/**
 * Which wish of which pod a lifecycle workflow is to make true.
 *
 * @param installation the installation's id
 * @param podId the pod
 * @param ownerId its owner
 * @param seq the wish's number; a newer one that is known when the workflow begins takes its place
 */
public record PodInput(String installation, String podId, String ownerId, long seq) {
  /** The same pod with another wish. */
  public PodInput withSeq(long newer) {
    return new PodInput(installation, podId, ownerId, newer);
  }
}
