package online.neuropod.cluster.gateway;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.cluster.ClusterSettings.Edge;
import online.neuropod.cluster.PodCluster.Probe;
import online.neuropod.cluster.edge.EdgeProbe;
import online.neuropod.cluster.edge.EdgeProbe.Sighting;
import online.neuropod.cluster.gateway.Concurrently.Call;
import online.neuropod.cluster.jupyter.JupyterTokens;
import online.neuropod.cluster.model.PodFactsReader;
import online.neuropod.cluster.model.PodIdentity;
import online.neuropod.domain.cluster.PodFacts;
import online.neuropod.domain.pod.HttpPort;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.Ports;
import online.neuropod.domain.pod.ServiceStatus;

/**
 * Whether each port of a pod is ready: its Service's endpoints are this very Pod, and the edge's
 * answer comes from it.
 */
final class PortProbe {
  /** A process that has not begun to listen by then is told as unreachable. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Installing JupyterLab over a slow network takes minutes. */
  private static final Duration JUPYTER_PATIENCE = Duration.ofMinutes(10);

  private final KubernetesGateway gateway;
  private final PodObserver observer;
  private final EdgeProbe edge;
  private final JupyterTokens tokens;
  private final Edge settings;

  PortProbe(
      KubernetesGateway gateway,
      PodObserver observer,
      EdgeProbe edge,
      JupyterTokens tokens,
      Edge settings) {
    this.gateway = gateway;
    this.observer = observer;
    this.edge = edge;
    this.tokens = tokens;
    this.settings = settings;
  }

  Probe probe(PodIdentity pod, PodSpec spec) {
    try (var calls = new Concurrently()) {
      Call<Optional<Pod>> there = calls.fork(() -> gateway.pod(pod));
      Call<Set<Target>> targets = calls.fork(() -> targets(pod));
      Map<Integer, Call<Sighting>> sightings = new HashMap<>();
      for (HttpPort port : spec.httpPorts()) {
        String host = pod.names().host(port.port(), settings.domain());
        sightings.put(port.port(), calls.fork(() -> edge.ask(host)));
      }
      var services = new HashMap<Integer, ServiceStatus>();
      Optional<Seen> seen = there.join().flatMap(this::seen);
      sightings.forEach(
          (port, sighting) ->
              services.put(port, status(pod, port, seen, targets.join(), sighting.join())));
      boolean ready = services.get(Ports.JUPYTER) == ServiceStatus.READY;
      return new Probe(Map.copyOf(services), ready && tokens.accepted(pod).isPresent());
    }
  }

  /** A running Pod: since how long, and whether it looks after JupyterLab itself. */
  private record Seen(String uid, Duration running, boolean jupyterHook) {}

  /** A port of a Service whose endpoint is the Pod of that UID. */
  private record Target(String service, int port, String uid) {}

  private Optional<Seen> seen(Pod pod) {
    PodFacts facts = PodFactsReader.read(pod);
    if (facts.terminating()) {
      return Optional.empty();
    }
    boolean hook = pod.getSpec().getContainers().getFirst().getLifecycle() != null;
    return observer.running(facts).map(running -> new Seen(facts.uid(), running, hook));
  }

  private Set<Target> targets(PodIdentity pod) {
    var targets = new HashSet<Target>();
    gateway
        .client()
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(pod.namespace())
        .withLabels(pod.selector())
        .list()
        .getItems()
        .forEach(slice -> slice.getEndpoints().forEach(end -> addTargets(targets, slice, end)));
    return targets;
  }

  private static void addTargets(Set<Target> targets, EndpointSlice slice, Endpoint endpoint) {
    boolean ready =
        endpoint.getConditions() == null
            || !Boolean.FALSE.equals(endpoint.getConditions().getReady());
    if (!ready || endpoint.getTargetRef() == null) {
      return;
    }
    String service = slice.getMetadata().getLabels().getOrDefault("kubernetes.io/service-name", "");
    String uid = endpoint.getTargetRef().getUid();
    slice.getPorts().forEach(port -> targets.add(new Target(service, port.getPort(), uid)));
  }

  private ServiceStatus status(
      PodIdentity pod, int port, Optional<Seen> seen, Set<Target> targets, Sighting sighting) {
    if (seen.isEmpty()) {
      return ServiceStatus.STARTING;
    }
    Seen running = seen.get();
    boolean targeted = targets.contains(new Target(pod.names().port(port), port, running.uid()));
    if (targeted && sighting.reached(running.running())) {
      return ServiceStatus.READY;
    }
    return running.running().compareTo(patience(pod, port, running)) < 0
        ? ServiceStatus.STARTING
        : ServiceStatus.UNREACHABLE;
  }

  private Duration patience(PodIdentity pod, int port, Seen seen) {
    boolean installs = port == Ports.JUPYTER && seen.jupyterHook();
    return installs && seen.running().compareTo(PATIENCE) >= 0 && !tokens.hookGaveUp(pod)
        ? JUPYTER_PATIENCE
        : PATIENCE;
  }
}
