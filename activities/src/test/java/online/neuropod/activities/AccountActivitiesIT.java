package online.neuropod.activities;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import online.neuropod.cluster.OwnerCluster;
import online.neuropod.cluster.OwnerCluster.Workspace;
import online.neuropod.domain.money.Adjustment.Operation;
import online.neuropod.domain.money.AuditReport;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Done;
import online.neuropod.domain.user.Deletion.Identity;
import online.neuropod.domain.user.Deletion.Step;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.Stores;
import online.neuropod.store.standing.StandingOrders;
import online.neuropod.store.wallets.MoneyAudit;
import online.neuropod.store.wallets.WalletStore.Which;
import online.neuropod.workflows.contract.DeletionInput;
import online.neuropod.workflows.contract.WorkflowIds;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a person, or their volume, goes from the stores. */
class AccountActivitiesIT {
  private static final String OWNER = Parts.OWNER;
  private static final String ADDRESS = "ana.garcia@example.org";
  private static final String NAME = "Ana García";
  private static final DeletionInput DELETION =
      new DeletionInput(Parts.INSTALLATION, OWNER, "r1", "root");

  @RegisterExtension final Parts parts = new Parts();
  private final OwnerCluster cluster = mock(OwnerCluster.class);
  private final Stores stores = parts.stores();
  private final AccountActivitiesImpl activities =
      new AccountActivitiesImpl(
          stores,
          new StandingOrders(
              stores.users(),
              stores.sessions(),
              stores.credentials(),
              stores.wallets(),
              stores.pods(),
              stores.timeline(),
              parts::now),
          cluster,
          parts.workflows(),
          parts::now);

  @BeforeEach
  void aPersonWithTwoPods() {
    var user =
        new User(OWNER, ADDRESS, NAME, Role.CLIENT, false, 1, 50, Parts.T0, Optional.of("es"));
    stores.users().findOrInsert(user);
    stores.wallets().open(OWNER, false, 10_000_000, Parts.T0);
    parts.running("pod-1");
    parts.accept("pod-2");
  }

  private void request(Subject subject) {
    stores
        .deletions()
        .request(
            new Deletion(
                "r1",
                subject,
                OWNER,
                "root",
                Parts.T0,
                Optional.empty(),
                Optional.of(new Identity(ADDRESS, NAME)),
                List.of()));
  }

  private List<Step> done(Subject subject) {
    return stores.deletions().find(subject, OWNER).orElseThrow().done().stream()
        .map(Done::step)
        .toList();
  }

  private Wallet wallet() {
    return stores.wallets().find(OWNER).orElseThrow();
  }

  private void podsAreDeleted() {
    for (Pod pod : stores.pods().ofOwner(OWNER)) {
      stores
          .pods()
          .writeStatus(
              pod.id(),
              pod.wish().seq(),
              PodStatus.DELETED,
              Optional.empty(),
              Optional.empty(),
              true,
              parts.now());
    }
  }

  @Test
  void theEntryIsClosed() {
    request(Subject.ACCOUNT);

    activities.closeEntry(DELETION);
    activities.closeEntry(DELETION);

    assertThat(stores.users().find(OWNER).orElseThrow().leaving()).isTrue();
    assertThat(stores.users().find(OWNER).orElseThrow().version()).isEqualTo(2);
    assertThat(stores.users().findByEmail(ADDRESS)).isEmpty();
    assertThat(stores.sessions().list(OWNER, parts.now())).isEmpty();
    assertThat(wallet().frozen()).isTrue();
    assertThat(done(Subject.ACCOUNT)).containsExactly(Step.ENTRY);
  }

  @Test
  void everyPodIsWishedGoneOnceInTheAdministratorsName() {
    request(Subject.ACCOUNT);
    activities.closeEntry(DELETION);

    assertThat(activities.removePods(DELETION)).isEqualTo(2);
    assertThat(activities.removePods(DELETION)).isEqualTo(2);

    for (String id : List.of("pod-1", "pod-2")) {
      assertThat(parts.pod(id).status()).isEqualTo(PodStatus.DELETING);
      assertThat(parts.pod(id).wish().by()).isEqualTo("root");
      assertThat(parts.pod(id).wish().seq()).isEqualTo(2);
      assertThat(parts.runs(WorkflowIds.pod(Parts.INSTALLATION, id))).isTrue();
    }
    assertThat(done(Subject.ACCOUNT)).containsExactly(Step.ENTRY);
    podsAreDeleted();
    assertThat(activities.removePods(DELETION)).isZero();
    assertThat(done(Subject.ACCOUNT)).containsExactly(Step.ENTRY, Step.PODS);
  }

  @Test
  void theWalletIsClosedOnceEverySessionIs() {
    request(Subject.ACCOUNT);
    Instant end = Parts.T0.plus(Duration.ofHours(1));
    stores
        .wallets()
        .change(
            OWNER,
            Parts.T0,
            draft -> {
              draft.reserve("pod-1", 1, 2_000_000, 7, 500_000, Duration.ofHours(1));
              draft.started("pod-1", 1, Parts.T0, 500_000);
              return true;
            });
    assertThat(activities.closeWallet(DELETION)).isFalse();
    assertThat(wallet().balanceMicros()).isEqualTo(10_000_000);

    stores
        .wallets()
        .change(
            OWNER,
            end,
            draft -> {
              draft.close("pod-1", 1, end, Optional.empty());
              return true;
            });
    assertThat(activities.closeWallet(DELETION)).isTrue();
    assertThat(activities.closeWallet(DELETION)).isTrue();

    assertThat(wallet().balanceMicros()).isZero();
    Entry last = stores.wallets().entries(OWNER, Which.ALL, 0, 1).getFirst();
    assertThat(last.kind()).isEqualTo(Entry.Kind.ADJUSTMENT);
    assertThat(last.amountMicros()).isEqualTo(-7_500_000);
    assertThat(last.actor()).isEqualTo("root");
    activities.removePods(DELETION);
    podsAreDeleted();
    AuditReport audit = new MoneyAudit(stores.wallets(), stores.pods()).run(parts.now());
    assertThat(audit.breaches()).isEmpty();
  }

