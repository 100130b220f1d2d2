package online.neuropod.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/**
 * What is done to delete a person, or their volume. Each is short, can be repeated, and notes in
 * the deletion's document when its part is done. Nothing of it is refused for good: whatever fails
 * may be mended, and is tried again.
 */
@ActivityInterface(namePrefix = "Account")
public interface AccountActivities {
  /** Lets nobody in as this person any more, and nothing start: the wallet is frozen. */
  @ActivityMethod
  void closeEntry(DeletionInput deletion);

  /**
   * Wishes that every pod is deleted of which that is not wished yet.
   *
   * @return how many pods are not gone
   */
  @ActivityMethod
  int removePods(DeletionInput deletion);

  /**
   * Takes what is left in the wallet, once every session is closed.
   *
   * @return whether it is done
   */
  @ActivityMethod
  boolean closeWallet(DeletionInput deletion);

  /** Removes namespace and volume; true when the cluster confirms that they are gone. */
  @ActivityMethod
  boolean removeNamespace(DeletionInput deletion);

  /**
   * Removes what says who it was, and tells the administrators that all is done.
   *
   * @return false, with nothing removed, if a pod has come up again
   */
  @ActivityMethod
  boolean erase(DeletionInput deletion);

  /** Removes the volume; true when the cluster confirms that it is gone. */
  @ActivityMethod
  boolean removeVolume(DeletionInput deletion);
}
