package online.neuropod.cluster.jupyter;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import online.neuropod.cluster.ClusterSettings.Edge;
import online.neuropod.cluster.edge.EdgeClient;
import online.neuropod.cluster.model.JupyterHook;
import online.neuropod.cluster.model.JupyterSecretFactory;
import online.neuropod.cluster.model.Labels;
import online.neuropod.cluster.model.PodIdentity;
import online.neuropod.domain.pod.Ports;

/**
 * The tokens by which JupyterLabs let people in. A token counts only when the server answers 200 to
 * it: an image may ignore the one it was given, and print another.
 */
public final class JupyterTokens {
  private static final int LOG_LINES = 500;
  private static final int LOG_BYTES = 1 << 20;
  private static final int MOST_TRIED = 5;
  private static final int TOKEN_BYTES = 24;
  private static final Pattern IN_LOG = Pattern.compile("token=([a-f0-9]+)");
  private static final SecureRandom RANDOM = new SecureRandom();

  private final KubernetesClient client;
  private final EdgeClient edge;
  private final Edge settings;

  /** Tokens of pods that are reached through {@code edge}. */
  public JupyterTokens(KubernetesClient client, EdgeClient edge, Edge settings) {
    this.client = client;
    this.edge = edge;
    this.settings = settings;
  }

  /** A new token: 48 hexadecimal digits. */
  public static String generate() {
    byte[] token = new byte[TOKEN_BYTES];
    RANDOM.nextBytes(token);
    return HexFormat.of().formatHex(token);
  }

  /** The token in the namespace's secret. */
  public Optional<String> kept(PodIdentity pod) {
    Secret secret =
        client.secrets().inNamespace(pod.namespace()).withName(JupyterSecretFactory.NAME).get();
    return Optional.ofNullable(secret).flatMap(known -> JupyterSecretFactory.token(known, pod));
  }

  /** The token that the pod's JupyterLab accepts: the kept one, else one in its log. */
  public Optional<String> accepted(PodIdentity pod) {
    return kept(pod)
        .filter(token -> accepts(pod, token))
        .or(() -> candidates(log(pod)).stream().filter(token -> accepts(pod, token)).findFirst());
  }

  private boolean accepts(PodIdentity pod, String token) {
    String host = pod.names().host(Ports.JUPYTER, settings.domain());
    // Anything may answer 200 on this port; only a Jupyter server tells of its kernels here.
    return edge.read(host, "/api/status", "token " + token)
        .filter(body -> body.contains("\"kernels\""))
        .isPresent();
  }

  /** Whether the start hook has written into the pod's log that there will be no JupyterLab. */
  public boolean hookGaveUp(PodIdentity pod) {
    return log(pod).contains(JupyterHook.GAVE_UP);
  }

  private String log(PodIdentity pod) {
    try {
      String log =
          client
              .pods()
              .inNamespace(pod.namespace())
              .withName(pod.pod())
              .inContainer(Labels.CONTAINER)
              .limitBytes(LOG_BYTES)
              .tailingLines(LOG_LINES)
              .getLog();
      return log == null ? "" : log;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST) {
        return "";
      }
      throw e;
    }
  }

  /** The tokens that {@code log} prints, newest first. */
  static List<String> candidates(String log) {
    var found = new LinkedHashSet<String>();
    IN_LOG.matcher(log).results().map(hit -> hit.group(1)).toList().reversed().forEach(found::add);
    return found.stream().limit(MOST_TRIED).toList();
  }
}
