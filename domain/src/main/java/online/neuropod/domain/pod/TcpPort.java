package online.neuropod.domain.pod;

/**
 * A TCP port that the template names. It is listed, not exposed.
 *
 * @param port 1–65535
 * @param serviceName such as {@code SSH}
 */
public record TcpPort(int port, String serviceName) {
  public TcpPort {
    Ports.check(port);
  }
}
