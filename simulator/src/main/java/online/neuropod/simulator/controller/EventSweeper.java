package online.neuropod.simulator.controller;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import online.neuropod.simulator.json.Times;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.DeleteOptions;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

/** Removes events an hour after they happened last, as the real API server does. */
public final class EventSweeper implements Controller {
  private static final Duration KEPT = Duration.ofHours(1);

  private final Registry registry;

  /** A sweeper for the events of a registry. */
  public EventSweeper(Registry registry) {
    this.registry = registry;
  }

  @Override
  public String name() {
    return "events";
  }

  @Override
  public void notice(Change change, Wakeups wakeups) {
    if (change.key().type().equals(ResourceTypes.EVENTS) && change.before().isEmpty()) {
      wakeups.wake(change.key(), left(change.latest()));
    }
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    return registry
        .store()
        .exclusively(
            () -> {
              Optional<Duration> left = registry.find(key).map(this::left);
              if (left.filter(Duration::isPositive).isEmpty()) {
                left.ifPresent(over -> registry.delete(key, DeleteOptions.plain()));
                return Optional.empty();
              }
              return left;
            });
  }

  private Duration left(ObjectNode event) {
    Instant now = registry.clock().instant();
    Instant last =
        Times.at(event, "lastTimestamp")
            .or(() -> Times.at(event, "eventTime"))
            .or(() -> Times.at(event, "metadata", "creationTimestamp"))
            .orElse(now);
    return Duration.between(now, last.plus(KEPT));
  }
}
