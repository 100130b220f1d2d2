package online.neuropod.domain.pod;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One pod as the store keeps it.
 *
 * @param id opaque
 * @param name see {@link PodName}
 * @param ownerId who owns and pays it
 * @param createdBy who created it; another than the owner when an administrator assigned it
 * @param spec what runs
 * @param rate what a second of it costs from its next start on, fixed by the price list of its last
 *     {@code run} wish
 * @param limits when it is to stop by itself
 * @param wish what is wanted
 * @param ackSeq the newest wish that a workflow took up; 0 for none
 * @param doneSeq the newest wish whose outcome is written; 0 for none
 * @param status as the owner sees it
 * @param reason why, where there is something to say
 * @param services by port: whether each HTTP port answers
 * @param jupyterTokenKnown whether a token that JupyterLab accepts was seen in the current session
 * @param startedAt the container's start in the current session
 * @param createdAt when it was accepted
 * @param lastActive when it last ran
 * @param revision raised by every write
 * @param changedAt the time of the last write
 */
public record Pod(
    String id,
    String name,
    String ownerId,
    String createdBy,
    PodSpec spec,
    PodRate rate,
    PodLimits limits,
    Wish wish,
    long ackSeq,
    long doneSeq,
    PodStatus status,
    Optional<StatusReason> reason,
    Map<Integer, ServiceStatus> services,
    boolean jupyterTokenKnown,
    Optional<Instant> startedAt,
    Instant createdAt,
    Instant lastActive,
    long revision,
    Instant changedAt) {
  public Pod {
    services = Map.copyOf(services);
  }

  /** Whether what was wished last has come to an outcome. */
  public boolean isSettled() {
    return doneSeq >= wish.seq();
  }
}
