package online.neuropod.api.inventory;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import online.neuropod.api.answer.Faults;
import online.neuropod.cluster.inventory.Selection;
import org.jspecify.annotations.Nullable;

/** Reads {@code ?namespace=&labelSelector=&limit=&continue=}. */
final class ListFilter {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 500;
  private static final int MAX_TEXT = 4096;

  // RFC 1123, as Kubernetes wants it. What is none would change the path of the question.
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private ListFilter() {}

  /**
   * What is asked for.
   *
   * @throws online.neuropod.api.answer.Refusal with everything that is wrong and can be known here
   */
  static Selection read(
      @Nullable String namespace,
      @Nullable String labelSelector,
      @Nullable Integer limit,
      @Nullable String continueToken) {
    var faults = new Faults();
    Optional<String> in = given(namespace);
    if (in.isPresent() && !NAMESPACE.matcher(in.get()).matches()) {
      faults.add("namespace", "namespace");
    }
    if (limit != null && (limit < 1 || limit > MAX_LIMIT)) {
      faults.add("limit", "range", Map.of("min", "1", "max", String.valueOf(MAX_LIMIT)));
    }
    Optional<String> selector = given(labelSelector);
    if (selector.isPresent() && selector.get().length() > MAX_TEXT) {
      faults.add("labelSelector", "labelSelector");
    }
    Optional<String> token = given(continueToken);
    if (token.isPresent() && token.get().length() > MAX_TEXT) {
      faults.add("continue", "continue");
    }
    faults.refuseIfAny();
    return new Selection(in, selector, limit == null ? DEFAULT_LIMIT : limit, token);
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(some -> !some.isEmpty());
  }
}
