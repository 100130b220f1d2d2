package online.neuropod.simulator.kubelet;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a container would do from its start on. All durations are as on a real node, before the pace
 * of the simulation.
 *
 * @param lines what it writes, in order of time
 * @param end when and how it ends by itself, if it does
 * @param listeners ports that answer
 * @param stop how it takes a request to stop
 * @param eviction when the node throws its pod out, if it does
 */
public record Program(
    List<Line> lines,
    Optional<End> end,
    List<Listener> listeners,
    Stop stop,
    Optional<Duration> eviction) {
  public Program {
    lines = List.copyOf(lines);
    listeners = List.copyOf(listeners);
  }

  /** One line of output; {@code %t} in it stands for the time. */
  public record Line(Duration at, String text) {}

  /**
   * An end.
   *
   * @param reason Completed, Error or OOMKilled
   */
  public record End(Duration after, int code, String reason) {
    /** An end of its own with an exit code. */
    public static End exit(Duration after, int code) {
      return new End(after, code, code == 0 ? "Completed" : "Error");
    }
  }

  /** What answers on a port. */
  public sealed interface Service {
    /** Some HTTP server. */
    record Http(String title) implements Service {}

    /**
     * A JupyterLab.
     *
     * @param token without it nothing is served; empty when none is asked for
     */
    record Jupyter(String token) implements Service {}
  }

  /** A port that answers some time after the start. */
  public record Listener(int port, Duration after, Service service) {}

  /**
   * How it ends when told to.
   *
   * @param after how long it takes
   * @param code its exit code then
   */
  public record Stop(Duration after, int code) {
    /** Ends in order, as servers do. */
    public static final Stop ORDERLY = new Stop(Duration.ofMillis(400), 0);

    /** Dies of SIGTERM. */
    public static final Stop SIGNALLED = new Stop(Duration.ofMillis(200), 143);

    /** Does not listen, and is killed when the grace is over. */
    public static final Stop DEAF = new Stop(Duration.ofDays(365), 137);
  }

  /** The same program with more output and listeners, as a hook adds them. */
  public Program with(List<Line> more, List<Listener> added) {
    List<Line> all =
        Stream.concat(lines.stream(), more.stream())
            .sorted(Comparator.comparing(Line::at))
            .toList();
    List<Listener> ports = Stream.concat(listeners.stream(), added.stream()).toList();
    return new Program(all, end, ports, stop, eviction);
  }
}
