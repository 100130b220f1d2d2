package online.neuropod.simulator;

import java.time.Clock;
import java.util.List;
import online.neuropod.simulator.controller.Pace;

/**
 * What a simulated cluster is like. Each method answers with a changed copy.
 *
 * @param port of the API server on 127.0.0.1; 0 for any free one
 * @param nodes that are made when they are not there
 * @param pace how fast pods go through their phases
 * @param clock the time in objects; waiting is done in real time
 * @param watchWindow how many past changes a watch can go back
 * @param defaultClass name of the default storage class
 * @param sharedVolumes whether it takes ReadWriteMany
 * @param ingressClasses names of the ingress classes that the edge serves
 */
public record SimulationConfig(
    int port,
    List<SimulatedNode> nodes,
    Pace pace,
    Clock clock,
    int watchWindow,
    String defaultClass,
    boolean sharedVolumes,
    List<String> ingressClasses) {
  public SimulationConfig {
    nodes = List.copyOf(nodes);
    ingressClasses = List.copyOf(ingressClasses);
    if (watchWindow < 1) {
      throw new IllegalArgumentException("A watch needs a window");
    }
  }

  /** Three nodes with four GPUs each, at the pace of a real cluster, on any port. */
  public static SimulationConfig defaults() {
    return new SimulationConfig(
        0,
        List.of(
            SimulatedNode.withGpus("sim-rtx-4050", "NVIDIA-GeForce-RTX-4050-Laptop-GPU", 4),
            SimulatedNode.withGpus("sim-rtx-4080", "NVIDIA-GeForce-RTX-4080", 4),
            SimulatedNode.withGpus("sim-rtx-4090", "NVIDIA-GeForce-RTX-4090", 4)),
        new Pace(1),
        Clock.systemUTC(),
        8_192,
        "standard",
        false,
        List.of("traefik", "nginx"));
  }

  /** On this port. */
  public SimulationConfig withPort(int changed) {
    return new SimulationConfig(
        changed, nodes, pace, clock, watchWindow, defaultClass, sharedVolumes, ingressClasses);
  }

  /** With these nodes. */
  public SimulationConfig withNodes(SimulatedNode... changed) {
    return new SimulationConfig(
        port,
        List.of(changed),
        pace,
        clock,
        watchWindow,
        defaultClass,
        sharedVolumes,
        ingressClasses);
  }

  /** So many times as fast as a real cluster. */
  public SimulationConfig withSpeed(double factor) {
    return new SimulationConfig(
        port,
        nodes,
        new Pace(factor),
        clock,
        watchWindow,
        defaultClass,
        sharedVolumes,
        ingressClasses);
  }

  /** With this time in objects. */
  public SimulationConfig withClock(Clock changed) {
    return new SimulationConfig(
        port, nodes, pace, changed, watchWindow, defaultClass, sharedVolumes, ingressClasses);
  }

  /** With watches that can go back so many changes. */
  public SimulationConfig withWatchWindow(int changed) {
    return new SimulationConfig(
        port, nodes, pace, clock, changed, defaultClass, sharedVolumes, ingressClasses);
  }

  /** With a storage class of this name; shared ones take ReadWriteMany. */
  public SimulationConfig withStorageClass(String name, boolean shared) {
    return new SimulationConfig(
        port, nodes, pace, clock, watchWindow, name, shared, ingressClasses);
  }

  /** With these ingress classes. */
  public SimulationConfig withIngressClasses(String... changed) {
    return new SimulationConfig(
        port, nodes, pace, clock, watchWindow, defaultClass, sharedVolumes, List.of(changed));
  }
}
