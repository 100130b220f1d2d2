package online.neuropod.cluster;

import java.util.Optional;

/**
 * What NeuroPod takes away in the cluster of a person as a whole, whatever pods there were. Every
 * method is idempotent, asks without waiting, and ends within 10 s.
 *
 * <p>Methods throw {@link ClusterRefusal} for what repeating cannot heal, and fabric8's {@code
 * KubernetesClientException} for what it may.
 */
public interface OwnerCluster {
  /**
   * A workspace volume.
   *
   * @param uid of this very volume; one that is made later has another
   * @param going whether it is being removed
   */
  record Workspace(String uid, boolean going) {}

  /** The person's workspace volume, if there is one. */
  Optional<Workspace> workspace(String ownerId);

  /**
   * Asks for the removal of this very volume. It stays until no Pod uses it any more. Absent is
   * fine.
   */
  void removeWorkspace(String ownerId, String uid);

  /**
   * Asks for the removal of the person's namespace with all that is in it, the volume too. To be
   * asked when nothing is billed any more: Pods that nobody knows of are let go unbilled.
   *
   * @return whether it is gone
   */
  boolean removeNamespace(String ownerId);
}
