package online.neuropod.cluster.gateway;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;
import online.neuropod.cluster.ClusterRefusal;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.StatusReason;

/**
 * What an answer of the API server means. Kubernetes tells some cases apart by their text alone;
 * the texts are those of its admission plugins, unchanged for years.
 */
final class Refusals {
  private static final int UNPROCESSABLE = 422;

  private Refusals() {}

  /** An object of that name is there already. */
  static boolean alreadyExists(KubernetesClientException failure) {
    return failure.getCode() == HttpURLConnection.HTTP_CONFLICT
        && "AlreadyExists".equals(reason(failure));
  }

  /** The object, or the namespace it would be in, is not there. */
  static boolean notFound(KubernetesClientException failure) {
    return failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
  }

  /** Somebody wrote the object, or made another of its name, since it was read. */
  static boolean conflict(KubernetesClientException failure) {
    return failure.getCode() == HttpURLConnection.HTTP_CONFLICT;
  }

  /** The namespace itself is not there. */
  static boolean namespaceMissing(KubernetesClientException failure) {
    return notFound(failure) && message(failure).startsWith("namespaces \"");
  }

  /**
   * The namespace does not take Pods at this moment: its service account is not made yet, its quota
   * is not counted yet, or it is being removed.
   */
  static boolean notYet(KubernetesClientException failure) {
    String message = message(failure);
    return failure.getCode() == HttpURLConnection.HTTP_FORBIDDEN
        && (message.contains("error looking up service account")
            || message.contains("status unknown for quota")
            || message.contains("because it is being terminated"));
  }

  /** What to throw: a refusal where repeating cannot heal, else the failure itself. */
  static RuntimeException translate(KubernetesClientException failure) {
    return cause(failure)
        .<RuntimeException>map(cause -> new ClusterRefusal(cause, failure))
        .orElse(failure);
  }

  private static Optional<StatusReason> cause(KubernetesClientException failure) {
    if (notYet(failure)) {
      return Optional.empty();
    }
    String message = message(failure);
    return switch (failure.getCode()) {
      case HttpURLConnection.HTTP_FORBIDDEN ->
          Optional.of(
              StatusReason.of(
                  message.contains("exceeded quota")
                      ? CauseCode.QUOTA
                      : CauseCode.REFUSED_BY_CLUSTER,
                  "detail",
                  message));
      case HttpURLConnection.HTTP_BAD_REQUEST, UNPROCESSABLE ->
          Optional.of(StatusReason.of(CauseCode.REFUSED_BY_CLUSTER, "detail", message));
      default -> Optional.empty();
    };
  }

  private static String message(KubernetesClientException failure) {
    Status status = failure.getStatus();
    String message = status == null ? failure.getMessage() : status.getMessage();
    return message == null ? "" : message;
  }

  private static String reason(KubernetesClientException failure) {
    Status status = failure.getStatus();
    return status == null || status.getReason() == null ? "" : status.getReason();
  }
}
