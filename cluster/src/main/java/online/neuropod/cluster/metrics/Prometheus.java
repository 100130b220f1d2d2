package online.neuropod.cluster.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a Prometheus knows of Pods: how busy GPUs are, from NVIDIA's DCGM exporter, and the network,
 * from the kubelets' cAdvisor.
 *
 * <p>See https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries
 */
final class Prometheus implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Prometheus.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(4);

  /** A value for each GPU; 0 to 100. */
  private static final String GPU_QUERY = "DCGM_FI_DEV_GPU_UTIL{pod!=\"\"}";

  private static final String NETWORK_QUERY =
      "sum by (namespace, pod) (rate(container_network_receive_bytes_total{pod!=\"\"}[2m]))"
          + " + sum by (namespace, pod)"
          + " (rate(container_network_transmit_bytes_total{pod!=\"\"}[2m]))";

  private final URI url;
  private final KubernetesSerialization json;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /** Asks the Prometheus at {@code url}. */
  Prometheus(URI url, KubernetesSerialization json) {
    this.url = url;
    this.json = json;
  }

  /** Percent, the average of a Pod's GPUs; empty when it does not answer. Throws nothing. */
  Optional<Map<PodKey, Double>> gpuPercent() {
    return ask(GPU_QUERY);
  }

  /** Bytes a second, received and sent; empty when it does not answer. Throws nothing. */
  Optional<Map<PodKey, Double>> networkBytesPerSecond() {
    return ask(NETWORK_QUERY);
  }

  private Optional<Map<PodKey, Double>> ask(String query) {
    String path = url.getPath().replaceAll("/+$", "") + "/api/v1/query?query=";
    URI question = url.resolve(path + URLEncoder.encode(query, StandardCharsets.UTF_8));
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(question).timeout(ANSWER).build(), BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        LOG.warn("Prometheus answers {}", answer.statusCode());
        return Optional.empty();
      }
      JsonNode result = json.unmarshal(answer.body(), JsonNode.class).path("data").path("result");
      if (!result.isArray()) {
        LOG.warn("what answers for Prometheus is none");
        return Optional.empty();
      }
      return Optional.of(read(result));
    } catch (IOException | KubernetesClientException e) {
      LOG.warn("Prometheus does not answer: {}", e.toString());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The values of an instant vector, averaged for each Pod. */
  private static Map<PodKey, Double> read(JsonNode vector) {
    return StreamSupport.stream(vector.spliterator(), false)
        .filter(series -> isNumber(series.path("value").path(1).asText()))
        .collect(
            Collectors.groupingBy(
                series -> key(series.path("metric")),
                Collectors.averagingDouble(
                    series -> Double.parseDouble(series.path("value").path(1).asText()))));
  }

  // Where the exporter's own Pod is what "pod" names, Prometheus moves the labels that it was
  // given.
  private static PodKey key(JsonNode labels) {
    String exported = labels.path("exported_pod").asText();
    return exported.isEmpty()
        ? new PodKey(labels.path("namespace").asText(), labels.path("pod").asText())
        : new PodKey(labels.path("exported_namespace").asText(), exported);
  }

  // Prometheus writes NaN and +Inf as well.
  private static boolean isNumber(String text) {
    return text.matches("-?[0-9.]+([eE][-+]?[0-9]+)?");
  }

  @Override
  public void close() {
    http.close();
  }
}
