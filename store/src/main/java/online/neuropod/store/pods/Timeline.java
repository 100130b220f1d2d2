package online.neuropod.store.pods;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import online.neuropod.domain.pod.StatusReason;

/** What happened to each pod, kept for ever. */
public interface Timeline {
  /**
   * One thing that happened.
   *
   * @param podId the pod
   * @param seq the wish that it belongs to
   * @param phase short stable word, such as {@code accepted}, {@code volume}, {@code image}, {@code
   *     running}
   * @param at when it began
   * @param actor user id, {@code system} or {@code billing}
   * @param reason cause, if any
   */
  record Step(
      String podId,
      long seq,
      String phase,
      Instant at,
      String actor,
      Optional<StatusReason> reason) {}

  /** Adds a step; the same pod, wish, phase and cause is added once. */
  void add(Step step);

  /**
   * Adds something that happened within a step and does not end it, such as a warning.
   *
   * @param id what makes it the same, within its pod, wish and phase: it is added once
   */
  void mark(Step step, String id);

  /** The newest steps of all pods, oldest first. */
  List<Step> latest(int most);

  /** The steps of a pod, oldest first. */
  List<Step> of(String podId);
}
