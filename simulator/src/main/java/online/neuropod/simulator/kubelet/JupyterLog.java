package online.neuropod.simulator.kubelet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import online.neuropod.simulator.kubelet.Program.Line;

/** What a JupyterLab writes when it starts. */
final class JupyterLog {
  private JupyterLog() {}

  /**
   * The lines of a start.
   *
   * @param shownToken as the server prints it: a token it was given is printed as {@code ...}
   */
  static List<Line> start(
      Duration from, String host, int port, String directory, String shownToken) {
    List<Line> lines = new ArrayList<>();
    String local = "http://127.0.0.1:" + port + "/lab?token=" + shownToken;
    String named = "http://" + host + ":" + port + "/lab?token=" + shownToken;
    info(lines, from.plusMillis(600), "jupyterlab | extension was successfully linked.");
    info(lines, from.plusMillis(700), "notebook_shim | extension was successfully linked.");
    info(lines, from.plusMillis(900), "Serving local directory: " + directory);
    info(lines, from.plusMillis(910), "Jupyter Server 2.17.0 is running at:");
    info(lines, from.plusMillis(910), named);
    info(lines, from.plusMillis(910), "    " + local);
    info(
        lines,
        from.plusMillis(920),
        "Use Control-C to stop this server and shut down all kernels (twice to skip"
            + " confirmation).");
    Duration last = from.plusMillis(930);
    lines.add(new Line(last, "[C %t ServerApp] "));
    lines.add(new Line(last, "    "));
    lines.add(new Line(last, "    To access the server, open this file in a browser:"));
    lines.add(
        new Line(
            last, "        file:///home/jovyan/.local/share/jupyter/runtime/jpserver-1-open.html"));
    lines.add(new Line(last, "    Or copy and paste one of these URLs:"));
    lines.add(new Line(last, "        " + named));
    lines.add(new Line(last, "        " + local));
    return lines;
  }

  /** The lines of an installation that works. */
  static List<Line> install(Duration from) {
    return List.of(
        new Line(from, "Collecting jupyterlab"),
        new Line(from.plusMillis(900), "  Downloading jupyterlab-4.5.0-py3-none-any.whl (12.4 MB)"),
        new Line(from.plusMillis(2_100), "Collecting jupyter-server<3,>=2.4.0"),
        new Line(from.plusMillis(3_400), "Collecting ipykernel!=6.30.0,>=6.5.0"),
        new Line(
            from.plusMillis(4_200), "Installing collected packages: jupyter-server, jupyterlab"),
        new Line(
            from.plusMillis(6_800),
            "Successfully installed jupyter-server-2.17.0 jupyterlab-4.5.0"));
  }

  /** The lines of an installation that does not work. */
  static List<Line> installFails(Duration from) {
    return List.of(
        new Line(
            from.plusMillis(2_000),
            "WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None,"
                + " status=None)) after connection broken by 'NewConnectionError':"
                + " /simple/jupyterlab/"),
        new Line(
            from.plusMillis(5_000),
            "ERROR: Could not find a version that satisfies the requirement jupyterlab (from"
                + " versions: none)"),
        new Line(from.plusMillis(5_100), "ERROR: No matching distribution found for jupyterlab"));
  }

  private static void info(List<Line> lines, Duration at, String text) {
    lines.add(new Line(at, "[I %t ServerApp] " + text));
  }
}
