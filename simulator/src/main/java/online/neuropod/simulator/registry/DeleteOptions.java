package online.neuropod.simulator.registry;

import java.util.Optional;
import java.util.OptionalLong;
import online.neuropod.simulator.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * How a delete is meant.
 *
 * @param graceSeconds for pods: how long containers may take to end
 * @param uid only if the object has this uid
 * @param resourceVersion only if the object has this version
 * @param propagation Foreground, Background or Orphan
 */
public record DeleteOptions(
    OptionalLong graceSeconds,
    Optional<String> uid,
    Optional<String> resourceVersion,
    String propagation,
    boolean dryRun) {

  /** Plain delete with the kind's own grace. */
  public static DeleteOptions plain() {
    return new DeleteOptions(
        OptionalLong.empty(), Optional.empty(), Optional.empty(), "Background", false);
  }

  /** Remove at once the object with this uid, as a kubelet does when all containers ended. */
  public static DeleteOptions now(String uid) {
    return new DeleteOptions(
        OptionalLong.of(0), Optional.of(uid), Optional.empty(), "Background", false);
  }

  /** Reads a DeleteOptions body; the query's values win where the body has none. */
  public static DeleteOptions read(
      JsonNode body, OptionalLong queryGrace, String queryPropagation, boolean dryRun) {
    OptionalLong grace =
        Json.at(body, "gracePeriodSeconds").isNumber()
            ? OptionalLong.of(Json.number(body, 0, "gracePeriodSeconds"))
            : queryGrace;
    String propagation =
        Json.optionalText(body, "propagationPolicy")
            .orElse(Json.flag(body, "orphanDependents") ? "Orphan" : queryPropagation);
    return new DeleteOptions(
        grace,
        Json.optionalText(body, "preconditions", "uid"),
        Json.optionalText(body, "preconditions", "resourceVersion"),
        propagation.isEmpty() ? "Background" : propagation,
        dryRun || !Json.items(body, "dryRun").isEmpty());
  }
}
