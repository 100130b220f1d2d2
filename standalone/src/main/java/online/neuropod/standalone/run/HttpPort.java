package online.neuropod.standalone.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import online.neuropod.standalone.Loopback;
import online.neuropod.standalone.StartFailure;

/** The port to serve on, known before anything is started: links and probes contain it. */
final class HttpPort {
  private HttpPort() {}

  /**
   * The port wanted, if it is free now, or any free one for 0.
   *
   * @throws StartFailure if it is taken
   */
  static int resolve(int wanted) {
    try (var socket = new ServerSocket()) {
      socket.bind(Loopback.port(wanted));
      return socket.getLocalPort();
    } catch (BindException taken) {
      throw new StartFailure(
          "Port " + wanted + " of " + Loopback.HOST + " is taken. Choose another: --port", taken);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
