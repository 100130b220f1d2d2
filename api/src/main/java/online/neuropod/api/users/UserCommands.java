package online.neuropod.api.users;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import online.neuropod.api.answer.ETags;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.pods.Delivery;
import online.neuropod.api.pods.FeedSignal;
import online.neuropod.api.security.Accounts;
import online.neuropod.api.security.Viewer;
import online.neuropod.api.wallet.BalanceCommands;
import online.neuropod.domain.notice.Notice;
import online.neuropod.domain.notice.Notice.Kind;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.user.Account;
import online.neuropod.domain.user.Administration;
import online.neuropod.domain.user.Administration.Objection;
import online.neuropod.domain.user.Deletion;
import online.neuropod.domain.user.Deletion.Identity;
import online.neuropod.domain.user.Deletion.Subject;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.Suspension;
import online.neuropod.domain.user.User;
import online.neuropod.store.deletions.DeletionStore;
import online.neuropod.store.notices.NoticeStore;
import online.neuropod.store.standing.StandingOrders;
import online.neuropod.store.users.UserStore;
import online.neuropod.workflows.contract.AccountWorkflows;
import org.jspecify.annotations.Nullable;

/**
 * What administrators do with people. The person's document, or that of the deletion, is the
 * acceptance; what follows from it is done at once where it can be, and by the workers where it was
 * lost.
 */
public class UserCommands {
  /** A change that lost so many races is refused: somebody else is faster every time. */
  private static final int MAX_TRIES = 5;

  private final UserStore users;
  private final DeletionStore deletions;
  private final StandingOrders orders;
  private final NoticeStore notices;
  private final AccountQueries queries;
  private final VolumeQueries volumes;
  private final BalanceCommands balances;
  private final Accounts accounts;
  private final AccountWorkflows workflows;
  private final Delivery delivery;
  private final FeedSignal feed;
  private final InstantSource clock = InstantSource.system();

  UserCommands(
      UserStore users,
      DeletionStore deletions,
      StandingOrders orders,
      NoticeStore notices,
      AccountQueries queries,
      VolumeQueries volumes,
      BalanceCommands balances,
      Accounts accounts,
      AccountWorkflows workflows,
      Delivery delivery,
      FeedSignal feed) {
    this.users = users;
    this.deletions = deletions;
    this.orders = orders;
    this.notices = notices;
    this.queries = queries;
    this.volumes = volumes;
    this.balances = balances;
    this.accounts = accounts;
    this.workflows = workflows;
    this.delivery = delivery;
    this.feed = feed;
  }

  /** Suspends somebody, which stops what runs, or ends that, which starts nothing. */
  Account suspend(Viewer admin, SuspensionRequest request, @Nullable String ifMatch) {
    SuspensionRequest.Checked wanted = request.check();
    Instant now = now();
    Optional<Suspension> suspension =
        Optional.of(new Suspension(wanted.reason(), admin.id(), now))
            .filter(_ -> wanted.suspended());
    Supplier<Account> write =
        () ->
            change(
                admin,
                wanted.userId(),
                ifMatch,
                wanted.suspended(),
                seen -> users.suspend(wanted.userId(), seen.version(), suspension, now));
    Account written = wanted.suspended() ? users.inTurn(write) : write.get();
    orders.carryOut(wanted.userId()).forEach(delivery::deliver);
    told(
        wanted.suspended() ? Kind.USER_SUSPENDED : Kind.USER_RESTORED,
        written.user().id() + ":" + written.user().version(),
        admin,
        written.user().id());
    return written;
  }

  /** Makes somebody an administrator, or a client. */
  Account changeRole(Viewer admin, String userId, RoleChange request, @Nullable String ifMatch) {
    ETags.requireGiven(ifMatch);
    Role role = request.check();
    Supplier<Account> write =
        () ->
            change(
                admin,
                userId,
                ifMatch,
                role != Role.ADMIN,
                seen -> users.changeRole(userId, seen.version(), role));
    Account written = role == Role.ADMIN ? write.get() : users.inTurn(write);
    accounts.forget(userId);
    balances.suitRole(written.user());
    return written;
  }

