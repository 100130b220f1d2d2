package online.neuropod.cluster;

import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.cluster.PodFacts;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodSpec;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;

/**
 * What NeuroPod does in the cluster for one pod. Every method is idempotent and ends within 10 s.
 *
 * <p>Methods throw {@link ClusterRefusal} for what repeating cannot heal, and fabric8's {@code
 * KubernetesClientException} for what it may.
 */
public interface PodCluster {
  /**
   * A pod to be made or found.
   *
   * @param podId its id, label of all its objects
   * @param ownerId owner; only its hash reaches the cluster
   * @param name the pod's name
   * @param spec what runs
   */
  record Target(String podId, String ownerId, String name, PodSpec spec) {
    /** As its document says. */
    public static Target of(Pod pod) {
      return new Target(pod.id(), pod.ownerId(), pod.name(), pod.spec());
    }
  }

  /** What creating the Pod came to. */
  enum Creation {
    /** It is there, for this session. */
    CREATED,
    /** A Pod of the name from another session, or one that is being deleted, is there. */
    BLOCKED,
    /** The namespace refuses Pods, since its service account is not there yet. */
    NOT_YET
  }

  /**
   * The workspace volume.
   *
   * @param ready whether a Pod that mounts it can be created: bound, or bound with its first Pod
   * @param gb its size
   * @param reason why it is not ready, when something is wrong
   */
  record Volume(boolean ready, int gb, Optional<StatusReason> reason) {}

  /**
   * Which ports answer through the edge.
   *
   * @param services by port
   * @param jupyterTokenKnown whether JupyterLab answers 200 to the token
   */
  record Probe(Map<Integer, ServiceStatus> services, boolean jupyterTokenKnown) {}

  /**
   * Namespace with Pod Security, quota, limits and network policies; and the token of this pod's
   * JupyterLab in the namespace's secret.
   */
  void prepareNamespace(Target target);

  /** The owner's volume, made or grown to what the pod asks. */
  Volume prepareVolume(Target target);

  /**
   * The Pod, with the meter's finalizer.
   *
   * @param session label, and the only session whose Pod counts as created
   * @param jupyterHook whether a start hook installs or starts JupyterLab where it is wanted
   */
  Creation createPod(Target target, long session, boolean jupyterHook);

  /** A Service for every HTTP port. */
  void createServices(Target target);

  /** A route for every HTTP port. */
  void openRoutes(Target target);

  /** Removes routes and Services of the pod. */
  void closeRoutes(Target target);

  /** The Pod as the API server knows it now; empty if there is none. */
  Optional<PodFacts> observe(Target target);

  /** Whether Jupyter's start hook failed for want of a shell. */
  boolean jupyterHookFailed(Target target);

  /**
   * Asks for the end of the Pod, whatever its session, with its UID as precondition. Absent is
   * fine.
   */
  void deletePod(Target target);

  /** Takes the meter's finalizer off a Pod that is being deleted. */
  void releasePod(Target target);

  /** Removes what else carries the pod's label, and its token; true if nothing is left. */
  boolean removeRemains(Target target);

  /** Asks each port through the edge. */
  Probe probe(Target target);

  /** The token that JupyterLab accepts, once it is known: the secret's, else the one in its log. */
  Optional<String> jupyterToken(Target target);
}
