package online.neuropod.domain.cluster;

import java.util.Locale;

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
    String said = text.toLowerCase(Locale.ROOT);
    if (said.contains("not found")) {
      return "not found";
    }
    // Docker Hub does not tell whether an image is private or missing.
    if (said.contains("does not exist or may require authorization")) {
      return "not found, or access denied";
    }
    if (said.contains("unauthorized")
        || said.contains("denied")
        || said.contains("authorization failed")) {
      return "access denied";
    }
    if (said.contains("no such host")
        || said.contains("timeout")
        || said.contains("deadline exceeded")
        || said.contains("connection refused")) {
      return "registry does not answer";
    }
    return text.substring(0, Math.min(text.length(), 200));
  }
}
