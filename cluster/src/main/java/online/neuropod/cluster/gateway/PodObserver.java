package online.neuropod.cluster.gateway;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import online.neuropod.cluster.model.PodFactsReader;
import online.neuropod.domain.cluster.PodFacts;
import online.neuropod.domain.cluster.PodFacts.Phase;
import online.neuropod.domain.cluster.PodFacts.Running;
import online.neuropod.domain.cluster.PodFacts.Trouble;
import online.neuropod.domain.cluster.PodFacts.Waiting;

/**
 * Gathers the facts about a Pod: one call when all is well, more when something is not. What a Pod
 * cannot say itself, its node and its events do.
 */
final class PodObserver {
  /** Within this time nothing is wrong yet with a Pod that does not come up or go away. */
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private static final String LEASES = "kube-node-lease";

  private final KubernetesClient client;
  private final InstantSource clock;

  PodObserver(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  PodFacts observe(Pod pod) {
    PodFacts facts = PodFactsReader.read(pod);
    if (nodeInDoubt(pod, facts) && nodeLost(facts)) {
      return PodFactsReader.onLostNode(facts, facts.node().flatMap(this::lastSeen));
    }
    if (stuck(pod, facts)) {
      return trouble(pod).map(trouble -> PodFactsReader.withTrouble(facts, trouble)).orElse(facts);
    }
    return facts;
  }

  /** Whether the Pod's node does not answer any more. */
  boolean nodeLost(PodFacts facts) {
    if (facts.node().isEmpty()) {
      return false;
    }
    Node node = client.nodes().withName(facts.node().get()).get();
    return node == null || readiness(node).equals("Unknown");
  }

  private static String readiness(Node node) {
    return node.getStatus().getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .map(NodeCondition::getStatus)
        .findFirst()
        .orElse("Unknown");
  }

  // The node's lifecycle controller marks the Pods of a lost node as not ready; one that was being
  // deleted stays over its grace, one that was coming up stays as it was.
  private boolean nodeInDoubt(Pod pod, PodFacts facts) {
    if (facts.node().isEmpty()
        || facts.phase() == Phase.SUCCEEDED
        || facts.phase() == Phase.FAILED) {
      return false;
    }
    if (facts.terminating()) {
      return past(pod.getMetadata().getDeletionTimestamp());
    }
    return facts.phase() == Phase.RUNNING ? !ready(pod) : stuck(pod, facts);
  }

  private static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .filter(condition -> "Ready".equals(condition.getType()))
        .map(PodCondition::getStatus)
        .anyMatch("True"::equals);
  }

  private boolean stuck(Pod pod, PodFacts facts) {
    boolean comingUp =
        facts
            .container()
            .map(container -> container.state() instanceof Waiting)
            .orElseGet(() -> facts.node().isPresent());
    return !facts.terminating() && comingUp && past(pod.getMetadata().getCreationTimestamp());
  }

  private boolean past(String time) {
    return Instant.parse(time).plus(PATIENCE).isBefore(clock.instant());
  }

  private Optional<Instant> lastSeen(String node) {
    Lease lease = client.leases().inNamespace(LEASES).withName(node).get();
    return Optional.ofNullable(lease)
        .map(known -> known.getSpec().getRenewTime())
        .map(java.time.ZonedDateTime::toInstant);
  }

  private Optional<Trouble> trouble(Pod pod) {
    List<Event> warnings =
        client
            .v1()
            .events()
            .inNamespace(pod.getMetadata().getNamespace())
            .withField("involvedObject.uid", pod.getMetadata().getUid())
            .withField("type", "Warning")
            .list()
            .getItems();
    // Others, such as those about name servers, come again and again and explain nothing.
    return warnings.stream()
        .filter(event -> event.getReason() != null && event.getReason().startsWith("Failed"))
        .max(Comparator.comparing(PodObserver::time))
        .map(event -> new Trouble(event.getReason(), event.getMessage()));
  }

  private static Instant time(Event event) {
    String last = event.getLastTimestamp();
    return Instant.parse(last == null ? event.getMetadata().getCreationTimestamp() : last);
  }

  /** How long the container has been running; empty when it does not. */
  Optional<Duration> running(PodFacts facts) {
    return facts
        .container()
        .map(PodFacts.Container::state)
        .filter(Running.class::isInstance)
        .map(state -> Duration.between(((Running) state).startedAt(), clock.instant()));
  }
}
