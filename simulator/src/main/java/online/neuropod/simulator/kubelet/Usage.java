package online.neuropod.simulator.kubelet;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.simulator.apiserver.UsageSource;
import online.neuropod.simulator.controller.Pace;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Quantity;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes up what containers use: a share of their limits that drifts slowly, the same for everybody
 * who asks at the same time. As with a real metrics server, values are sampled, and a pod has none
 * at first.
 */
public final class Usage implements UsageSource {
  private static final Duration WINDOW = Duration.ofSeconds(15);
  private static final long FIRST_DISK_BYTES = 24L << 20;
  private static final long DISK_BYTES_PER_SECOND = 2048;
  private static final long RECEIVED_PER_SECOND = 180;
  private static final long SENT_PER_SECOND = 90;
  private static final double DEFAULT_CORES = 1;
  private static final double DEFAULT_BYTES = 1L << 30;

  private final Registry registry;
  private final Pace pace;

  /** The usage of the pods of a registry. */
  public Usage(Registry registry, Pace pace) {
    this.registry = registry;
    this.pace = pace;
  }

  @Override
  public Optional<ObjectNode> ofPod(ObjectNode pod) {
    Instant sample = sample();
    List<ObjectNode> running =
        Json.objects(pod, "status", "containerStatuses")
            .filter(status -> hasBeenSampled(status, sample))
            .toList();
    if (running.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode metrics = envelope("PodMetrics", pod, sample);
    ArrayNode containers = metrics.putArray("containers");
    for (ObjectNode status : running) {
      String name = Json.text(status, "name");
      containers
          .addObject()
          .put("name", name)
          .set("usage", usage(pod, name, status, sample).write());
    }
    return Optional.of(metrics);
  }

  @Override
  public Optional<ObjectNode> ofNode(ObjectNode node) {
    Instant sample = sample();
    String name = Json.text(node, "metadata", "name");
    double cores = 0.12 + 0.03 * drift(name, sample, 240);
    double bytes = 700e6 + 40e6 * drift(name + "m", sample, 900);
    for (ObjectNode pod : registry.store().list(ResourceTypes.PODS, "").objects()) {
      if (Json.text(pod, "spec", "nodeName").equals(name)) {
        for (JsonNode status : Json.items(pod, "status", "containerStatuses")) {
          if (hasBeenSampled(status, sample)) {
            Amount amount = usage(pod, Json.text(status, "name"), status, sample);
            cores += amount.cores();
            bytes += amount.bytes();
          }
        }
      }
    }
    ObjectNode metrics = envelope("NodeMetrics", node, sample);
    metrics.set("usage", new Amount(cores, bytes).write());
    return Optional.of(metrics);
  }

  @Override
  public ObjectNode summary(ObjectNode node) {
    Instant sample = sample();
    String name = Json.text(node, "metadata", "name");
    ObjectNode summary = Json.object();
    summary.putObject("node").put("nodeName", name);
    ArrayNode pods = summary.putArray("pods");
    registry.store().list(ResourceTypes.PODS, "").objects().stream()
        .filter(pod -> Json.text(pod, "spec", "nodeName").equals(name))
        .forEach(pod -> summary(pod, sample).ifPresent(pods::add));
    return summary;
  }

  private Optional<ObjectNode> summary(ObjectNode pod, Instant sample) {
    return Json.objects(pod, "status", "containerStatuses")
        .filter(status -> hasBeenSampled(status, sample))
        .flatMap(status -> Times.at(status, "state", "running", "startedAt").stream())
        .findFirst()
        .map(startedAt -> summary(pod, sample, Duration.between(startedAt, sample).toSeconds()));
  }

  /** A little is written and sent all the time. */
  private static ObjectNode summary(ObjectNode pod, Instant sample, long age) {
    ObjectNode told = Json.object();
    told.putObject("podRef")
        .put("name", Json.text(pod, "metadata", "name"))
        .put("namespace", Json.text(pod, "metadata", "namespace"))
        .put("uid", Json.text(pod, "metadata", "uid"));
    told.putObject("ephemeral-storage")
        .put("time", Times.seconds(sample))
        .put("usedBytes", FIRST_DISK_BYTES + Math.min(age, 3600) * DISK_BYTES_PER_SECOND);
    told.putObject("network")
        .put("time", Times.seconds(sample))
        .put("rxBytes", age * RECEIVED_PER_SECOND)
        .put("txBytes", age * SENT_PER_SECOND);
    return told;
  }

  private Instant sample() {
    long window = Math.max(1, pace.of(WINDOW).toMillis());
    long now = registry.clock().millis();
    return Instant.ofEpochMilli(now - now % window);
  }

  private boolean hasBeenSampled(JsonNode status, Instant sample) {
    return Times.at(status, "state", "running", "startedAt")
        .filter(startedAt -> startedAt.isBefore(sample))
        .isPresent();
  }

  private static ObjectNode envelope(String kind, ObjectNode of, Instant sample) {
    ObjectNode metrics =
        Json.object().put("kind", kind).put("apiVersion", "metrics.k8s.io/v1beta1");
    ObjectNode metadata = metrics.putObject("metadata");
    metadata.put("name", Json.text(of, "metadata", "name"));
    Json.optionalText(of, "metadata", "namespace")
        .ifPresent(namespace -> metadata.put("namespace", namespace));
    metadata.put("creationTimestamp", Times.seconds(sample));
    if (Json.has(of, "metadata", "labels")) {
      metadata.set("labels", of.path("metadata").path("labels"));
    }
    return metrics.put("timestamp", Times.seconds(sample)).put("window", "15s");
  }

  private Amount usage(ObjectNode pod, String name, JsonNode status, Instant sample) {
    JsonNode spec =
        Json.objects(pod, "spec", "containers")
            .filter(found -> Json.text(found, "name").equals(name))
            .findFirst()
            .map(JsonNode.class::cast)
            .orElse(Json.missing());
    double cores = limit(spec, "cpu", DEFAULT_CORES);
    double bytes = limit(spec, "memory", DEFAULT_BYTES);
    String seed = Json.text(status, "containerID");
    double age =
        Times.at(status, "state", "running", "startedAt")
            .map(startedAt -> Duration.between(startedAt, sample).toMillis() / 1000.0)
            .orElse(0.0);
    // Busy at the start, then up and down within minutes; memory fills up and stays.
    double busy =
        0.5 * Math.exp(-age / 20)
            + 0.08
            + 0.06 * drift(seed, sample, 180)
            + 0.02 * drift(seed + "f", sample, 37);
    double full = 0.12 + 0.2 * (1 - Math.exp(-age / 300)) + 0.03 * drift(seed + "m", sample, 600);
    return new Amount(cores * Math.max(0.002, busy), bytes * full);
  }

  private static double limit(JsonNode spec, String name, double otherwise) {
    String text = Json.text(spec, "resources", "limits", name);
    return text.isEmpty() ? otherwise : Quantity.of(text).amount().doubleValue();
  }

  /** A smooth wave between -1 and 1, with a phase of its own per seed. */
  private static double drift(String seed, Instant at, double period) {
    double phase = Math.floorMod(seed.hashCode(), 1000) / 1000.0;
    double time = at.toEpochMilli() / 1000.0 / period;
    return 0.6 * Math.sin(2 * Math.PI * (time + phase))
        + 0.4 * Math.sin(2 * Math.PI * (2.7 * time + 3.1 * phase));
  }

  private record Amount(double cores, double bytes) {
    ObjectNode write() {
      return Json.object()
          .put("cpu", Math.round(cores * 1e9) + "n")
          .put("memory", Math.round(bytes / 1024) + "Ki");
    }
  }
}