  @Test
  void anUnlimitedWalletHasNothingToTake() {
    request(Subject.ACCOUNT);
    stores
        .wallets()
        .change(
            OWNER,
            Parts.T0,
            draft -> {
              draft.makeUnlimited(true);
              return true;
            });

    assertThat(activities.closeWallet(DELETION)).isTrue();
    assertThat(stores.wallets().count(OWNER, Which.ALL)).isEqualTo(1);
  }

  @Test
  void theClusterIsAskedUntilItConfirms() {
    request(Subject.ACCOUNT);
    when(cluster.removeNamespace(OWNER)).thenReturn(false, true);

    assertThat(activities.removeNamespace(DELETION)).isFalse();
    assertThat(stores.users().find(OWNER).orElseThrow().workspaceGb()).isEqualTo(50);
    assertThat(activities.removeNamespace(DELETION)).isTrue();
    assertThat(stores.users().find(OWNER).orElseThrow().workspaceGb()).isZero();
  }

  @Test
  void afterwardsNothingInTheDatabaseSaysWhoItWas() {
    stores
        .wallets()
        .change(
            OWNER,
            Parts.T0,
            draft ->
                draft.adjust(Operation.ADD, 5, "asked by ANA GARCÍA, " + ADDRESS, "root", "topup"));
    stores.notices().publish(notice("n1", Optional.of(OWNER)));
    stores.idempotency().claim(OWNER, "key", "hash", "s", Parts.T0);
    stores.idempotency().answer(OWNER, "key", 200, "{\"email\":\"" + ADDRESS + "\"}");
    request(Subject.ACCOUNT);
    when(cluster.removeNamespace(OWNER)).thenReturn(true);

    activities.closeEntry(DELETION);
    activities.removePods(DELETION);
    assertThat(activities.erase(DELETION)).as("while pods are there").isFalse();
    podsAreDeleted();
    activities.removePods(DELETION);
    activities.closeWallet(DELETION);
    activities.removeNamespace(DELETION);
    assertThat(activities.erase(DELETION)).isTrue();
    assertThat(activities.erase(DELETION)).as("again").isTrue();

    for (String collection : parts.database().listCollectionNames()) {
      for (Document document : parts.database().getCollection(collection).find()) {
        assertThat(document.toJson())
            .as(collection)
            .doesNotContainIgnoringCase(ADDRESS)
            .doesNotContainIgnoringCase(NAME);
      }
    }
    assertThat(stores.deletions().find(Subject.ACCOUNT, OWNER).orElseThrow().isDone()).isTrue();
    assertThat(stores.wallets().count(OWNER, Which.ALL)).isEqualTo(3);
    assertThat(new MoneyAudit(stores.wallets(), stores.pods()).run(parts.now()).breaches())
        .isEmpty();
    assertThat(stores.notices().list(Optional.empty(), 0, 10))
        .extracting(Notice::kind)
        .containsExactly(Kind.USER_DELETED);
  }

  private static Notice notice(String id, Optional<String> userId) {
    return new Notice(
        id, userId, Kind.VOLUME_DELETED, Optional.empty(), Map.of("user", OWNER), Parts.T0);
  }

  @Test
  void theVolumeThatWasThereGoesAndNotTheNextOne() {
    request(Subject.VOLUME);
    when(cluster.workspace(OWNER))
        .thenReturn(Optional.of(new Workspace("uid-1", false)))
        .thenReturn(Optional.of(new Workspace("uid-1", true)))
        .thenReturn(Optional.of(new Workspace("uid-2", false)));

    assertThat(activities.removeVolume(DELETION)).isFalse();
    verify(cluster).removeWorkspace(OWNER, "uid-1");
    assertThat(stores.users().find(OWNER).orElseThrow().workspaceGb()).isZero();
    assertThat(activities.removeVolume(DELETION)).isFalse();

    stores.users().workspaceGrownTo(OWNER, 20);
    assertThat(activities.removeVolume(DELETION)).isTrue();
    verify(cluster, never()).removeWorkspace(OWNER, "uid-2");
    assertThat(stores.users().find(OWNER).orElseThrow().workspaceGb()).isEqualTo(20);
    assertThat(done(Subject.VOLUME)).containsExactly(Step.VOLUME);
    assertThat(stores.notices().count(Optional.of(OWNER))).isEqualTo(1);
    assertThat(stores.notices().count(Optional.empty())).isEqualTo(1);
  }

  @Test
  void aVolumeThatIsNotThereIsGone() {
    request(Subject.VOLUME);
    when(cluster.workspace(OWNER)).thenReturn(Optional.empty());

    assertThat(activities.removeVolume(DELETION)).isTrue();

    verify(cluster, never()).removeWorkspace(any(), any());
    assertThat(stores.users().find(OWNER).orElseThrow().workspaceGb()).isZero();
  }
}
