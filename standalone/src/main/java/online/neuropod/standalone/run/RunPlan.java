package online.neuropod.standalone.run;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be run, and on what.
 *
 * @param port of 127.0.0.1 to serve on; 0 for any free one
 * @param data directory of the installation
 * @param kubeconfig of a real cluster; empty for the simulated one
 * @param temporal host and port of a real Temporal; empty for the embedded one
 * @param temporalNamespace namespace there
 * @param mongodb connection string of a real MongoDB; empty for the embedded one
 * @param domain below which pods answer; empty for what the environment says, or {@code localhost}
 * @param ingressClass of the Ingresses made for pods; empty for the default
 * @param edgeUrl where a real cluster's edge answers
 * @param settings properties that win over everything else
 */
public record RunPlan(
    int port,
    Path data,
    Optional<Path> kubeconfig,
    Optional<String> temporal,
    String temporalNamespace,
    Optional<String> mongodb,
    Optional<String> domain,
    Optional<String> ingressClass,
    Optional<URI> edgeUrl,
    Map<String, String> settings) {
  public RunPlan {
    settings = Map.copyOf(settings);
  }

  /** Everything embedded and simulated, on any free port. */
  public static RunPlan embedded(Path data) {
    return new RunPlan(
        0,
        data,
        Optional.empty(),
        Optional.empty(),
        "default",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
