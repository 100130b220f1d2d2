package online.neuropod.store.pods;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodRate;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.ServiceStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;

/**
 * Pods. Every write raises {@code revision} and sets {@code changedAt}. All methods block for the
 * database.
 */
public interface PodStore {
  /** What came of an insert. */
  enum Inserted {
    /** It is there now; also where the very same pod (by id) was there already. */
    DONE,
    /** The owner has a pod of this name. */
    NAME_TAKEN,
    /** The owner has as many pods as allowed. */
    QUOTA
  }

  /**
   * Inserts a new pod. Name and quota are held by unique keys, so that of two at once one is
   * refused.
   *
   * @param maxPods how many pods, of whatever status but deleted, the owner may have; empty for no
   *     limit
   */
  Inserted insert(Pod pod, Optional<Integer> maxPods);

  /** One pod, deleted ones too. */
  Optional<Pod> find(String podId);

  /** Pods of an owner that are not deleted, newest first. */
  List<Pod> ofOwner(String ownerId);

  /**
   * Pods that are not deleted, newest first.
   *
   * @param ownerIds only these owners; empty for all
   * @param statuses only these; empty for all
   * @param gpu only this price key
   */
  List<Pod> search(Set<String> ownerIds, Set<PodStatus> statuses, Optional<String> gpu);

  /** Pods that were made from a template and are not deleted, newest first. */
  List<Pod> ofTemplate(String templateId);

  /**
   * A page of the same.
   *
   * @param page from 0
   * @param size entries of a full page
   */
  Page page(
      Set<String> ownerIds, Set<PodStatus> statuses, Optional<String> gpu, int page, int size);

  /**
   * A part of a list.
   *
   * @param pods the part
   * @param total entries of the whole list
   */
  record Page(List<Pod> pods, long total) {
    public Page {
      pods = List.copyOf(pods);
    }
  }

  /**
   * Replaces the wish of a pod by the next one, with the status that goes with it.
   *
   * @param podId the pod
   * @param seen the revision-independent number of the wish that the writer saw; the new wish has
   *     {@code seen + 1}
   * @param wish the new wish
   * @param status the status from now on
   * @param rate the rate from now on; empty to keep it
   * @return the pod as written; empty if another wish was faster
   */
  Optional<Pod> wish(String podId, long seen, Wish wish, PodStatus status, Optional<PodRate> rate);

  /** Marks the newest wish as taken up and returns the pod as it is then. */
  Optional<Pod> take(String podId, Instant at);

  /**
   * Writes a status for a wish. At {@code deleted} the name and the place in the quota become free.
   *
   * @param startedAt the container's start; empty to clear it
   * @param done whether this is the outcome of the wish
   * @return false if a newer wish is there
   */
  boolean writeStatus(
      String podId,
      long seq,
      PodStatus status,
      Optional<StatusReason> reason,
      Optional<Instant> startedAt,
      boolean done,
      Instant at);

  /** Writes which ports answer; false if a newer wish is there. */
  boolean writeServices(
      String podId,
      long seq,
      Map<Integer, ServiceStatus> services,
      boolean jupyterTokenKnown,
      Instant at);

  /** Pods whose newest wish was accepted before {@code before} and has no outcome yet. */
  List<Pod> unsettled(Instant before);

  /** How many pods have this status. */
  long count(PodStatus status);

  /** Pods with this status. */
  List<Pod> withStatus(PodStatus status);

  /**
   * Pods that changed at or after {@code since}, deleted ones too, oldest change first: the feed.
   */
  List<Pod> changedSince(Instant since);
}
