package online.neuropod.cluster.inventory;

/** Why something cannot be told. */
public enum Gap {
  /** The cluster has no metrics server. */
  NO_METRICS_SERVER,
  /** NeuroPod may not read the cluster's metrics. */
  METRICS_FORBIDDEN,
  /** The metrics server does not answer. */
  METRICS_UNAVAILABLE,
  /** It runs, and is not measured yet. */
  NOT_MEASURED_YET,
  /** What does not run uses nothing that could be measured. */
  NOT_RUNNING,
  /** The cluster does not have the Gateway API. */
  NO_GATEWAY_API
}
