package online.neuropod.simulator.controller;

import java.util.Optional;
import online.neuropod.simulator.registry.Change;
import online.neuropod.simulator.registry.ObjectKey;
import online.neuropod.simulator.registry.ObjectStore;
import online.neuropod.simulator.registry.ResourceType;
import online.neuropod.simulator.registry.ResourceTypes;
import tools.jackson.databind.node.ObjectNode;

/** A controller at work. */
public final class RunningController implements AutoCloseable {
  private final ControlLoop<ObjectKey> loop;
  private final Runnable unfollow;

  /** Starts a controller: it sees every object once, and every change from then on. */
  public RunningController(ObjectStore store, Controller controller) {
    this.loop = new ControlLoop<>(controller.name(), controller::reconcile);
    Controller.Wakeups wakeups = loop::wake;
    this.unfollow =
        store.exclusively(
            () -> {
              ResourceTypes.stored().forEach(type -> introduce(store, type, controller, wakeups));
              return store.follow(store.version(), change -> controller.notice(change, wakeups));
            });
    loop.start();
  }

  private static void introduce(
      ObjectStore store, ResourceType type, Controller controller, Controller.Wakeups wakeups) {
    for (ObjectNode object : store.list(type, "").objects()) {
      controller.notice(
          new Change(
              store.version(), ObjectKey.of(type, object), Optional.empty(), Optional.of(object)),
          wakeups);
    }
  }

  @Override
  public void close() {
    unfollow.run();
    loop.close();
  }
}
