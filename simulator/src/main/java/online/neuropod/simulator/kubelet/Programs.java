package online.neuropod.simulator.kubelet;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import online.neuropod.simulator.kubelet.Image.Kind;
import online.neuropod.simulator.kubelet.Program.End;
import online.neuropod.simulator.kubelet.Program.Line;
import online.neuropod.simulator.kubelet.Program.Listener;
import online.neuropod.simulator.kubelet.Program.Service;
import online.neuropod.simulator.kubelet.Program.Stop;

/** Decides what a container would do: by its command if it has one, by its image otherwise. */
final class Programs {
  private static final int JUPYTER_PORT = 8888;
  private static final Pattern PORT_OPTION = Pattern.compile("--(?:\\w+\\.)?port[= ](\\d+)");

  private Programs() {}

  static Program of(Container container) {
    Program own = own(container);
    return container
        .hook()
        .filter(hook -> hook.contains("jupyter") && container.image().hasShell())
        .map(hook -> withJupyter(container, own, hook))
        .orElse(own);
  }

  private static Program own(Container container) {
    Kind kind = container.image().kind();
    boolean argsAreCommand =
        !container.args().isEmpty() && (kind == Kind.SYSTEM || kind == Kind.SLEEPS);
    if (!container.command().isEmpty() || argsAreCommand) {
      List<String> words =
          Stream.concat(container.command().stream(), container.args().stream()).toList();
      return commanded(container, words);
    }
    return switch (kind) {
      case JUPYTER -> jupyterServer(container);
      case SYSTEM, ENDS -> ending(container, kind == Kind.ENDS);
      case SLEEPS -> program(List.of(), Optional.empty(), List.of(), Stop.DEAF);
      case CRASHES -> crash(container);
      case EATS_MEMORY ->
          program(
              lines(container, "Loading model into memory..."),
              Optional.of(new End(Duration.ofSeconds(3), 137, "OOMKilled")),
              List.of(),
              Stop.SIGNALLED);
      case FILLS_DISK ->
          new Program(
              lines(container, "Writing checkpoints..."),
              Optional.empty(),
              List.of(),
              Stop.SIGNALLED,
              Optional.of(Duration.ofSeconds(6)));
      case SERVICE, ABSENT, MALFORMED -> service(container);
    };
  }

  private static Program commanded(Container container, List<String> words) {
    Shell.Trace trace = Shell.run(words, container.environment(), container.podName());
    List<Line> lines = new ArrayList<>(trace.lines());
    List<Listener> listeners = new ArrayList<>();
    for (Shell.Server server : trace.servers()) {
      if (server.command().contains("jupyter")) {
        addJupyter(container, server.command(), server.at(), lines, listeners);
      } else {
        int port = server.port().or(container::firstPort).orElse(8080);
        listeners.add(
            new Listener(port, server.at().plusMillis(300), new Service.Http(server.command())));
      }
    }
    return program(lines, trace.end(), listeners, trace.stop());
  }

  private static Program ending(Container container, boolean says) {
    List<Line> lines = says ? lines(container, "Nothing left to do. Bye.") : List.of();
    Duration after = says ? Duration.ofSeconds(1) : Duration.ofMillis(60);
    return program(lines, Optional.of(End.exit(after, 0)), List.of(), Stop.SIGNALLED);
  }

  private static Program crash(Container container) {
    List<Line> lines = new ArrayList<>(lines(container, "Starting application..."));
    Duration at = Duration.ofMillis(1_900);
    lines.add(new Line(at, "Traceback (most recent call last):"));
    lines.add(new Line(at, "  File \"/app/main.py\", line 12, in <module>"));
    lines.add(new Line(at, "    model = load(os.environ[\"MODEL\"])"));
    lines.add(new Line(at, "KeyError: 'MODEL'"));
    return program(
        lines, Optional.of(End.exit(Duration.ofSeconds(2), 1)), List.of(), Stop.SIGNALLED);
  }

  private static Program service(Container container) {
    List<Integer> ports = container.image().ports();
    List<Integer> answering = ports.isEmpty() ? container.firstPort().stream().toList() : ports;
    List<Line> lines = new ArrayList<>(lines(container, "Starting " + container.image().name()));
    List<Listener> listeners = new ArrayList<>();
    for (int port : answering) {
      lines.add(new Line(Duration.ofMillis(700), "Listening on 0.0.0.0:" + port));
      listeners.add(
          new Listener(port, Duration.ofMillis(700), new Service.Http(container.image().name())));
    }
    return program(lines, Optional.empty(), listeners, stop(container.image()));
  }

  /** The images of the real test cluster do not take SIGTERM, as many small ones do not. */
  private static Stop stop(Image image) {
    return image.reference().startsWith("neuropod.test/") ? Stop.DEAF : Stop.ORDERLY;
  }

  private static Program jupyterServer(Container container) {
    List<Line> lines = new ArrayList<>(lines(container, "Executing: jupyter lab"));
    List<Listener> listeners = new ArrayList<>();
    String arguments = String.join(" ", container.args());
    addJupyter(container, arguments, Duration.ofMillis(300), lines, listeners);
    return program(lines, Optional.empty(), listeners, Stop.ORDERLY);
  }

  /** The hook starts JupyterLab where it is missing, after having installed it if need be. */
  private static Program withJupyter(Container container, Program own, String hook) {
    int port = port(hook);
    if (own.listeners().stream().anyMatch(listener -> listener.port() == port)) {
      return own;
    }
    List<Line> lines = new ArrayList<>();
    List<Listener> listeners = new ArrayList<>();
    if (!container.image().canInstall()) {
      lines.addAll(JupyterLog.installFails(Duration.ofSeconds(1)));
    } else if (container.image().kind() == Kind.JUPYTER) {
      addJupyter(container, hook, Duration.ofSeconds(2), lines, listeners);
    } else {
      lines.addAll(JupyterLog.install(Duration.ofSeconds(1)));
      addJupyter(container, hook, Duration.ofSeconds(8), lines, listeners);
    }
    return own.with(lines, listeners);
  }

  private static void addJupyter(
      Container container,
      String arguments,
      Duration from,
      List<Line> lines,
      List<Listener> listeners) {
    int port = port(arguments);
    Optional<String> given =
        Optional.ofNullable(container.environment().get("JUPYTER_TOKEN"))
            .filter(token -> !token.isEmpty());
    String token = given.orElseGet(() -> generatedToken(container.identity()));
    lines.addAll(
        JupyterLog.start(
            from,
            container.podName(),
            port,
            container.directory(),
            // A real server hides a token that it was given.
            given.isPresent() ? "..." : token));
    listeners.add(new Listener(port, from.plusMillis(930), new Service.Jupyter(token)));
  }

  private static int port(String arguments) {
    Matcher matcher = PORT_OPTION.matcher(arguments);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : JUPYTER_PORT;
  }

  private static String generatedToken(String identity) {
    String a = UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
    String b =
        UUID.nameUUIDFromBytes((identity + "#token").getBytes(StandardCharsets.UTF_8)).toString();
    return (a + b).replace("-", "").substring(0, 48);
  }

  private static List<Line> lines(Container container, String text) {
    return List.of(
        new Line(
            Duration.ofMillis(10),
            "[simulated] no process runs here: this is what "
                + container.image().name()
                + " might write"),
        new Line(Duration.ofMillis(200), text));
  }

  private static Program program(
      List<Line> lines, Optional<End> end, List<Listener> listeners, Stop stop) {
    return new Program(lines, end, listeners, stop, Optional.empty());
  }
}
