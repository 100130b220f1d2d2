package online.neuropod.worker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Addresses at which nobody answers, in the two ways in which that happens. */
public enum DeadServers {
  /** Nobody listens. */
  REFUSING {
    @Override
    int listen(List<ServerSocket> open) throws IOException {
      return freePort();
    }
  },
  /** Connections are taken, and nothing is ever said. */
  SILENT {
    @Override
    int listen(List<ServerSocket> open) throws IOException {
      var socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
      open.add(socket);
      return socket.getLocalPort();
    }
  };

  private static final int BACKLOG = 100;

  abstract int listen(List<ServerSocket> open) throws IOException;

  /** Two of them, for as long as the answer is open. */
  Two open() throws IOException {
    var sockets = new ArrayList<ServerSocket>();
    return new Two(listen(sockets), listen(sockets), sockets);
  }

  /**
   * Two dead servers.
   *
   * @param first port on 127.0.0.1
   * @param second port on 127.0.0.1
   * @param sockets what is closed with them
   */
  record Two(int first, int second, List<ServerSocket> sockets) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  /** A port at which nobody listens at this moment. */
  public static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
