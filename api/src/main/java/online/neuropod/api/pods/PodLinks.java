package online.neuropod.api.pods;

import online.neuropod.cluster.ClusterSettings;
import online.neuropod.domain.pod.ClusterNames;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.UserHash;

/** Where a pod's ports answer. */
public class PodLinks {
  private final ClusterSettings settings;

  /** Links by these settings. */
  public PodLinks(ClusterSettings settings) {
    this.settings = settings;
  }

  /** {@code https://mi-pod-abcdefghij-8888.example.com}, with the edge's port where it has one. */
  String http(Pod pod, int port) {
    String url = settings.edge().publicUrl(names(pod), port).toString();
    // As the documents spell it: people copy it, and add paths to it.
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }

  /** {@code tcp://mi-pod-abcdefghij-22.example.com:22}. */
  String tcp(Pod pod, int port) {
    return "tcp://" + names(pod).host(port, settings.edge().domain()) + ":" + port;
  }

  private ClusterNames names(Pod pod) {
    return new ClusterNames(pod.name(), UserHash.of(pod.ownerId(), settings.userHashKey()));
  }
}
