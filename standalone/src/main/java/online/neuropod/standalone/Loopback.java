package online.neuropod.standalone;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The address everything here is bound to, so that nothing is reachable from another machine. */
public final class Loopback {
  /** As written in addresses and connection strings; IPv4 even where the JVM prefers IPv6. */
  public static final String HOST = "127.0.0.1";

  private Loopback() {}

  /** A port of this machine's loopback interface; 0 for any free one. */
  public static InetSocketAddress port(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
  }
}
