package online.neuropod.api.wallet;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.pod.Pod;
import online.neuropod.store.pods.PodStore;

/** Looks up pods that entries are about, deleted ones too; each once. For one request. */
final class PodNames {
  private final PodStore pods;
  private final Map<String, Optional<Pod>> known = new HashMap<>();

  PodNames(PodStore pods) {
    this.pods = pods;
  }

  /** The pod of a slot; empty for the volume's. */
  Optional<Pod> pod(String slot) {
    return slot.equals(Wallet.VOLUME) ? Optional.empty() : known.computeIfAbsent(slot, pods::find);
  }

  /** Its name. */
  Optional<String> name(String slot) {
    return pod(slot).map(Pod::name);
  }
}