  /** Changes somebody's rights, as often as needed until nobody was faster. */
  private Account change(
      Viewer admin,
      String userId,
      @Nullable String ifMatch,
      boolean takes,
      Function<User, Optional<Account>> write) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      User seen = queries.account(userId).user();
      requireMatchIfGiven(ifMatch, seen);
      objection(admin, seen, takes).ifPresent(UserCommands::refuse);
      Optional<Account> written = write.apply(seen);
      if (written.isPresent()) {
        return written.get();
      }
    }
    throw Refusal.of(FailureCode.CONFLICT);
  }

  private Optional<Objection> objection(Viewer admin, User whom, boolean takes) {
    User actor = users.find(admin.id()).orElseThrow(() -> Refusal.of(FailureCode.FORBIDDEN));
    return takes
        ? Administration.toTakeRights(actor, whom, users.actingAdministrators())
        : Administration.toGiveRights(actor, whom);
  }

  private static void refuse(Objection objection) {
    throw Refusal.of(
        switch (objection) {
          case SELF -> FailureCode.OWN_ACCOUNT;
          case LAST_ADMINISTRATOR -> FailureCode.LAST_ADMINISTRATOR;
          case NOT_ADMINISTRATOR -> FailureCode.FORBIDDEN;
          case LEAVING -> FailureCode.USER_DELETING;
        });
  }

  private static void requireMatchIfGiven(@Nullable String ifMatch, User seen) {
    if (ifMatch != null) {
      ETags.requireMatch(ifMatch, seen.version());
    }
  }

  /** Has somebody deleted for good. One who is, or was, is not deleted again. */
  Deletion delete(Viewer admin, String userId, @Nullable String ifMatch) {
    Deletion deletion =
        deletions
            .find(Subject.ACCOUNT, userId)
            .orElseGet(() -> users.inTurn(() -> accept(admin, userId, ifMatch)));
    users.leave(userId, deletion.at());
    orders.carryOut(userId);
    accounts.forget(userId);
    start(deletion);
    return deletion;
  }

  private Deletion accept(Viewer admin, String userId, @Nullable String ifMatch) {
    User seen = queries.account(userId).user();
    requireMatchIfGiven(ifMatch, seen);
    objection(admin, seen, true).ifPresent(UserCommands::refuse);
    Deletion accepted =
        deletions.request(
            deletion(
                admin,
                Subject.ACCOUNT,
                userId,
                Optional.of(new Identity(seen.email(), seen.name()))));
    // Within the turn: whoever counts the administrators next does not count this one.
    users.leave(userId, accepted.at());
    return accepted;
  }

  /** Has somebody's workspace volume deleted for good. */
  Deletion deleteVolume(Viewer admin, String userId, VolumeView.Confirmation confirmation) {
    User owner = queries.account(userId).user();
    Optional<Deletion> underWay = volumes.deleting(userId);
    if (underWay.isEmpty() && owner.workspaceGb() == 0) {
      throw Refusal.of(FailureCode.VOLUME_NOT_FOUND);
    }
    requireName(userId, confirmation);
    Deletion deletion =
        underWay.orElseGet(
            () -> {
              requireUnused(userId);
              return deletions.request(deletion(admin, Subject.VOLUME, userId, Optional.empty()));
            });
    start(deletion);
    return deletion;
  }

  private void requireName(String userId, VolumeView.Confirmation confirmation) {
    String name = confirmation.name() == null ? "" : confirmation.name().strip();
    if (!name.equals(queries.workspaceName(userId))) {
      String text = name.isEmpty() ? "required" : "volumeName";
      throw Refusal.of(List.of(new Refusal.Fault("name", text, Map.of())));
    }
  }

  private void requireUnused(String userId) {
    List<Pod> using = volumes.using(userId);
    if (!using.isEmpty()) {
      String names = using.stream().map(Pod::name).collect(Collectors.joining(", "));
      throw Refusal.of(FailureCode.VOLUME_IN_USE, Map.of("pods", names));
    }
  }

  private Deletion deletion(
      Viewer admin, Subject subject, String userId, Optional<Identity> identity) {
    return new Deletion(
        UUID.randomUUID().toString(),
        subject,
        userId,
        admin.id(),
        now(),
        Optional.empty(),
        identity,
        List.of());
  }

  private void start(Deletion deletion) {
    if (!deletion.isDone()) {
      delivery.soon("userId=" + deletion.userId(), () -> workflows.ensure(deletion));
    }
    feed.wake();
  }

  private void told(Kind kind, String what, Viewer admin, String userId) {
    accounts.forget(userId);
    notices.publish(
        new Notice(
            kind + ":" + what,
            Optional.empty(),
            kind,
            Optional.empty(),
            Map.of("user", userId, "by", admin.id()),
            now()));
    feed.wake();
  }

  /** As the store keeps it: in milliseconds. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
