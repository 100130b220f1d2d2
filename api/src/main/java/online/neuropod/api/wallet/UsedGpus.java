package online.neuropod.api.wallet;

import java.util.HashMap;
import java.util.Map;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.pod.Pod;
import org.jspecify.annotations.Nullable;

/** The GPUs that entries are about, by the pods that used them. */
final class UsedGpus {
  private static final String UNKNOWN = "unknown";

  private final PodNames pods;
  private final Map<String, String> names = new HashMap<>();

  UsedGpus(PodNames pods) {
    this.pods = pods;
  }

  /** Price key of a slot's pod; {@code volume} for the volume's. */
  String key(String slot) {
    return slot.equals(Wallet.VOLUME) ? slot : pods.pod(slot).map(this::learn).orElse(UNKNOWN);
  }

  private String learn(Pod pod) {
    names.put(pod.spec().gpu(), pod.spec().gpuName());
    return pod.spec().gpu();
  }

  /** Name of a key that was told. */
  @Nullable String name(String key) {
    return names.get(key);
  }
}
