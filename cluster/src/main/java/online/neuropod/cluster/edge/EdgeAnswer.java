package online.neuropod.cluster.edge;

/**
 * What the edge answered for a host.
 *
 * @param status HTTP status
 * @param location where it redirects to, or empty; the asked host stands as {@code {host}}
 * @param body the beginning of the body; the asked host stands as {@code {host}}
 */
record EdgeAnswer(int status, String location, String body) {
  private static final int NOT_FOUND = 404;

  /** The edge itself says that nothing stands behind the host. */
  boolean isGatewayFailure() {
    return status == 502 || status == 503 || status == 504;
  }

  boolean isNotFound() {
    return status == NOT_FOUND;
  }
}
