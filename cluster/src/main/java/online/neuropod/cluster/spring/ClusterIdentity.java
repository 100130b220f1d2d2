package online.neuropod.cluster.spring;

/**
 * Which installation this is; made once and kept in the store.
 *
 * @param installationId label of every object
 * @param userHashKey base64 key of {@link online.neuropod.domain.pod.UserHash}
 */
public record ClusterIdentity(String installationId, String userHashKey) {}
