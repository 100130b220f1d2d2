package online.neuropod.standalone.run;

import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import online.neuropod.standalone.StartFailure;
import online.neuropod.standalone.data.DataDirectory;

/**
 * How a cluster is reached.
 *
 * @param file the kubeconfig
 * @param server URL of the API server of its current context
 */
record Kubeconfig(Path file, String server) {
  /**
   * The kubeconfig of a real cluster. Whether that answers is not asked: NeuroPod waits for it.
   *
   * @throws StartFailure if there is no such file, or it cannot be used
   */
  static Kubeconfig read(Path file) {
    if (!Files.isReadable(file)) {
      throw new StartFailure("--kubeconfig: there is no readable file " + file);
    }
    Config config = parse(file);
    if (config.getCurrentContext() == null) {
      throw new StartFailure(
          "--kubeconfig: "
              + file
              + " has no usable current context. Choose one: kubectl config use-context NAME");
    }
    return new Kubeconfig(file.toAbsolutePath(), config.getMasterUrl());
  }

  /**
   * Writes the kubeconfig of the simulated cluster, for NeuroPod and for {@code kubectl} as well.
   */
  static Kubeconfig simulated(DataDirectory data, URI server) {
    Path file = data.file("simulated-cluster.kubeconfig");
    try {
      data.write(
          file,
          """
          apiVersion: v1
          kind: Config
          clusters:
          - name: simulated
            cluster:
              server: %s
          contexts:
          - name: simulated
            context:
              cluster: simulated
              user: anybody
          users:
          - name: anybody
            user: {}
          current-context: simulated
          """
              .formatted(server));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return new Kubeconfig(file, server.toString());
  }

  private static Config parse(Path file) {
    try {
      return Config.fromKubeconfig(file.toFile());
    } catch (RuntimeException failure) { // The parsers below throw types of their own, undeclared.
      throw new StartFailure(
          "--kubeconfig: " + file + " is no kubeconfig: " + failure.getMessage(), failure);
    }
  }
}
