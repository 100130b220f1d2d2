package online.neuropod.cluster.metrics;

import online.neuropod.cluster.model.PodIdentity;

/**
 * Under which name a Pod stands in what nodes and Prometheus tell.
 *
 * @param namespace where it is
 * @param name within that
 */
record PodKey(String namespace, String name) {
  static PodKey of(PodIdentity pod) {
    return new PodKey(pod.namespace(), pod.pod());
  }
}
