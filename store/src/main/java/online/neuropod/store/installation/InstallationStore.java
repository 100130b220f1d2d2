package online.neuropod.store.installation;

/**
 * What an installation makes once, at its first start, and keeps: every process of it reads the
 * same.
 */
public interface InstallationStore {
  /**
   * The identity of the installation.
   *
   * @param id prefix of workflow ids and task queues and label of cluster objects: 8 characters of
   *     {@code [a-z0-9]}
   * @param hashKey key of {@link online.neuropod.domain.pod.UserHash}: 32 random bytes, base64
   */
  record Installation(String id, String hashKey) {}

  /**
   * The identity, made now if this is the first start; of several processes at once, all get the
   * same.
   */
  Installation get();
}
