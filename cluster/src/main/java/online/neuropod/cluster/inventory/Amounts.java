package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import online.neuropod.cluster.model.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Resources in plain numbers.
 *
 * @param cpuMillicores thousandths of a core, rounded up
 * @param memoryBytes bytes
 * @param ephemeralStorageBytes bytes of local disk
 * @param gpus whole GPUs
 * @param pods how many Pods
 */
public record Amounts(
    long cpuMillicores, long memoryBytes, long ephemeralStorageBytes, long gpus, long pods) {
  static final Amounts NONE = new Amounts(0, 0, 0, 0, 0);

  static Amounts of(Map<String, Quantity> resources) {
    return new Amounts(
        millis(resources.get("cpu")),
        whole(resources.get("memory")),
        whole(resources.get("ephemeral-storage")),
        whole(resources.get(Labels.GPU)),
        whole(resources.get("pods")));
  }

  static long millis(@Nullable Quantity quantity) {
    return quantity == null ? 0 : rounded(quantity.getNumericalAmount().movePointRight(3));
  }

  static long whole(@Nullable Quantity quantity) {
    return quantity == null ? 0 : rounded(quantity.getNumericalAmount());
  }

  private static long rounded(BigDecimal amount) {
    return amount.setScale(0, RoundingMode.CEILING).longValueExact();
  }

  Amounts plus(Amounts other) {
    return new Amounts(
        cpuMillicores + other.cpuMillicores,
        memoryBytes + other.memoryBytes,
        ephemeralStorageBytes + other.ephemeralStorageBytes,
        gpus + other.gpus,
        pods + other.pods);
  }

  Amounts atLeast(Amounts other) {
    return new Amounts(
        Math.max(cpuMillicores, other.cpuMillicores),
        Math.max(memoryBytes, other.memoryBytes),
        Math.max(ephemeralStorageBytes, other.ephemeralStorageBytes),
        Math.max(gpus, other.gpus),
        Math.max(pods, other.pods));
  }
}
