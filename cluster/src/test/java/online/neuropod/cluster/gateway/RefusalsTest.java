package online.neuropod.cluster.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import online.neuropod.cluster.ClusterRefusal;
import online.neuropod.domain.pod.CauseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages are those of a kube-apiserver 1.35. */
class RefusalsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pods \"p\" is forbidden: error looking up service account n/default: serviceaccount"
            + " \"default\" not found",
        "pods \"p\" is forbidden: status unknown for quota: neuropod, resources: pods",
        "pods \"p\" is forbidden: unable to create new content in namespace n because it is being"
            + " terminated"
      })
  void aNamespaceThatIsNotReadyIsNoRefusal(String message) {
    KubernetesClientException failure = failure(403, "Forbidden", message);

    assertThat(Refusals.notYet(failure)).isTrue();
    assertThat(Refusals.translate(failure)).isSameAs(failure);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | exceeded quota: neuropod, requested: pods=1, used: pods=1, limited: pods=1 | QUOTA",
        "403 | violates PodSecurity \"baseline:latest\": privileged | REFUSED_BY_CLUSTER",
        "403 | User \"u\" cannot create resource \"pods\" | REFUSED_BY_CLUSTER",
        "422 | Pod \"p\" is invalid: spec.containers[0].image | REFUSED_BY_CLUSTER",
        "400 | Pod in version \"v1\" cannot be handled as a Pod | REFUSED_BY_CLUSTER",
      })
  void whatRepeatingCannotHealIsARefusal(int code, String message, CauseCode cause) {
    RuntimeException translated = Refusals.translate(failure(code, "Reason", message));

    assertThat(translated)
        .isInstanceOfSatisfying(
            ClusterRefusal.class,
            refusal -> {
              assertThat(refusal.reason().code()).isEqualTo(cause);
              assertThat(refusal.reason().details()).containsEntry("detail", message);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 401, 404, 409, 429, 500, 503, 504})
  void whatMayPassIsLeftToBeRepeated(int code) {
    KubernetesClientException failure = failure(code, "Reason", "message");

    assertThat(Refusals.translate(failure)).isSameAs(failure);
  }

  @Test
  void aConflictOfVersionsIsNotAnObjectThatIsThere() {
    var there = failure(409, "AlreadyExists", "pods \"p\" already exists");
    var conflict = failure(409, "Conflict", "the object has been modified");

    assertThat(Refusals.alreadyExists(there)).isTrue();
    assertThat(Refusals.alreadyExists(conflict)).isFalse();
  }

  @Test
  void aMissingNamespaceIsToldFromAMissingObject() {
    assertThat(Refusals.namespaceMissing(failure(404, "NotFound", "namespaces \"n\" not found")))
        .isTrue();
    assertThat(Refusals.namespaceMissing(failure(404, "NotFound", "pods \"p\" not found")))
        .isFalse();
  }

  private static KubernetesClientException failure(int code, String reason, String message) {
    return new KubernetesClientException(
        new StatusBuilder().withCode(code).withReason(reason).withMessage(message).build());
  }
}
