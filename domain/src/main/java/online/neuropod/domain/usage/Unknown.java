package online.neuropod.domain.usage;

/** Why something is not known of a pod that runs. */
public enum Unknown {
  /** It will be. */
  NOT_MEASURED_YET,
  /** The cluster does not measure it, does not let NeuroPod read it, or does not answer. */
  NO_METRICS,
  /** The pod has no GPU. */
  NO_GPU
}
