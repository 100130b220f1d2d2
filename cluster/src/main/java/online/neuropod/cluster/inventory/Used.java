package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * What something uses.
 *
 * @param cpuMillicores thousandths of a core, rounded up
 * @param memoryBytes working set
 */
public record Used(long cpuMillicores, long memoryBytes) {
  static Used of(Map<String, Quantity> usage) {
    return new Used(Amounts.millis(usage.get("cpu")), Amounts.whole(usage.get("memory")));
  }
}
