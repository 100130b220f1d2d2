package online.neuropod.simulator.kubelet;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import online.neuropod.simulator.controller.Controller;
import online.neuropod.simulator.controller.EventRecorder;
import online.neuropod.simulator.controller.Pace;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.DeleteOptions;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

/**
 * The kubelet of all nodes. What it knows beyond the status of the pods is only the finer timing of
 * the present run; a new one goes on from the status alone.
 */
public final class Kubelet implements Controller {
  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  private final Registry registry;
  private final Pace pace;
  private final EventRecorder events;
  private final Map<String, PodRun> runs = new ConcurrentHashMap<>();

  /** A kubelet for the pods of a registry. */
  public Kubelet(Registry registry, Pace pace) {
    this.registry = registry;
    this.pace = pace;
    this.events = new EventRecorder(registry, "kubelet");
  }

  @Override
  public String name() {
    return "kubelet";
  }

  @Override
  public void notice(Change change, Wakeups wakeups) {
    if (change.key().type().equals(ResourceTypes.PODS)) {
      wakeups.wake(change.key());
      if (change.after().isEmpty()) {
        runs.remove(Json.text(change.latest(), "metadata", "uid"));
      }
    }
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<ObjectNode> pod =
        registry.find(key).filter(found -> Json.has(found, "spec", "nodeName"));
    if (pod.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode found = pod.get();
    Node node = new Node(registry, Json.text(found, "spec", "nodeName"));
    if (!node.exists()) {
      return Optional.empty();
    }
    String uid = Json.text(found, "metadata", "uid");
    if (ENDED.contains(Json.text(found, "status", "phase")) && !runs.containsKey(uid)) {
      return removeIfDeleted(key, found);
    }
    return runs.computeIfAbsent(uid, id -> new PodRun(registry, events, pace, node, found))
        .sync(found);
  }

  private Optional<Duration> removeIfDeleted(ObjectKey key, ObjectNode pod) {
    boolean waits =
        Json.has(pod, "metadata", "deletionTimestamp")
            && Json.number(pod, 0, "metadata", "deletionGracePeriodSeconds") > 0;
    if (waits) {
      registry.delete(key, DeleteOptions.now(Json.text(pod, "metadata", "uid")));
    }
    return Optional.empty();
  }

  /** The containers of a pod that run now. */
  public List<RunningContainer> running(ObjectNode pod) {
    return Optional.ofNullable(runs.get(Json.text(pod, "metadata", "uid"))).stream()
        .flatMap(run -> run.containers().stream())
        .flatMap(container -> container.running().stream())
        .toList();
  }
}
