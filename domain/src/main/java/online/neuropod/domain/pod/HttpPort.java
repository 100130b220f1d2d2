package online.neuropod.domain.pod;

/**
 * A port of the container that gets a route of its own.
 *
 * @param port 1–65535
 * @param serviceName what the person reads, such as {@code Jupyter Lab}
 * @param isCustom whether the person added it, rather than the template or Jupyter
 */
public record HttpPort(int port, String serviceName, boolean isCustom) {
  public HttpPort {
    Ports.check(port);
  }
}
