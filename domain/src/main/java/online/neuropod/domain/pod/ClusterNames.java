package online.neuropod.domain.pod;

/**
 * The names of a pod's objects and hosts. Each is an RFC 1123 label of at most 63 characters.
 *
 * @param podName a valid {@link PodName}
 * @param userHash see {@link UserHash}
 */
public record ClusterNames(String podName, String userHash) {
  public ClusterNames {
    if (!PodName.isValid(podName)) {
      throw new IllegalArgumentException("not a pod name: " + podName);
    }
  }

  /** {@code {name}-{userHash}}: the Pod. */
  public String pod() {
    return podName + "-" + userHash;
  }

  /** {@code {name}-{userHash}-{port}}: the Service, Ingress and HTTPRoute of a port. */
  public String port(int port) {
    return pod() + "-" + port;
  }

  /** The host of a port below {@code domain}. */
  public String host(int port, String domain) {
    return port(port) + "." + domain;
  }

  /** The user's namespace: {@code {prefix}-{userHash}}. */
  public static String namespace(String prefix, String userHash) {
    return prefix + "-" + userHash;
  }

  /** The user's volume claim: {@code workspace-{userHash}}. */
  public static String volume(String userHash) {
    return "workspace-" + userHash;
  }
}
