package online.neuropod.simulator.scheduler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import online.neuropod.simulator.controller.Controller;
import online.neuropod.simulator.controller.EventRecorder;
import online.neuropod.simulator.controller.Pace;
import online.neuropod.simulator.controller.PodConditions;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Quantity;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.ObjectStore;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

/** Binds pods without gates to nodes that fit them, and says of the others why none fits. */
public final class Scheduler implements Controller {
  private static final Owner OWNER = Owner.component("kube-scheduler", "status");
  private static final Duration USUAL = Duration.ofMillis(50);
  private static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";

  private final Registry registry;
  private final ObjectStore store;
  private final Pace pace;
  private final EventRecorder events;

  /** A scheduler over all nodes there are. */
  public Scheduler(Registry registry, Pace pace) {
    this.registry = registry;
    this.store = registry.store();
    this.pace = pace;
    this.events = new EventRecorder(registry, "default-scheduler");
  }

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public void notice(Change change, Wakeups wakeups) {
    boolean pod = change.key().type().equals(ResourceTypes.PODS);
    boolean freed = pod && (change.after().isEmpty() || !isPending(change.latest()));
    if (pod && isPending(change.latest())) {
      wakeups.wake(change.key(), pace.of(USUAL));
    } else if (freed
        || change.key().type().equals(ResourceTypes.NODES)
        || change.key().type().equals(ResourceTypes.CLAIMS)) {
      wakePending(wakeups);
    }
  }

  private void wakePending(Wakeups wakeups) {
    List<ObjectNode> pending =
        store.list(ResourceTypes.PODS, "").objects().stream().filter(Scheduler::isPending).toList();
    pending.forEach(pod -> wakeups.wake(ObjectKey.of(ResourceTypes.PODS, pod), pace.of(USUAL)));
  }

  private static boolean isPending(ObjectNode pod) {
    return Json.text(pod, "spec", "nodeName").isEmpty()
        && Json.items(pod, "spec", "schedulingGates").isEmpty()
        && Json.text(pod, "spec", "schedulerName").equals("default-scheduler")
        && !Json.has(pod, "metadata", "deletionTimestamp");
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    return store.exclusively(
        () -> {
          Optional<ObjectNode> pod = store.get(key).filter(Scheduler::isPending);
          return pod.flatMap(found -> place(key, found));
        });
  }

  private Optional<Duration> place(ObjectKey key, ObjectNode pod) {
    List<ObjectNode> nodes = store.list(ResourceTypes.NODES, "").objects();
    if (nodes.isEmpty()) {
      return refuse(key, pod, "no nodes available to schedule pods");
    }
    String none = "0/" + nodes.size() + " nodes are available: ";
    Optional<String> volumes = new ClaimCheck(store).obstacle(pod);
    if (volumes.isPresent()) {
      return refuse(key, pod, none + volumes.get());
    }
    NodeFit fit = new NodeFit(store.list(ResourceTypes.PODS, "").objects());
    List<ObjectNode> fitting = new ArrayList<>();
    Map<String, Integer> obstacles = new TreeMap<>();
    int full = 0;
    for (ObjectNode node : nodes) {
      List<String> found = fit.obstacles(pod, node);
      found.forEach(obstacle -> obstacles.merge(obstacle, 1, Integer::sum));
      if (found.isEmpty()) {
        fitting.add(node);
      } else if (fit.couldEverRun(pod, node)) {
        full++;
      }
    }
    Optional<ObjectNode> best = fitting.stream().max(Comparator.comparing(node -> room(fit, node)));
    if (best.isEmpty()) {
      return refuse(key, pod, none + told(obstacles) + preemption(nodes.size(), full));
    }
    return bind(key, pod, Json.text(best.get(), "metadata", "name"));
  }

  private static Quantity room(NodeFit fit, ObjectNode node) {
    return fit.free(node).getOrDefault("cpu", Quantity.ZERO);
  }

  private static String told(Map<String, Integer> obstacles) {
    List<String> parts = new ArrayList<>();
    obstacles.forEach((obstacle, count) -> parts.add(count + " " + obstacle));
    parts.sort(Comparator.naturalOrder());
    return String.join(", ", parts) + ".";
  }

  /** Preemption could help where a node is full, but not where it is too small or the wrong one. */
  private static String preemption(int nodes, int full) {
    List<String> parts = new ArrayList<>();
    if (full > 0) {
      parts.add(full + " No preemption victims found for incoming pod");
    }
    if (nodes > full) {
      parts.add((nodes - full) + " Preemption is not helpful for scheduling");
    }
    return " no new claims to deallocate, preemption: 0/"
        + nodes
        + " nodes are available: "
        + String.join(", ", parts)
        + ".";
  }

  private Optional<Duration> bind(ObjectKey key, ObjectNode pod, String node) {
    if (new ClaimCheck(store).selectNode(registry, pod, node, SELECTED_NODE)) {
      // The volumes are made where the pod will run; their binding wakes it again.
      return Optional.of(pace.millis(500));
    }
    ObjectNode bound =
        registry
            .modify(
                key,
                OWNER,
                next -> {
                  Json.ensure(next, "spec").put("nodeName", node);
                  new PodConditions(next, registry.clock().instant()).set("PodScheduled", true);
                  return next;
                })
            .orElse(pod);
    events.normal(
        bound,
        "Scheduled",
        "Successfully assigned " + key.namespace() + "/" + key.name() + " to " + node);
    return Optional.empty();
  }

  private Optional<Duration> refuse(ObjectKey key, ObjectNode pod, String why) {
    boolean known =
        Json.objects(pod, "status", "conditions")
            .anyMatch(condition -> Json.text(condition, "message").equals(why));
    if (!known) {
      registry.modify(
          key,
          OWNER,
          next -> {
            new PodConditions(next, registry.clock().instant())
                .set("PodScheduled", false, "Unschedulable", why);
            return next;
          });
      events.warning(pod, "FailedScheduling", why);
    }
    return Optional.empty();
  }
}
