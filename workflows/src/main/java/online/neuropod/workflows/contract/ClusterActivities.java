package online.neuropod.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.cluster.Diagnosis.Stage;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;

/**
 * What is done in the cluster. Each is short and idempotent: repeating it changes nothing. Failures
 * that repeating cannot heal have one of {@link FailureTypes}.
 */
@ActivityInterface(namePrefix = "Cluster")
public interface ClusterActivities {
  /**
   * A pod in one session.
   *
   * @param podId the pod
   * @param session number of the session
   */
  record PodSession(String podId, long session) {}

  /** What creating the Pod came to. */
  enum Creation {
    /** It is there, for this session. */
    CREATED,
    /** A Pod of this name from another session, or one that is being deleted, stands in the way. */
    BLOCKED,
    /** The namespace is too new: it refuses Pods for a moment. */
    NOT_YET
  }

  /**
   * The workspace volume.
   *
   * @param ready whether a Pod can be created that mounts it
   * @param reason why it is not
   */
  record Volume(boolean ready, Optional<StatusReason> reason) {}

  /**
   * What is seen of the Pod.
   *
   * @param stage how far it is
   * @param session of the Pod that is there; 0 when there is none
   * @param reason cause, where there is one
   * @param startedAt start of its container
   * @param endedAt real end of its container
   * @param hookFailed whether the image has no shell, so that Jupyter's start hook kills the
   *     container
   */
  record Observation(
      Stage stage,
      long session,
      Optional<StatusReason> reason,
      Optional<Instant> startedAt,
      Optional<Instant> endedAt,
      boolean hookFailed) {}

  /**
   * Which ports answer.
   *
   * @param services by port
   * @param jupyterTokenKnown whether JupyterLab accepts the token
   * @param jupyterWanted whether JupyterLab is to answer in the end
   */
  record Probe(
      Map<Integer, ServiceStatus> services, boolean jupyterTokenKnown, boolean jupyterWanted) {
    /** Whether nothing is left to wait for. */
    public boolean complete() {
      return services.values().stream().allMatch(status -> status == ServiceStatus.READY)
          && (!jupyterWanted || jupyterTokenKnown);
    }
  }

  /**
   * Where the pod will live: the owner's namespace with its policies, the secret with Jupyter's
   * token for this pod, and the owner's workspace volume, made or grown.
   */
  @ActivityMethod
  Volume prepareWorkspace(PodSession pod);

  /**
   * The Pod, and once it is there the Service of every HTTP port.
   *
   * @param jupyterHook whether a start hook may install or start JupyterLab; false where the image
   *     has no shell
   */
  @ActivityMethod
  Creation createPod(PodSession pod, boolean jupyterHook);

  /** The route of every HTTP port. */
  @ActivityMethod
  void openRoutes(PodSession pod);

  /** What is seen of the Pod now, of whatever session. */
  @ActivityMethod
  Observation observe(PodSession pod);

  /** Asks every port through the edge, and JupyterLab whether it accepts the token. */
  @ActivityMethod
  Probe probe(PodSession pod);

  /**
   * Asks the cluster to end the Pod, of whatever session, and removes its routes and Services; says
   * what is seen then.
   */
  @ActivityMethod
  Observation endPod(PodSession pod);

  /** Lets an ended Pod go: its end is recorded. */
  @ActivityMethod
  void releasePod(PodSession pod);

  /**
   * Removes what is left of the pod but the volume; true when the cluster confirms that nothing is.
   */
  @ActivityMethod
  boolean removeRemains(PodSession pod);
}
