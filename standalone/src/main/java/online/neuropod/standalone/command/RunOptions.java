package online.neuropod.standalone.command;

import com.mongodb.ConnectionString;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import online.neuropod.standalone.StartFailure;
import online.neuropod.standalone.run.RunPlan;
import picocli.CommandLine.Option;

/** The options of {@code run}. */
final class RunOptions {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "3000",
      description = "Where to serve on 127.0.0.1; 0 for any free port. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description = "Where to keep everything. Default: ./${DEFAULT-VALUE}")
  private Path data = Path.of("data");

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "Use this real cluster instead of the simulated one.")
  private Optional<Path> kubeconfig = Optional.empty();

  @Option(
      names = "--temporal",
      paramLabel = "HOST:PORT",
      description = "Use this real Temporal instead of the embedded one.")
  private Optional<String> temporal = Optional.empty();

  @Option(
      names = "--temporal-namespace",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "Namespace in Temporal. Default: ${DEFAULT-VALUE}")
  private String temporalNamespace = "default";

  @Option(
      names = "--mongodb",
      paramLabel = "URI",
      description = "Use this real MongoDB instead of the embedded one.")
  private Optional<String> mongodb = Optional.empty();

  @Option(
      names = "--domain",
      paramLabel = "DOMAIN",
      description = "Pods answer below this domain. Default: localhost")
  private Optional<String> domain = Optional.empty();

  @Option(
      names = "--ingress-class",
      paramLabel = "NAME",
      description = "Class of the Ingresses made for pods.")
  private Optional<String> ingressClass = Optional.empty();

  @Option(
      names = "--edge-url",
      paramLabel = "URL",
      description =
          "Where the cluster's edge answers, for readiness probes and for the port in links of"
              + " pods, such as http://127.0.0.1:18080.")
  private Optional<URI> edgeUrl = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Any setting, such as neuropod.quota.max-pods=10. Can be repeated.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /**
   * What was asked for, checked.
   *
   * @throws StartFailure if something of it makes no sense
   */
  RunPlan plan() {
    if (port < 0 || port > 65535) {
      throw new StartFailure("--port must be between 0 and 65535, but is " + port);
    }
    temporal.ifPresent(RunOptions::requireAddress);
    mongodb.ifPresent(RunOptions::requireConnectionString);
    edgeUrl.ifPresent(RunOptions::requireUrl);
    return new RunPlan(
        port,
        data,
        kubeconfig,
        temporal,
        temporalNamespace,
        mongodb,
        domain,
        ingressClass,
        edgeUrl,
        settings);
  }

  private static void requireAddress(String address) {
    if (!address.matches("[^:/\\s]+:\\d{1,5}")) {
      throw new StartFailure("--temporal must be HOST:PORT, but is '" + address + "'");
    }
  }

  private static void requireConnectionString(String uri) {
    // What was given is not repeated: it can hold a password.
    String wanted = "--mongodb must be like mongodb://localhost:27017/neuropod, with a database";
    try {
      if (new ConnectionString(uri).getDatabase() == null) {
        throw new StartFailure(wanted);
      }
    } catch (IllegalArgumentException fault) {
      throw new StartFailure(wanted, fault);
    }
  }

  private static void requireUrl(URI url) {
    boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!web || url.getHost() == null) {
      throw new StartFailure(
          "--edge-url must be a URL such as http://127.0.0.1:18080, but is '" + url + "'");
    }
  }
}
