package online.neuropod.cluster.logs;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.TailPrettyLoggable;
import io.fabric8.kubernetes.client.dsl.TimeTailPrettyLoggable;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import online.neuropod.cluster.ClusterReader.FollowedLog;
import online.neuropod.cluster.ClusterReader.LogRange;
import online.neuropod.cluster.model.Labels;
import online.neuropod.cluster.model.PodIdentity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logs of pods' containers, read through the API server. */
public final class PodLogs {
  private static final Logger LOG = LoggerFactory.getLogger(PodLogs.class);
  private static final Duration HEADERS = Duration.ofSeconds(5);

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
      if (nothingToRead(e.getCode())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** See {@link online.neuropod.cluster.ClusterReader#followLogs}. */
  public Optional<FollowedLog> follow(PodIdentity pod, int tail) {
    // Not by watchLog(), which hands out the text of an error as if it were the log.
    HttpClient http = client.getHttpClient();
    HttpRequest request = http.newHttpRequestBuilder().uri(followed(pod, tail)).build();
    HttpResponse<InputStream> response = await(http.sendAsync(request, InputStream.class));
    if (response.isSuccessful()) {
      return Optional.of(new Following(response.body()));
    }
    closeQuietly(response.body());
    if (nothingToRead(response.code())) {
      return Optional.empty();
    }
    throw new KubernetesClientException("log is refused", response.code(), null);
  }

  private String followed(PodIdentity pod, int tail) {
    return "%sapi/v1/namespaces/%s/pods/%s/log?container=%s&follow=true&tailLines=%d"
        .formatted(client.getMasterUrl(), pod.namespace(), pod.pod(), Labels.CONTAINER, tail);
  }

  private static HttpResponse<InputStream> await(
      CompletableFuture<HttpResponse<InputStream>> sent) {
    try {
      return sent.get(HEADERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      sent.cancel(false);
      throw new KubernetesClientException("log cannot be followed", e);
    } catch (InterruptedException e) {
      sent.cancel(false);
      Thread.currentThread().interrupt();
      throw new KubernetesClientException("interrupted", e);
    }
  }

  // 404: no such Pod. 400: its container has not started, or has not been restarted.
  private static boolean nothingToRead(int code) {
    return code == HttpURLConnection.HTTP_NOT_FOUND || code == HttpURLConnection.HTTP_BAD_REQUEST;
  }

  // Whoever closes a log has read enough of it; that closing fails tells nobody anything.
  private static void closeQuietly(InputStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("closing a log");
    }
  }

  private record Following(InputStream stream) implements FollowedLog {
    @Override
    public void close() {
      closeQuietly(stream);
    }
  }
}
