package online.neuropod.domain.pod;

/**
 * Why a pod is as it is. The API gives each a text, a hint and the effect on billing in every
 * language.
 */
public enum CauseCode {
  /** The image cannot be pulled. Details: {@code image}, {@code detail}. */
  IMAGE_PULL,
  /** The image's name is not a name. Details: {@code image}. */
  IMAGE_INVALID,
  /** The container ends with an error again and again. Details: {@code exitCode}. */
  CRASH_LOOP,
  /**
   * The image does its work and ends, with success; a pod needs a process that stays. Details:
   * {@code image}.
   */
  ENDED_BY_ITSELF,
  /** The container used more memory than its limit. Details: {@code limit}. */
  OOM_KILLED,
  /** The kubelet evicted the pod. Details: {@code detail}. */
  EVICTED,
  /** The container wrote more than its disk. Details: {@code limit}. */
  DISK_EXCEEDED,
  /** The node does not answer any more. Details: {@code node}. */
  NODE_LOST,
  /** All GPUs of the wanted kind are taken; the pod waits. Details: {@code gpu}. */
  NO_FREE_GPU,
  /** No node of the cluster has the wanted GPU. Details: {@code gpu}. */
  NO_SUCH_GPU,
  /** The node that holds the volume has no room. Details: {@code detail}. */
  VOLUME_NODE_FULL,
  /** Cpu, memory or disk do not suffice on any node. Details: {@code detail}. */
  NO_CAPACITY,
  /** Nodes refuse the pod by taints or affinity. Details: {@code detail}. */
  NODES_REFUSE,
  /** The volume is not provided. Details: {@code detail}. */
  VOLUME_PENDING,
  /** The volume cannot be mounted. Details: {@code detail}. */
  VOLUME_MOUNT,
  /** The container cannot be made or started. Details: {@code detail}. */
  CONTAINER_CREATE,
  /** A step took longer than it may. Details: {@code step}, {@code seconds}. */
  STEP_TIMEOUT,
  /** No GPU became free in the longest time that a pod may wait. Details: {@code seconds}. */
  QUEUE_TIMEOUT,
  /** The cluster's quota refuses the pod. Details: {@code detail}. */
  QUOTA,
  /** The cluster refuses the objects. Details: {@code detail}. */
  REFUSED_BY_CLUSTER,
  /**
   * The wallet cannot pay the shortest time. Details: {@code required}, {@code available} in
   * micro-euros.
   */
  INSUFFICIENT_FUNDS,
  /** The wallet is frozen. */
  WALLET_FROZEN,
  /** The money ran out, so the pod was stopped. */
  FUNDS_EXHAUSTED,
  /** Somebody removed the pod from the cluster by other means than NeuroPod. */
  REMOVED_FROM_CLUSTER,
  /** Nobody used the pod for as long as it may be idle. Details: {@code time}, ISO 8601. */
  IDLE,
  /** The pod has run for as long as it may. Details: {@code time}, ISO 8601. */
  LIFETIME_REACHED,
  /** Its owner is suspended. */
  OWNER_SUSPENDED,
  /** A fault of NeuroPod itself; an administrator can see it. Details: {@code detail}. */
  INTERNAL
}
