package online.neuropod.domain.cluster;

/**
 * Shortens a kubelet's message about a pull to what helps the person, without addresses of the
 * cluster or query strings.
 */
final class ImagePullMessage {
  private ImagePullMessage() {}

  static String sanitise(String message) {
    String flat = message.replaceAll("\\s+", " ").strip();
    String text =
        flat.replaceAll("(https?://[^\\s\"?]+)\\?[^\\s\"]*", "$1")
            .replaceAll("\\b\\d{1,3}(\\.\\d{1,3}){3}(:\\d+)?", "…");
    if (text.contains("not found")) {
      return "not found";
    }
    if (text.contains("unauthorized")
        || text.contains("denied")
        || text.contains("authorization failed")) {
      return "access denied";
    }
    if (text.contains("no such host")
        || text.contains("timeout")
        || text.contains("connection refused")) {
      return "registry does not answer";
    }
    return text.length() <= 200 ? text : text.substring(0, 200);
  }
}
