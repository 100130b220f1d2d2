package online.neuropod.api.pods;

import java.net.URI;
import java.util.function.Supplier;
import online.neuropod.api.settings.ApiSettings;
import online.neuropod.domain.pod.ClusterNames;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.UserHash;
import online.neuropod.store.installation.InstallationStore.Installation;

/** Where a pod's ports answer. */
public class PodLinks {
  private final ApiSettings settings;
  private final Supplier<Installation> installation;

  /**
   * Links by these settings.
   *
   * @param installation knows the key of the user hashes
   */
  public PodLinks(ApiSettings settings, Supplier<Installation> installation) {
    this.settings = settings;
    this.installation = installation;
  }

  /** {@code https://mi-pod-abcdefghij-8888.example.com}, with the edge's port where it has one. */
  String http(Pod pod, int port) {
    int edgePort = settings.edge().url().map(URI::getPort).orElse(-1);
    int usual = settings.edge().urlScheme().equals("https") ? 443 : 80;
    String suffix = edgePort < 0 || edgePort == usual ? "" : ":" + edgePort;
    return settings.edge().urlScheme() + "://" + host(pod, port) + suffix;
  }

  /** {@code tcp://mi-pod-abcdefghij-22.example.com:22}. */
  String tcp(Pod pod, int port) {
    return "tcp://" + host(pod, port) + ":" + port;
  }

  private String host(Pod pod, int port) {
    String hash = UserHash.of(pod.ownerId(), installation.get().hashKey());
    return new ClusterNames(pod.name(), hash).host(port, settings.domain());
  }
}
