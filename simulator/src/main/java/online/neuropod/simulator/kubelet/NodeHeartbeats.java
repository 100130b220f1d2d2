package online.neuropod.simulator.kubelet;

import java.time.Duration;
import java.util.Optional;
import online.neuropod.simulator.controller.Controller;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import online.neuropod.simulator.registry.WriteOptions;
import tools.jackson.databind.node.ObjectNode;

/** Renews the lease of every node every 10 seconds: the sign that it is alive. */
public final class NodeHeartbeats implements Controller {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final String NAMESPACE = "kube-node-lease";

  private final Registry registry;

  /** Heartbeats of the nodes of a registry. */
  public NodeHeartbeats(Registry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "heartbeats";
  }

  @Override
  public void notice(Change change, Wakeups wakeups) {
    if (change.key().type().equals(ResourceTypes.NODES) && change.before().isEmpty()) {
      wakeups.wake(change.key());
    }
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey node) {
    return registry
        .store()
        .exclusively(
            () ->
                registry
                    .find(node)
                    .map(
                        found -> {
                          renew(found);
                          return EVERY;
                        }));
  }

  private void renew(ObjectNode node) {
    String name = Json.text(node, "metadata", "name");
    String now = Times.micros(registry.clock().instant());
    Optional<ObjectNode> renewed =
        registry.modify(
            new ObjectKey(ResourceTypes.LEASES, NAMESPACE, name),
            Owner.component("kubelet", ""),
            lease -> {
              Json.ensure(lease, "spec").put("renewTime", now);
              return lease;
            });
    if (renewed.isEmpty()) {
      ObjectNode lease =
          Json.object().put("apiVersion", "coordination.k8s.io/v1").put("kind", "Lease");
      ObjectNode metadata = lease.putObject("metadata").put("name", name);
      metadata
          .putArray("ownerReferences")
          .addObject()
          .put("apiVersion", "v1")
          .put("kind", "Node")
          .put("name", name)
          .put("uid", Json.text(node, "metadata", "uid"));
      lease
          .putObject("spec")
          .put("holderIdentity", name)
          .put("leaseDurationSeconds", 40)
          .put("renewTime", now);
      registry.create(ResourceTypes.LEASES, NAMESPACE, lease, WriteOptions.by("kubelet"));
    }
  }
}
