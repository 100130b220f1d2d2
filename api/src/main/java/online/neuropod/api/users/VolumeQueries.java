package online.neuropod.api.users;

import java.util.List;
import java.util.Optional;
import online.neuropod.api.answer.Language;
import online.neuropod.api.answer.Texts;
import online.neuropod.api.users.VolumeView.Mount;
import online.neuropod.api.users.VolumeView.UnknownUse;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.domain.user.User;
import online.neuropod.store.deletions.DeletionStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.prices.PriceStore;

/** Tells of people's workspace volumes. */
public class VolumeQueries {
  private final PodStore pods;
  private final PriceStore prices;
  private final DeletionStore deletions;
  private final AccountQueries accounts;
  private final Texts texts;

  /** Reads these stores. */
  public VolumeQueries(
      PodStore pods,
      PriceStore prices,
      DeletionStore deletions,
      AccountQueries accounts,
      Texts texts) {
    this.pods = pods;
    this.prices = prices;
    this.deletions = deletions;
    this.accounts = accounts;
    this.texts = texts;
  }

  /** The person's workspace volume; empty before it exists. */
  Optional<VolumeView> of(Language language, User owner) {
    boolean deleting = deleting(owner.id()).isPresent();
    if (owner.workspaceGb() == 0 && !deleting) {
      return Optional.empty();
    }
    long rate =
        Math.multiplyExact(
            prices.current().volumeDiskMicrosPerGbHour(), (long) owner.workspaceGb());
    return Optional.of(
        new VolumeView(
            accounts.workspaceName(owner.id()),
            owner.workspaceGb(),
            null,
            new UnknownUse("NO_METRICS", texts.say(language, "stat.NO_VOLUME_METRICS")),
            Micros.toEuros(rate),
            using(owner.id()).stream()
                .map(pod -> new Mount(pod.id(), pod.name(), pod.status().wire()))
                .toList(),
            deleting));
  }

  /** A removal of the volume that is under way. */
  Optional<Deletion> deleting(String userId) {
    return deletions.find(Subject.VOLUME, userId).filter(deletion -> !deletion.isDone());
  }

  /** Pods that use the volume, or may do so at any moment. */
  List<Pod> using(String userId) {
    return pods.ofOwner(userId).stream().filter(VolumeQueries::uses).toList();
  }

  private static boolean uses(Pod pod) {
    return pod.status().isActive()
        || pod.status() == PodStatus.STOPPING
        || pod.status() == PodStatus.DELETING;
  }
}
