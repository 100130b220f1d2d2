package online.neuropod.cluster.model;

/** The labels, annotations and finalizers that NeuroPod writes. */
public final class Labels {
  /** The installation; lists and watches select by it. */
  public static final String INSTALLATION = "neuropod.online/installation";

  /** Id of the pod. */
  public static final String POD = "neuropod.online/pod";

  /** Hash of the owner; tenants' namespaces carry it, others do not. */
  public static final String OWNER = "neuropod.online/owner";

  /** Number of the session that a Pod was made for. */
  public static final String SESSION = "neuropod.online/session";

  /** Kubernetes' own label for the tool that manages an object. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Its value, and the field manager of everything applied. */
  public static final String NEUROPOD = "neuropod";

  /** Keeps a Pod until the end of its container is recorded. */
  public static final String METER_FINALIZER = "neuropod.online/meter";

  /** The only container of a Pod. */
  public static final String CONTAINER = "main";

  /** The node label with the product of its GPUs. */
  public static final String GPU_PRODUCT = "nvidia.com/gpu.product";

  /** The extended resource that counts GPUs. */
  public static final String GPU = "nvidia.com/gpu";

  private Labels() {}
}
