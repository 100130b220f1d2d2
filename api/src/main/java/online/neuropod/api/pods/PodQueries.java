package online.neuropod.api.pods;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.security.Viewer;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.PodStore.Page;
import online.neuropod.store.users.UserStore;

/** Finds the pods that a person may see. */
public class PodQueries {
  private final PodStore pods;
  private final UserStore users;

  /** Reads these stores. */
  public PodQueries(PodStore pods, UserStore users) {
    this.pods = pods;
    this.users = users;
  }

  /**
   * A pod that the person may see.
   *
   * @throws Refusal if there is none; of somebody else's a client learns no more than that
   */
  public Pod visible(Viewer viewer, String podId) {
    return pods.find(podId)
        .filter(pod -> pod.status() != PodStatus.DELETED)
        .filter(pod -> viewer.isAdmin() || pod.ownerId().equals(viewer.id()))
        .orElseThrow(() -> Refusal.of(FailureCode.POD_NOT_FOUND));
  }

  /**
   * The same, and to administrators also one that is deleted.
   *
   * @throws Refusal if there is none
   */
  Pod remembered(Viewer viewer, String podId) {
    return viewer.isAdmin()
        ? pods.find(podId).orElseThrow(() -> Refusal.of(FailureCode.POD_NOT_FOUND))
        : visible(viewer, podId);
  }

  /**
   * The person's own pods; for an administrator who names an address, that person's.
   *
   * @throws Refusal if a client names an address
   */
  public List<Pod> own(Viewer viewer, Optional<String> email) {
    if (email.isEmpty()) {
      return pods.ofOwner(viewer.id());
    }
    if (!viewer.isAdmin()) {
      throw Refusal.of(FailureCode.FORBIDDEN);
    }
    return all(email, Set.of(), Optional.empty());
  }

  /** Everybody's pods, of people whose address contains a text. */
  public List<Pod> all(Optional<String> email, Set<PodStatus> statuses, Optional<String> gpu) {
    Optional<Set<String>> owners = owners(email);
    return owners.filter(Set::isEmpty).isPresent()
        ? List.of()
        : pods.search(owners.orElse(Set.of()), statuses, gpu);
  }

  /**
   * A page of {@link #own}.
   *
   * @throws Refusal if a client names an address
   */
  Page own(Viewer viewer, Optional<String> email, Paging paging) {
    if (email.isEmpty()) {
      return page(Set.of(viewer.id()), Set.of(), Optional.empty(), paging);
    }
    if (!viewer.isAdmin()) {
      throw Refusal.of(FailureCode.FORBIDDEN);
    }
    return all(email, Set.of(), Optional.empty(), paging);
  }

  /** A page of {@link #all}. */
  Page all(Optional<String> email, Set<PodStatus> statuses, Optional<String> gpu, Paging paging) {
    Optional<Set<String>> owners = owners(email);
    return owners.filter(Set::isEmpty).isPresent()
        ? new Page(List.of(), 0)
        : page(owners.orElse(Set.of()), statuses, gpu, paging);
  }

  private Page page(
      Set<String> owners, Set<PodStatus> statuses, Optional<String> gpu, Paging paging) {
    return pods.page(owners, statuses, gpu, paging.page(), paging.size());
  }

  /** Empty for all. */
  private Optional<Set<String>> owners(Optional<String> email) {
    return email.map(String::strip).filter(text -> !text.isEmpty()).map(this::ownersLike);
  }

  private Set<String> ownersLike(String part) {
    return users.searchByEmail(part).stream().map(User::id).collect(Collectors.toSet());
  }
}
