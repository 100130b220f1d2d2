package online.neuropod.store.deletions;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Step;
import online.neuropod.domain.user.Deletion.Subject;

/**
 * What administrators want gone for good: one of each subject for a person, the last. That it is
 * kept is its acceptance; workers carry it out until it is done.
 */
public interface DeletionStore {
  /**
   * Accepts a deletion, unless one of the same subject is under way, or the person is deleted
   * already.
   *
   * @return the one that counts
   */
  Deletion request(Deletion wanted);

  /** The last one of a subject for a person. */
  Optional<Deletion> find(Subject subject, String userId);

  /**
   * Notes that a step is done, or was before. Another request than the last, which a late attempt
   * may name, is left alone.
   */
  void reached(Subject subject, String userId, String request, Step step, Instant at);

  /** Notes which volume is to go, if that is not known yet. Returns what counts. */
  Optional<Deletion> aimAt(String userId, String request, String volumeUid);

  /** Those accepted before {@code before} that are not done. */
  List<Deletion> unfinished(Instant before);
}
