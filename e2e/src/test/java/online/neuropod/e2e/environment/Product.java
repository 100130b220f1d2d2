package online.neuropod.e2e.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import online.neuropod.e2e.client.Secrets;

/**
 * The product as it runs in production: api and worker as processes of their own on the real
 * Temporal and Kubernetes. Only MongoDB is the embedded one, in a third process, which simulates
 * the cluster too where the real one is too small.
 */
public final class Product implements AutoCloseable {
  /** Signs access tokens. */
  public static final String TOKEN_SECRET = "a secret of the tests, known to everybody";

  private static final String LOOPBACK = "127.0.0.1";

  /** Memory for small processes; docs/operations.md names the same. */
  private static final int SMALL_MEGABYTES = 160;

  /** Costs processes that live for minutes more than it gives them. */
  private static final String NO_OPTIMISING = "-XX:TieredStopAtLevel=1";

  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xss512k",
          "-XX:+UseCompactObjectHeaders",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private final String name;
  private final Partners partners;
  private final Optional<Integer> ownTemporal;
  private final Scale scale;
  private final Map<String, String> settings;
  private final int mongodbPort = freePort();
  private final int apiPort = freePort();
  private final int workerPort = freePort();
  private final Path data;
  private final int kubernetesPort = freePort();
  private final int edgePort = freePort();
  private volatile JavaProcess services;
  private volatile JavaProcess worker;
  private volatile JavaProcess api;

  private Product(
      String name,
      Partners partners,
      Optional<Integer> ownTemporal,
      Scale scale,
      Map<String, String> settings) {
    this.name = name;
    this.partners = partners;
    this.ownTemporal = ownTemporal;
    this.scale = scale;
    this.settings = Map.copyOf(settings);
    this.data = temporaryDirectory();
    this.services = launchServices().awaitReady(this::servicesAnswer);
    this.worker = launchWorker();
    this.api = launchApi();
  }

  /**
   * How large it is.
   *
   * @param simulatedNodes nodes of a simulated cluster, each {@code PRODUCT=GPUS}; none for the
   *     real cluster
   * @param heapMegabytes of each process
   * @param optimising whether hot code is optimised, as the container images do
   */
  public record Scale(List<String> simulatedNodes, int heapMegabytes, boolean optimising) {
    static final Scale SMALL = new Scale(List.of(), SMALL_MEGABYTES);

    /** For processes that live for minutes: hot code is compiled, and not optimised. */
    public Scale(List<String> simulatedNodes, int heapMegabytes) {
      this(simulatedNodes, heapMegabytes, false);
    }

    public Scale {
      simulatedNodes = List.copyOf(simulatedNodes);
    }

    boolean isSimulated() {
      return !simulatedNodes.isEmpty();
    }
  }

  /**
   * Starts a new installation; blocks until it serves.
   *
   * @param name of its logs
   * @param settings properties beyond those of the environment
   */
  public static Product start(String name, Partners partners, Map<String, String> settings) {
    return start(name, partners, Scale.SMALL, settings);
  }

  /** The same of another size. */
  public static Product start(
      String name, Partners partners, Scale scale, Map<String, String> settings) {
    return start(new Product(name, partners, Optional.empty(), scale, settings));
  }

  /**
   * The same where Temporal too is the embedded one: for what is not about it, on any machine.
   *
   * @param scale with nodes of a simulated cluster
   */
  public static Product startWithoutPartners(
      String name, Scale scale, Map<String, String> settings) {
    int temporal = freePort();
    return start(new Product(name, Partners.own(temporal), Optional.of(temporal), scale, settings));
  }

  private static Product start(Product product) {
    try {
      product.awaitWorker();
      product.awaitApi();
      return product;
    } catch (RuntimeException failure) {
      product.close();
      throw failure;
    }
  }

  /** Where the api serves. */
  public URI url() {
    return URI.create("http://localhost:" + apiPort);
  }

  /** Connection string of its database. */
  public String mongodb() {
    return "mongodb://" + LOOPBACK + ":" + mongodbPort + "/neuropod";
  }

  /** The servers that it runs on. */
  public Partners partners() {
    return partners;
  }

  /** An administrator's kubeconfig of the cluster that it works with. */
  public Path kubeconfig() {
    return scale.isSimulated()
        ? data.resolve("simulated-cluster.kubeconfig")
        : partners.kubeconfig();
  }

  private URI edge() {
    return scale.isSimulated()
        ? URI.create("http://" + LOOPBACK + ":" + edgePort)
        : partners.edge();
  }

  /** Resident memory of api and worker together, in bytes. */
  public long residentBytes() {
    return api.residentBytes() + worker.residentBytes();
  }

  /** The worker's process; another one after {@link #startWorker}. */
  public JavaProcess worker() {
    return worker;
  }

  /** The process of MongoDB, and of the simulated cluster. */
  public JavaProcess services() {
    return services;
  }

  /** The api's process. */
  public JavaProcess api() {
    return api;
  }

  /** As a crash of the worker's machine. */
  public void killWorker() {
    worker.kill();
  }

  /**
   * Starts a worker after {@link #killWorker}, and again where it ends because a server that it
   * needs is away, as whoever supervises it would. Blocks until it answers.
   *
   * @return how many starts it took
   */
  public int startWorker() {
    int starts = 0;
    do {
      starts++;
      worker = launchWorker();
    } while (!worker.awaitReadyOrEnd(() -> isUp(workerPort)));
    return starts;
  }

  /** As a crash of the api's machine. */
  public void killApi() {
    api.kill();
  }

