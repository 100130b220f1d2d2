package online.neuropod.cluster.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import online.neuropod.cluster.ClusterSettings.Edge;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks hosts of the edge as a browser does: their names in URL, Host header and TLS, while the
 * connection goes to where the edge answers. Each request ends within 2 s.
 */
public final class EdgeClient implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EdgeClient.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final int BODY_BYTES = 2048;

  private final Edge edge;
  private final OkHttpClient http;

  /** A client for the hosts of {@code edge}. */
  public EdgeClient(Edge edge) {
    this.edge = edge;
    this.http =
        new OkHttpClient.Builder()
            .callTimeout(TIMEOUT)
            .connectTimeout(TIMEOUT)
            .readTimeout(TIMEOUT)
            .followRedirects(false)
            .followSslRedirects(false)
            .dns(new EdgeDns(edge))
            // Each host has connections of its own, and is asked but a few times.
            .connectionPool(new ConnectionPool(4, 10, TimeUnit.SECONDS))
            .dispatcher(new Dispatcher(Executors.newVirtualThreadPerTaskExecutor()))
            .build();
  }

  /** Whether the edge answers for {@code host}, whatever it says. */
  public boolean answers(String host) {
    return ask(host).isPresent();
  }

  /** What {@code host} answers to {@code GET /}; empty when the edge does not answer. */
  Optional<EdgeAnswer> ask(String host) {
    var request = new Request.Builder().url(edge.publicUrl(host).toString()).build();
    try (Response response = http.newCall(request).execute()) {
      return Optional.of(
          new EdgeAnswer(
              response.code(),
              anonymous(location(response), host),
              anonymous(beginning(response), host)));
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("host", host).setCause(e).log("edge does not answer");
      return Optional.empty();
    }
  }

  /**
   * The body of a 200 from {@code path} of {@code host}.
   *
   * @param authorization value of that header
   */
  public Optional<String> read(String host, String path, String authorization) {
    URI url = edge.publicUrl(host).resolve(path);
    var request =
        new Request.Builder().url(url.toString()).header("Authorization", authorization).build();
    try (Response response = http.newCall(request).execute()) {
      return response.code() == 200 ? Optional.of(beginning(response)) : Optional.empty();
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("host", host).setCause(e).log("edge does not answer");
      return Optional.empty();
    }
  }

  private static String beginning(Response response) throws IOException {
    return new String(response.body().byteStream().readNBytes(BODY_BYTES), StandardCharsets.UTF_8);
  }

  private static String location(Response response) {
    return Optional.ofNullable(response.header("Location")).orElse("");
  }

  private static String anonymous(String text, String host) {
    return text.replace(host, "{host}");
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }

  /** Leads every host of the edge's domain to the edge's own address. */
  private record EdgeDns(Edge edge) implements Dns {
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      boolean ours = host.endsWith("." + edge.domain());
      return Dns.SYSTEM.lookup(ours ? edge.url().map(URI::getHost).orElse(host) : host);
    }
  }
}
