package online.neuropod.domain.usage;

/** What is measured of a pod. */
public enum Stat {
  /** Percent of its limit. */
  CPU,
  /** Working set. */
  MEMORY,
  /** How busy its GPUs are. */
  GPU,
  /** What its container has written to its own disk. */
  DISK,
  /** What is received and sent. */
  NETWORK
}
