package online.neuropod.api.live;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import online.neuropod.api.live.ServerFrame.Snapshot;
import online.neuropod.api.pods.PodView;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.pod.Pod;

/** What a connection wants to hear of. */
sealed interface Topic {
  /** Whether a pod is part of it. Asked anew at each change, since rights and owners change. */
  boolean covers(Viewer viewer, Pod pod, PodView view);

  /** What there is of it, as data of a frame. */
  Snapshot snapshot(List<PodView> pods);

  /**
   * The person's own pods; an administrator's are everybody's.
   *
   * @param email only of owners whose address contains this; for administrators
   */
  record Pods(Optional<String> email) implements Topic {
    @Override
    public boolean covers(Viewer viewer, Pod pod, PodView view) {
      if (!viewer.isAdmin()) {
        return pod.ownerId().equals(viewer.id());
      }
      return email.isEmpty() || (view.owner() != null && isOf(view.owner().email(), email.get()));
    }

    private static boolean isOf(String address, String part) {
      return address.contains(part.strip().toLowerCase(Locale.ROOT));
    }

    @Override
    public Snapshot snapshot(List<PodView> pods) {
      return new Snapshot("pods", null, email.orElse(null), pods);
    }
  }

  /**
   * One pod.
   *
   * @param podId the pod
   */
  record OnePod(String podId) implements Topic {
    @Override
    public boolean covers(Viewer viewer, Pod pod, PodView view) {
      return pod.id().equals(podId) && (viewer.isAdmin() || pod.ownerId().equals(viewer.id()));
    }

    @Override
    public Snapshot snapshot(List<PodView> pods) {
      return new Snapshot("pod", podId, null, pods);
    }
  }
}
