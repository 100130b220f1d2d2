package online.neuropod.domain.pod;

import java.util.Map;
import java.util.TreeMap;

/**
 * A cause with the details that its text names. The text itself belongs to the reader's language
 * and is made by the API.
 *
 * @param code what happened
 * @param details values by the names that {@link CauseCode} lists; never secrets
 */
public record StatusReason(CauseCode code, Map<String, String> details) {
  private static final int MAX_DETAIL = 500;

  public StatusReason {
    var copy = new TreeMap<String, String>();
    details.forEach(
        (name, value) -> copy.put(name, value.substring(0, Math.min(value.length(), MAX_DETAIL))));
    details = Map.copyOf(copy);
  }

  /** A cause without details. */
  public static StatusReason of(CauseCode code) {
    return new StatusReason(code, Map.of());
  }

  /** A cause with one detail. */
  public static StatusReason of(CauseCode code, String name, String value) {
    return new StatusReason(code, Map.of(name, value));
  }
}
