package online.neuropod.simulator;

import java.net.URI;
import java.util.List;
import online.neuropod.simulator.apiserver.ApiServer;
import online.neuropod.simulator.controller.Controller;
import online.neuropod.simulator.controller.EndpointSliceController;
import online.neuropod.simulator.controller.EventSweeper;
import online.neuropod.simulator.controller.GarbageCollector;
import online.neuropod.simulator.controller.NamespaceController;
import online.neuropod.simulator.controller.QuotaController;
import online.neuropod.simulator.controller.RunningController;
import online.neuropod.simulator.controller.VolumeController;
import online.neuropod.simulator.edge.RouteController;
import online.neuropod.simulator.edge.SimulatedEdge;
import online.neuropod.simulator.kubelet.ContainerLogs;
import online.neuropod.simulator.kubelet.Kubelet;
import online.neuropod.simulator.kubelet.NodeHeartbeats;
import online.neuropod.simulator.kubelet.Usage;
import online.neuropod.simulator.registry.ObjectStore;
import online.neuropod.simulator.registry.Registry;
import online.neuropod.simulator.scheduler.Scheduler;
import online.neuropod.simulator.storage.ObjectStorage;

/**
 * A Kubernetes cluster that runs nothing: a small API server with controllers, a scheduler and a
 * kubelet that plays the phases of pods.
 *
 * <p>All its state is in the storage it was started on. It may be closed, or its process killed, at
 * any moment; another one on the same storage goes on with the same objects, uids and running pods.
 */
public final class SimulatedCluster implements AutoCloseable {
  private final ApiServer server;
  private final SimulatedEdge edge;
  private final List<RunningController> controllers;

  private SimulatedCluster(
      ApiServer server, SimulatedEdge edge, List<RunningController> controllers) {
    this.server = server;
    this.edge = edge;
    this.controllers = controllers;
  }

  /**
   * Starts a cluster. Blocks until its API answers.
   *
   * @throws IllegalStateException when the port is taken
   */
  public static SimulatedCluster start(SimulationConfig config, ObjectStorage storage) {
    ObjectStore store = new ObjectStore(storage, config.watchWindow());
    Registry registry = new Registry(store, config.clock());
    new Furnishing(registry, config).furnish();
    Kubelet kubelet = new Kubelet(registry, config.pace());
    List<Controller> parts =
        List.of(
            new NamespaceController(registry, config.pace()),
            new VolumeController(registry, config.pace()),
            new EndpointSliceController(registry, config.pace()),
            new Scheduler(registry, config.pace()),
            new GarbageCollector(registry),
            new QuotaController(registry, config.pace()),
            new EventSweeper(registry),
            new RouteController(registry, config.pace()),
            new NodeHeartbeats(registry),
            kubelet);
    ApiServer server =
        new ApiServer(
            registry,
            new ContainerLogs(registry, kubelet, config.pace()),
            new Usage(registry, config.pace()),
            config.port());
    return new SimulatedCluster(
        server,
        new SimulatedEdge(registry, kubelet, config.pace()),
        parts.stream().map(part -> new RunningController(store, part)).toList());
  }

  /** Where the API is: {@code http://127.0.0.1:port}. */
  public URI apiUri() {
    return server.uri();
  }

  /** What answers HTTP for the hosts of Ingresses and HTTPRoutes. */
  public SimulatedEdge edge() {
    return edge;
  }

  /** Ends everything, and gives the port back. Nothing is lost. */
  @Override
  public void close() {
    server.close();
    controllers.forEach(RunningController::close);
  }
}
