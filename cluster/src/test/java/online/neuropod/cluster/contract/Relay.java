package online.neuropod.cluster.contract;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port of its own in front of a server: closing it is what an outage of the server looks like.
 */
final class Relay implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  private final URL server;
  private final int port;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Socket> sockets = new ConcurrentLinkedQueue<>();
  private @Nullable ServerSocket listening;

  /** A relay to {@code server}, closed at first. */
  Relay(URL server) throws IOException {
    this.server = server;
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
    }
  }

  /** {@code config} with this relay in the place of the server. */
  Config through(Config config) {
    return new ConfigBuilder(config)
        .withMasterUrl(server.getProtocol() + "://127.0.0.1:" + port)
        .build();
  }

  /** Lets connections pass from now on. */
  void open() throws IOException {
    var socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    listening = socket;
    threads.execute(() -> accept(socket));
  }

  /** Cuts every connection, and refuses new ones. */
  void cut() throws IOException {
    if (listening != null) {
      listening.close();
    }
    for (Socket socket; (socket = sockets.poll()) != null; ) {
      socket.close();
    }
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket client = from.accept();
        Socket remote = new Socket(server.getHost(), server.getPort());
        sockets.add(client);
        sockets.add(remote);
        threads.execute(() -> copy(client, remote));
        threads.execute(() -> copy(remote, client));
      } catch (IOException e) {
        LOG.debug("one side is closed", e);
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      LOG.debug("connection is cut", e);
    }
  }

  @Override
  public void close() throws IOException {
    cut();
    threads.shutdownNow();
  }
}
