package online.neuropod.activities;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.wallets.WalletStore;

/**
 * Takes the meters of removed pods out of wallets, whose documents would grow for ever. The ledger
 * keeps what they cost.
 */
public final class RemovedPods {
  /**
   * Until then an end that becomes known late finds in the wallet who used the volume meanwhile.
   */
  private static final Duration KEPT = Duration.ofDays(7);

  /** Of one wallet. As many take some ten kilobytes. */
  private static final int MOST = 100;

  private final PodStore pods;
  private final WalletStore wallets;

  /** Works with these. */
  public RemovedPods(PodStore pods, WalletStore wallets) {
    this.pods = pods;
    this.wallets = wallets;
  }

  /** Lets a wallet forget what is long over. Pods that are only stopped start again some day. */
  void forget(Wallet wallet, Instant now) {
    Set<String> removed =
        wallet.longOver(now.minus(KEPT), MOST).stream()
            .filter(this::isRemoved)
            .collect(Collectors.toUnmodifiableSet());
    if (!removed.isEmpty()) {
      wallets.change(
          wallet.userId(),
          now,
          draft -> {
            draft.forget(removed);
            return true;
          });
    }
  }

  private boolean isRemoved(String podId) {
    return pods.find(podId).filter(pod -> pod.status() != PodStatus.DELETED).isEmpty();
  }
}
