package online.neuropod.workflows.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;

/**
 * Reads and writes the pod's document. A write of an older wish than the document's loses, and says
 * so.
 */
@ActivityInterface(namePrefix = "Record")
public interface PodRecordActivities {
  /**
   * The newest wish of a pod.
   *
   * @param op what is wished
   * @param seq its number
   * @param settled whether it has its outcome already
   * @param status of the pod now
   * @param first whether it is the pod's first
   * @param endsInError whether a pod that is stopped by this wish ends in {@code error}, because
   *     the cluster took it down
   * @param reason why the system wishes it
   * @param name the pod's name, for an operator
   * @param longestQueue how long it may wait for a GPU
   */
  record Wished(
      Operation op,
      long seq,
      boolean settled,
      PodStatus status,
      boolean first,
      boolean endsInError,
      Optional<StatusReason> reason,
      String name,
      Duration longestQueue) {}

  /**
   * A change of status.
   *
   * @param podId the pod
   * @param seq the wish that the writer works for
   * @param status new status
   * @param reason new reason, or none
   * @param startedAt the container's start, to be kept with it
   * @param done whether this is the wish's outcome
   */
  record StatusUpdate(
      String podId,
      long seq,
      PodStatus status,
      Optional<StatusReason> reason,
      Optional<Instant> startedAt,
      boolean done) {}

  /** Marks the newest wish as taken up by a workflow, and returns it. */
  @ActivityMethod
  Wished takeWish(String podId);

  /** Writes a status; false if a newer wish is there. */
  @ActivityMethod
  boolean writeStatus(StatusUpdate update);

  /** Writes which ports answer; false if a newer wish is there. */
  @ActivityMethod
  boolean writeServices(
      String podId, long seq, Map<Integer, ServiceStatus> services, boolean jupyterTokenKnown);
}
