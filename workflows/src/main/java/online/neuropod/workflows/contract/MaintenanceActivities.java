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
   * @param all whether every wallet and every billing workflow is looked at, or only what is in use
   *     and seems to be neglected
   */
  record WalletPage(Optional<String> after, boolean all) {}

  /**
   * What came of a part.
   *
   * @param next where the next part begins; empty after the last
   * @param repairs how many things were mended
   */
  record Reconciled(Optional<String> next, int repairs) {}

  /**
   * Mends a part of the wallets: entries that a crash left out of the ledger, sessions whose
   * billing workflow is gone, meters that run without a pod.
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
