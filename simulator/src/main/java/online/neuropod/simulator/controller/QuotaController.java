package online.neuropod.simulator.controller;

import java.time.Duration;
import java.util.Optional;
import online.neuropod.simulator.json.Json;
import online.neuropod.simulator.patch.Owner;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Quotas;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

/** Writes into the status of resource quotas what is used of them. */
public final class QuotaController implements Controller {
  private final Registry registry;
  private final Pace pace;
  private final Quotas quotas;

  /** A controller of the quotas of a registry. */
  public QuotaController(Registry registry, Pace pace) {
    this.registry = registry;
    this.pace = pace;
    this.quotas = new Quotas(registry.store());
  }

  @Override
  public String name() {
    return "quotas";
  }

  @Override
  public void notice(Change change, Wakeups wakeups) {
    if (change.key().type().equals(ResourceTypes.QUOTAS)) {
      wakeups.wake(change.key());
    } else if (change.key().type().namespaced()
        && !change.key().type().equals(ResourceTypes.EVENTS)) {
      registry
          .store()
          .list(ResourceTypes.QUOTAS, change.key().namespace())
          .objects()
          .forEach(
              quota -> wakeups.wake(ObjectKey.of(ResourceTypes.QUOTAS, quota), pace.millis(300)));
    }
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    registry.modify(
        key,
        Owner.component("kube-controller-manager", "status"),
        quota -> {
          ObjectNode status = Json.ensure(quota, "status");
          ObjectNode hard = Json.ensure(quota, "spec", "hard");
          status.set("hard", hard.deepCopy());
          ObjectNode used = status.putObject("used");
          quotas
              .used(key.namespace(), Json.map(hard).keySet())
              .forEach((name, amount) -> used.put(name, amount.text()));
          return quota;
        });
    return Optional.empty();
  }
}
