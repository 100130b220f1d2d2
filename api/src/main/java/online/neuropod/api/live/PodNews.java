package online.neuropod.api.live;

import online.neuropod.api.pods.PodView;
import online.neuropod.domain.pod.Pod;

/**
 * A pod that changed, as one kind of reader is shown it.
 *
 * @param pod as it was read
 * @param view of that kind of reader
 * @param json the same as text, for all of them
 */
record PodNews(Pod pod, PodView view, SharedJson json) {
  /** Whether it tells of a later state than another of the same pod, or of the same anew. */
  boolean isAtLeast(PodNews other) {
    return pod.revision() >= other.pod.revision();
  }

  PodNews newer(PodNews other) {
    return other.isAtLeast(this) ? other : this;
  }
}
