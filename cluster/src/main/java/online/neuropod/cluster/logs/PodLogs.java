package online.neuropod.cluster.logs;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.LogWatch;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.Optional;
import online.neuropod.cluster.ClusterReader.FollowedLog;
import online.neuropod.cluster.ClusterReader.LogRange;
import online.neuropod.cluster.model.Labels;
import online.neuropod.cluster.model.PodIdentity;

/** The logs of pods' containers, read through the API server. */
public final class PodLogs {
  /** A line may be long; what is beyond this is cut off. */
  private static final int MOST_BYTES = 4 << 20;

  private final KubernetesClient client;

  /** Logs of the cluster of {@code client}. */
  public PodLogs(KubernetesClient client) {
    this.client = client;
  }

  /** See {@link online.neuropod.cluster.ClusterReader#logs}. */
  public Optional<String> read(PodIdentity pod, LogRange range) {
    try {
      var container =
          client
              .pods()
              .inNamespace(pod.namespace())
              .withName(pod.pod())
              .inContainer(Labels.CONTAINER);
      TimeTailPrettyLoggable which =
          range.previous() ? container.terminated() : container.limitBytes(MOST_BYTES);
      TailPrettyLoggable when =
          range.since().<TailPrettyLoggable>map(at -> which.sinceTime(at.toString())).orElse(which);
      return Optional.ofNullable(when.tailingLines(range.tail()).getLog());
    } catch (KubernetesClientException e) {
      if (nothingToRead(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** See {@link online.neuropod.cluster.ClusterReader#followLogs}. */
  public Optional<FollowedLog> follow(PodIdentity pod, int tail) {
    // An absent Pod would be waited for until the first byte.
    if (client.pods().inNamespace(pod.namespace()).withName(pod.pod()).get() == null) {
      return Optional.empty();
    }
    LogWatch watch =
        client
            .pods()
            .inNamespace(pod.namespace())
            .withName(pod.pod())
            .inContainer(Labels.CONTAINER)
            .tailingLines(tail)
            .watchLog();
    return Optional.of(new Following(watch));
  }

  // 404: no such Pod. 400: its container has not started, or has not been restarted.
  private static boolean nothingToRead(KubernetesClientException failure) {
    return failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        || failure.getCode() == HttpURLConnection.HTTP_BAD_REQUEST;
  }

  private record Following(LogWatch watch) implements FollowedLog {
    @Override
    public InputStream stream() {
      return watch.getOutput();
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
