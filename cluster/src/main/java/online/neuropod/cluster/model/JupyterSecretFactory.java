package online.neuropod.cluster.model;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The secret with the token of every JupyterLab in a namespace, a key for each pod. */
public final class JupyterSecretFactory {
  /** The secret's name, the same everywhere, so that RBAC can name it. */
  public static final String NAME = "neuropod-jupyter";

  private JupyterSecretFactory() {}

  /** The secret without any key. */
  public static Secret empty(PodIdentity pod) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(pod.namespace())
        .withLabels(pod.ownerLabels())
        .endMetadata()
        .withType("Opaque")
        .build();
  }

  /** Only the key of this pod: each pod's key has a field manager of its own. */
  public static Secret key(PodIdentity pod, String token) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(pod.namespace())
        .endMetadata()
        .addToData(
            pod.podId(), Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)))
        .build();
  }

  /** The field manager of this pod's key. */
  public static String fieldManager(PodIdentity pod) {
    return Labels.NEUROPOD + "-" + pod.podId();
  }

  /** The token of this pod in {@code secret}, if it has one. */
  public static Optional<String> token(Secret secret, PodIdentity pod) {
    return Optional.ofNullable(secret.getData())
        .map(data -> data.get(pod.podId()))
        .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8));
  }
}
