package online.neuropod.activities;

import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.OwnerCluster;
import online.neuropod.cluster.OwnerCluster.Workspace;
import online.neuropod.domain.money.Adjustment;
import online.neuropod.domain.money.Adjustment.Operation;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Step;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.domain.user.Redaction;
import online.neuropod.store.Stores;
import online.neuropod.store.standing.StandingOrders;
import online.neuropod.workflows.contract.AccountActivities;
import online.neuropod.workflows.contract.DeletionInput;
import online.neuropod.workflows.contract.PodWorkflows;

/** {@link AccountActivities} on the stores and on the cluster. */
public final class AccountActivitiesImpl implements AccountActivities {
  /** Why the balance of somebody who was deleted is taken, in the ledger. */
  static final String REASON = "account deleted";

  private final Stores stores;
  private final StandingOrders orders;
  private final OwnerCluster cluster;
  private final PodWorkflows workflows;
  private final InstantSource clock;

  /** Works with these. */
  public AccountActivitiesImpl(
      Stores stores,
      StandingOrders orders,
      OwnerCluster cluster,
      PodWorkflows workflows,
      InstantSource clock) {
    this.stores = stores;
    this.orders = orders;
    this.cluster = cluster;
    this.workflows = workflows;
    this.clock = clock;
  }

  @Override
  public void closeEntry(DeletionInput deletion) {
    stores.users().leave(deletion.userId(), clock.instant());
    orders.carryOut(deletion.userId());
    reached(deletion, Subject.ACCOUNT, Step.ENTRY);
  }

  @Override
  public int removePods(DeletionInput deletion) {
    orders.deleteAll(deletion.userId(), deletion.by()).forEach(workflows::deliver);
    int left = stores.pods().ofOwner(deletion.userId()).size();
    if (left == 0) {
      reached(deletion, Subject.ACCOUNT, Step.PODS);
    }
    return left;
  }

  @Override
  public boolean closeWallet(DeletionInput deletion) {
    Optional<Wallet> wallet = stores.wallets().find(deletion.userId());
    if (wallet.map(Wallet::meters).map(Map::values).stream()
        .flatMap(meters -> meters.stream())
        .anyMatch(meter -> !meter.closed())) {
      // Its billing, or the reconciler, closes it.
      return false;
    }
    wallet
        .filter(some -> !some.unlimited() && some.balanceMicros() > 0)
        .ifPresent(_ -> takeBalance(deletion));
    reached(deletion, Subject.ACCOUNT, Step.WALLET);
    return true;
  }

  private void takeBalance(DeletionInput deletion) {
    String key = "deletion:" + deletion.request();
    var _ =
        stores
            .wallets()
            .changeOnce(
                deletion.userId(),
                key,
                clock.instant(),
                draft -> {
                  draft.warnBelow(Optional.empty());
                  return draft.adjust(Operation.SET, 0, REASON, deletion.by(), key)
                      instanceof Adjustment.Done;
                });
  }

  @Override
  public boolean removeNamespace(DeletionInput deletion) {
    boolean gone = cluster.removeNamespace(deletion.userId());
    if (gone) {
      stores.users().workspaceGone(deletion.userId());
      reached(deletion, Subject.ACCOUNT, Step.CLUSTER);
    }
    return gone;
  }

  @Override
  public boolean erase(DeletionInput deletion) {
    String userId = deletion.userId();
    if (!stores.pods().ofOwner(userId).isEmpty()) {
      return false;
    }
    find(deletion, Subject.ACCOUNT)
        .flatMap(Deletion::identity)
        .map(Redaction::new)
        .filter(_ -> stores.wallets().find(userId).isPresent())
        .ifPresent(redaction -> stores.wallets().reword(userId, redaction::of));
    stores.sessions().endAll(userId);
    stores.notices().forget(userId);
    stores.idempotency().forget(userId);
    tell(Kind.USER_DELETED, deletion, Optional.empty());
    // Last: with it, nobody knows any more what had to be looked for.
    reached(deletion, Subject.ACCOUNT, Step.PERSONAL_DATA);
    return true;
  }

  @Override
  public boolean removeVolume(DeletionInput deletion) {
    Optional<Workspace> there = cluster.workspace(deletion.userId());
    Optional<String> aim = aim(deletion, there);
    Optional<Workspace> left = there.filter(volume -> aim.equals(Optional.of(volume.uid())));
    left.filter(volume -> !volume.going())
        .ifPresent(volume -> cluster.removeWorkspace(deletion.userId(), volume.uid()));
    if (left.isPresent() || there.isEmpty()) {
      // Not only at the end: by then a pod may have made the next one, of another size.
      stores.users().workspaceGone(deletion.userId());
    }
    if (left.isPresent()) {
      return false;
    }
    tell(Kind.VOLUME_DELETED, deletion, Optional.empty());
    tell(Kind.VOLUME_DELETED, deletion, Optional.of(deletion.userId()));
    reached(deletion, Subject.VOLUME, Step.VOLUME);
    return true;
  }

  /** The volume that was there when it was looked for first. */
  private Optional<String> aim(DeletionInput deletion, Optional<Workspace> there) {
    return there.isPresent()
        ? stores
            .deletions()
            .aimAt(deletion.userId(), deletion.request(), there.get().uid())
            .flatMap(Deletion::volumeUid)
        : Optional.empty();
  }

  private Optional<Deletion> find(DeletionInput deletion, Subject subject) {
    return stores
        .deletions()
        .find(subject, deletion.userId())
        .filter(known -> known.request().equals(deletion.request()));
  }

  private void reached(DeletionInput deletion, Subject subject, Step step) {
    stores
        .deletions()
        .reached(subject, deletion.userId(), deletion.request(), step, clock.instant());
  }

  private void tell(Kind kind, DeletionInput deletion, Optional<String> person) {
    var details = Map.of("user", deletion.userId(), "by", deletion.by());
    String audience = person.map(_ -> ":person").orElse("");
    stores
        .notices()
        .publish(
            new Notice(
                kind + ":" + deletion.request() + audience,
                person,
                kind,
                Optional.empty(),
                details,
                clock.instant()));
  }
}
