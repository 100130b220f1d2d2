package online.neuropod.cluster.gateway;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;

/**
 * Clients of API servers. A request ends within 5 s and is not repeated by the client: who asked
 * knows better whether to repeat it. No connection is made before the first request.
 */
public final class ClusterClients {
  private static final Duration REQUEST = Duration.ofSeconds(5);
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration PING = Duration.ofSeconds(10);

  /** The first pause; the client doubles it five times, up to 6.4 s. */
  private static final Duration WATCH_RECONNECT = Duration.ofMillis(200);

  private ClusterClients() {}

  /**
   * By a kubeconfig file and its current context.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static KubernetesClient ofKubeconfig(Path file) {
    if (!Files.isReadable(file)) {
      throw new IllegalArgumentException("no kubeconfig can be read at " + file);
    }
    return of(Config.fromKubeconfig(file.toFile()));
  }

  /** By the service account of the Pod that this process runs in. */
  public static KubernetesClient inCluster() {
    return of(Config.autoConfigure(null));
  }

  /** By an address that asks for no credentials, as the simulated cluster's. */
  public static KubernetesClient ofUrl(URI masterUrl) {
    return of(new ConfigBuilder(Config.empty()).withMasterUrl(masterUrl.toString()).build());
  }

  /** By whatever {@code config} says of address and credentials; its bounds are set. */
  public static KubernetesClient of(Config config) {
    // Set in place: a copy would forget where to read a rotated token from.
    config.setRequestTimeout((int) REQUEST.toMillis());
    config.setConnectionTimeout((int) CONNECT.toMillis());
    config.setRequestRetryBackoffLimit(0);
    config.setWatchReconnectInterval((int) WATCH_RECONNECT.toMillis());
    config.setWebsocketPingInterval(PING.toMillis());
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new VirtualThreads())
        .withTaskExecutorSupplier(Executors::newVirtualThreadPerTaskExecutor)
        .build();
  }

  /** A thread of the system for each of many requests at once would cost more than the requests. */
  private static final class VirtualThreads extends OkHttpClientFactory {
    @Override
    protected Dispatcher initDispatcher() {
      var dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
      dispatcher.setMaxRequests(Integer.MAX_VALUE);
      dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
      return dispatcher;
    }
  }
}
