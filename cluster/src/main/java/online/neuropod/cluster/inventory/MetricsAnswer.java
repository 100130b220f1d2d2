package online.neuropod.cluster.inventory;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the metrics server says of each object, or why it says nothing.
 *
 * @param measured by {@link Metadata#key()}
 * @param gap why nothing is measured
 */
record MetricsAnswer<T>(Map<String, T> measured, Optional<Gap> gap) {
  static <T extends HasMetadata> MetricsAnswer<T> of(List<T> metrics) {
    return new MetricsAnswer<>(
        metrics.stream()
            .collect(Collectors.toMap(one -> Metadata.of(one).key(), Function.identity())),
        Optional.empty());
  }

  /** Asks; a failure is told as a gap, since a list without usage is better than none. */
  static <T extends HasMetadata> MetricsAnswer<T> ask(Supplier<List<T>> question) {
    try {
      return of(question.get());
    } catch (KubernetesClientException e) {
      return new MetricsAnswer<>(Map.of(), Optional.of(gap(e.getCode())));
    }
  }

  private static Gap gap(int code) {
    return switch (code) {
      case HttpURLConnection.HTTP_NOT_FOUND -> Gap.NO_METRICS_SERVER;
      case HttpURLConnection.HTTP_FORBIDDEN -> Gap.METRICS_FORBIDDEN;
      default -> Gap.METRICS_UNAVAILABLE;
    };
  }

  Optional<T> of(String key) {
    return Optional.ofNullable(measured.get(key));
  }

  /** Why there is nothing of one object. */
  Gap why(boolean running) {
    return running ? gap.orElse(Gap.NOT_MEASURED_YET) : Gap.NOT_RUNNING;
  }
}
