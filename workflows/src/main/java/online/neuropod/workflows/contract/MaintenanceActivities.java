package online.neuropod.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.util.Optional;

/** What the reconciler does. Each call mends a part, is short, and can be repeated. */
@ActivityInterface(namePrefix = "Maintenance")
public interface MaintenanceActivities {
  /**
   * A part of the wallets.
   *
   * @param after user id after which it begins; empty for the first
   * @param afterPod with it what is left of that person's own wallet comes first: sessions of pods
   *     with a greater id
   * @param all whether every wallet and every billing workflow is looked at, or only what is in use
   *     and seems to be neglected
   */
  record WalletPage(Optional<String> after, Optional<String> afterPod, boolean all) {}

  /**
   * What came of a part.
   *
   * @param next user id after which the next part begins; empty after the last
   * @param nextPod where time was up within that person's wallet: how far it came
   * @param repairs how many things were mended
   */
  record Reconciled(Optional<String> next, Optional<String> nextPod, int repairs) {}

  /**
   * Mends a part of the wallets: entries that a crash left out of the ledger, sessions whose
   * billing workflow is gone, meters that run without a pod. Takes a few seconds at most, however
   * many sessions one person has: what is left then is the next part's.
   */
  @ActivityMethod
  Reconciled reconcileWallets(WalletPage page);

  /**
   * Mends pods that are said to run without a meter.
   *
   * @return how many
   */
  @ActivityMethod
  int reconcilePods();

  /** How long to wait until the next round. */
  @ActivityMethod
  Duration pauseBetweenRounds();
}
