package online.neuropod.e2e.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The real servers that the environment names: Temporal, Kubernetes with a node and an edge.
 *
 * @param kubeconfig an administrator's
 * @param temporal host and port
 * @param temporalUi its Web UI
 * @param edge where the edge answers
 * @param ingressClass of the edge
 */
public record Partners(
    Path kubeconfig, String temporal, URI temporalUi, URI edge, String ingressClass) {
  /** Below which pods answer. */
  public static final String DOMAIN = "neuropod.test";

  private static final long UP_MINUTES = 3;

  /** Skips the test where there are none, and fails it where there must be. */
  public static Partners require() {
    return new Partners(
        Path.of(variable("KUBECONFIG")),
        variable("TEMPORAL_ADDRESS"),
        URI.create(variable("TEMPORAL_UI")),
        URI.create(variable("EDGE_URL")),
        variable("INGRESS_CLASS"));
  }

  /** Instead of real servers: those that the product brings itself. Nothing of them is killed. */
  static Partners own(int temporalPort) {
    URI nowhere = URI.create("http://127.0.0.1");
    return new Partners(
        Path.of("none"), "127.0.0.1:" + temporalPort, nowhere, nowhere, "simulated");
  }

  /** A variable that the servers' environment gives. */
  public static String variable(String name) {
    Optional<String> value = Optional.ofNullable(System.getenv(name));
    if (value.isEmpty() && "true".equals(System.getenv("NEUROPOD_PARTNERS_REQUIRED"))) {
      throw new IllegalStateException(name + " is not set, and the partners are required");
    }
    Assumptions.assumeTrue(value.isPresent(), name + " is not set: no real servers to test with");
    return value.orElseThrow();
  }

  /** A server that a test takes down. */
  public enum Server {
    TEMPORAL("temporal", "temporal"),
    API_SERVER("apiserver", "kubernetes");

    private final String name;
    private final String group;

    Server(String name, String group) {
      this.name = name;
      this.group = group;
    }
  }

  /** A server's process. */
  public ProcessHandle process(Server server) {
    Path file = home().resolve("state").resolve(server.name + ".pid");
    return ProcessHandle.of(firstNumber(file))
        .orElseThrow(() -> new IllegalStateException(server.name + " does not run"));
  }

  /** Kills a server as a crash would; {@link #up} brings it back. */
  public void kill(Server server) {
    ProcessHandle process = process(server);
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Starts the server again. Blocks until it answers. */
  public void up(Server server) {
    run(List.of(directory().resolve("up").toString(), server.group));
  }

  /** Gives an image that the node has a second name, as if it had just been pushed. */
  public void tagImage(String from, String to) {
    ctr("images", "tag", "--force", from, to);
  }

  /** Takes an image's name away from the node. */
  public void removeImage(String name) {
    ctr("images", "rm", name);
  }

  private void ctr(String... arguments) {
    var command = new ArrayList<String>();
    String socket = home().resolve("state/containerd/containerd.sock").toString();
    command.addAll(List.of("ctr", "-a", socket, "-n", "k8s.io"));
    command.addAll(List.of(arguments));
    run(command);
  }

  private static void run(List<String> command) {
    try {
      Path log = Files.createTempFile("partners", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      boolean ended = process.waitFor(UP_MINUTES, TimeUnit.MINUTES);
      String said = Files.readString(log);
      Files.delete(log);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(command + " failed: " + said);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private static Path directory() {
    return Path.of(variable("NEUROPOD_PARTNERS"));
  }

  private static Path home() {
    return Optional.ofNullable(System.getenv("PARTNERS_HOME"))
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache/neuropod-partners"));
  }

  private static long firstNumber(Path file) {
    try {
      return Long.parseLong(Files.readString(file).strip().replaceFirst("\\D.*", ""));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
