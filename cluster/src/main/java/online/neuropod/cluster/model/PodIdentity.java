package online.neuropod.cluster.model;

import java.util.Map;
import java.util.TreeMap;
import online.neuropod.domain.pod.ClusterNames;
import online.neuropod.domain.pod.UserHash;

/**
 * Under which names and labels a pod's objects stand.
 *
 * @param installationId of this NeuroPod
 * @param podId the pod
 * @param userHash stands for the owner
 * @param namespace the owner's
 * @param names of the pod's objects
 */
public record PodIdentity(
    String installationId, String podId, String userHash, String namespace, ClusterNames names) {

  /** The identity of the pod {@code name} of {@code ownerId}. */
  public static PodIdentity of(
      String installationId,
      String userHashKey,
      String namespacePrefix,
      String podId,
      String ownerId,
      String name) {
    String hash = UserHash.of(ownerId, userHashKey);
    return new PodIdentity(
        installationId,
        podId,
        hash,
        ClusterNames.namespace(namespacePrefix, hash),
        new ClusterNames(name, hash));
  }

  /** The Pod's name. */
  public String pod() {
    return names.pod();
  }

  /** The claim of the owner's volume. */
  public String volume() {
    return ClusterNames.volume(userHash);
  }

  /** Labels of what belongs to the owner, whatever pod there is. */
  public Map<String, String> ownerLabels() {
    var labels = new TreeMap<String, String>();
    labels.put(Labels.INSTALLATION, installationId);
    labels.put(Labels.OWNER, userHash);
    labels.put(Labels.MANAGED_BY, Labels.NEUROPOD);
    return labels;
  }

  /** Labels of what belongs to this pod. */
  public Map<String, String> podLabels() {
    Map<String, String> labels = ownerLabels();
    labels.put(Labels.POD, podId);
    return labels;
  }

  /** Labels of the Pod itself, made for one session. */
  public Map<String, String> sessionLabels(long session) {
    Map<String, String> labels = podLabels();
    labels.put(Labels.SESSION, Long.toString(session));
    return labels;
  }

  /** Selects everything of this pod. */
  public Map<String, String> selector() {
    return Map.of(Labels.POD, podId, Labels.INSTALLATION, installationId);
  }
}