  /** Starts an api after {@link #killApi}; as {@link #startWorker}. */
  public int startApi() {
    int starts = 0;
    do {
      starts++;
      api = launchApi();
    } while (!api.awaitReadyOrEnd(() -> isUp(apiPort)));
    return starts;
  }

  /** As a crash of the machine of MongoDB, and of the simulated cluster with it. */
  public void killServices() {
    services.kill();
  }

  /**
   * Starts them after {@link #killServices} on the same ports and data; as {@link #startWorker}.
   */
  public int startServices() {
    int starts = 0;
    do {
      starts++;
      services = launchServices();
    } while (!services.awaitReadyOrEnd(this::servicesAnswer));
    return starts;
  }

  private boolean servicesAnswer() {
    // The edge is the last to come.
    return isOpen(mongodbPort)
        && ownTemporal.stream().allMatch(Product::isOpen)
        && (!scale.isSimulated() || isOpen(edgePort));
  }

  private JavaProcess launchServices() {
    var arguments =
        new ArrayList<>(
            List.of(
                "services",
                "--mongodb-port",
                String.valueOf(mongodbPort),
                "--data",
                data.toString()));
    arguments.addAll(
        ownTemporal
            .map(port -> List.of("--temporal-port", String.valueOf(port)))
            .orElse(List.of("--no-temporal")));
    if (scale.isSimulated()) {
      arguments.addAll(List.of("--kubernetes-port", String.valueOf(kubernetesPort)));
      arguments.addAll(List.of("--edge-port", String.valueOf(edgePort)));
      scale.simulatedNodes().forEach(node -> arguments.addAll(List.of("--node", node)));
    }
    return JavaProcess.start(
        name + "-services", jar("standalone/target/neuropod.jar"), flags(), Map.of(), arguments);
  }

  /** Flags of the JVM of every process. */
  public List<String> flags() {
    var flags = new ArrayList<>(FLAGS);
    flags.add("-Xmx" + scale.heapMegabytes() + "m");
    if (!scale.optimising()) {
      flags.add(NO_OPTIMISING);
    }
    return flags;
  }

  private JavaProcess launchWorker() {
    return JavaProcess.start(
        name + "-worker",
        jar("worker/target/neuropod-worker.jar"),
        flags(),
        environment(),
        arguments(workerPort));
  }

  private JavaProcess launchApi() {
    return JavaProcess.start(
        name + "-api",
        jar("api/target/neuropod-api.jar"),
        flags(),
        environment(),
        arguments(apiPort));
  }

  private void awaitWorker() {
    worker.awaitReady(() -> isUp(workerPort));
  }

  private void awaitApi() {
    api.awaitReady(() -> isUp(apiPort));
  }

  private Map<String, String> environment() {
    return Map.of(
        "MONGODB_URI", mongodb(),
        "TEMPORAL_ADDRESS", partners.temporal(),
        "KUBE_CONFIG_PATH", kubeconfig().toString(),
        "DOMAIN", Partners.DOMAIN,
        "PUBLIC_URL", url().toString(),
        "JWT_SECRET", TOKEN_SECRET);
  }

  private List<String> arguments(int port) {
    var properties = new LinkedHashMap<String, String>();
    properties.put("server.port", String.valueOf(port));
    properties.put("neuropod.auth.development-login", "true");
    properties.put("neuropod.edge.url", edge().toString());
    properties.put("neuropod.edge.url-scheme", "http");
    properties.put("neuropod.edge.ingress-class", partners.ingressClass());
    properties.put("neuropod.pod.cpu-request", "20m");
    properties.put("neuropod.pod.memory-request", "64Mi");
    if (scale.isSimulated()) {
      properties.put("neuropod.kubernetes.simulated", "true");
      properties.put("neuropod.storage.access-mode", "ReadWriteMany");
    }
    properties.putAll(settings);
    var arguments = new ArrayList<String>();
    properties.forEach((key, value) -> arguments.add("--" + key + "=" + value));
    return arguments;
  }

  /** One of the product's jars. */
  static Path jar(String path) {
    Path jar = Path.of(System.getProperty("neuropod.root"), path);
    if (!Files.isReadable(jar)) {
      throw new IllegalStateException(jar + " is missing: build it first");
    }
    return jar;
  }

  private static boolean isUp(int port) {
    try {
      URI health = URI.create("http://" + LOOPBACK + ":" + port + "/actuator/health");
      var connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(10_000);
      int status = connection.getResponseCode();
      connection.disconnect();
      return status == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static boolean isOpen(int port) {
    try (var socket = new Socket(InetAddress.ofLiteral(LOOPBACK), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path temporaryDirectory() {
    try {
      return Files.createTempDirectory("neuropod-e2e");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Ends the processes and forgets the database. What is in the cluster stays. */
  @Override
  public void close() {
    api.close();
    worker.close();
    services.close();
    forget();
    requireNoSecretInLogs();
  }

  /** Fails where a process of this installation has logged a secret of this run. */
  public void requireNoSecretInLogs() {
    Secrets.learn(TOKEN_SECRET);
    for (JavaProcess process : List.of(api, worker, services)) {
      List<String> told = Secrets.in(process.log());
      if (!told.isEmpty()) {
        throw new AssertionError("secrets in a log of " + name + ":\n" + String.join("\n", told));
      }
    }
  }

  private void forget() {
    try (Stream<Path> files = Files.walk(data)) {
      files.sorted(Comparator.reverseOrder()).forEach(Product::delete);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
