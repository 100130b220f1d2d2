package online.neuropod.cluster.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import online.neuropod.cluster.PodMeter.Traffic;
import online.neuropod.cluster.model.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What kubelets tell of the disk and the network of Pods ({@code stats/summary}), asked through the
 * API server, which takes the right to {@code get nodes/proxy}. That right is not granted by
 * default, since it reaches further than this: without it, nothing is known, and the question is
 * asked again after five minutes only.
 */
final class NodeSummaries {
  private static final Logger LOG = LoggerFactory.getLogger(NodeSummaries.class);
  private static final Duration NODES_LAST = Duration.ofSeconds(30);
  private static final Duration REFUSAL_LASTS = Duration.ofMinutes(5);

  private final KubernetesClient client;
  private final String installationId;
  private final InstantSource clock;
  private Set<String> nodes = Set.of();
  private Instant nodesKnownUntil = Instant.EPOCH;
  private volatile Instant refusedUntil = Instant.EPOCH;

  /**
   * What a kubelet says of a Pod.
   *
   * @param diskBytes what counts against the limit of its own disk
   * @param traffic received and sent since the Pod began
   */
  record Told(Optional<Long> diskBytes, Optional<Traffic> traffic) {}

  NodeSummaries(KubernetesClient client, String installationId, InstantSource clock) {
    this.client = client;
    this.installationId = installationId;
    this.clock = clock;
  }

  /** What is known now; of nodes that do not answer nothing. Blocks, throws nothing. */
  synchronized Map<PodKey, Told> read() {
    if (clock.instant().isBefore(refusedUntil)) {
      return Map.of();
    }
    var told = new ConcurrentHashMap<PodKey, Told>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      nodesInUse().forEach(node -> threads.execute(() -> told.putAll(ask(node))));
    } catch (KubernetesClientException e) {
      LOG.atWarn().log("the nodes of pods are unknown: {}", e.getMessage());
    }
    return Map.copyOf(told);
  }

  private Set<String> nodesInUse() {
    if (!clock.instant().isBefore(nodesKnownUntil)) {
      nodes =
          client
              .pods()
              .inAnyNamespace()
              .withLabel(Labels.INSTALLATION, installationId)
              .list()
              .getItems()
              .stream()
              .map(Pod::getSpec)
              .flatMap(spec -> Optional.ofNullable(spec.getNodeName()).stream())
              .collect(Collectors.toSet());
      nodesKnownUntil = clock.instant().plus(NODES_LAST);
    }
    return nodes;
  }

  private Map<PodKey, Told> ask(String node) {
    try {
      String summary = client.raw("/api/v1/nodes/" + node + "/proxy/stats/summary");
      return summary == null
          ? Map.of()
          : read(client.getKubernetesSerialization().unmarshal(summary, JsonNode.class));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        LOG.info("nodes may not be asked for disk and network: get nodes/proxy is not granted");
        refusedUntil = clock.instant().plus(REFUSAL_LASTS);
      } else {
        LOG.atDebug().setCause(e).log("node {} does not tell what its pods use", node);
      }
      return Map.of();
    }
  }

  /** The Pods of one summary. */
  static Map<PodKey, Told> read(JsonNode summary) {
    var told = new HashMap<PodKey, Told>();
    for (JsonNode pod : summary.path("pods")) {
      JsonNode ref = pod.path("podRef");
      told.put(
          new PodKey(ref.path("namespace").asText(), ref.path("name").asText()),
          new Told(disk(pod), traffic(pod.path("network"))));
    }
    return told;
  }

  private static Optional<Long> disk(JsonNode pod) {
    return Optional.of(pod.path("ephemeral-storage").path("usedBytes"))
        .filter(JsonNode::isNumber)
        .map(JsonNode::asLong);
  }

  private static Optional<Traffic> traffic(JsonNode network) {
    JsonNode received = network.path("rxBytes");
    JsonNode sent = network.path("txBytes");
    if (!received.isNumber() || !sent.isNumber()) {
      return Optional.empty();
    }
    try {
      Instant at = Instant.parse(network.path("time").asText());
      return Optional.of(new Traffic(received.asLong() + sent.asLong(), at));
    } catch (DateTimeParseException e) {
      LOG.atDebug().setCause(e).log("a node tells no time");
      return Optional.empty();
    }
  }
}
