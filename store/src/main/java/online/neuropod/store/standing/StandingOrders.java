package online.neuropod.store.standing;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import online.neuropod.domain.pod.CauseCode;
import online.neuropod.domain.pod.Operation;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.StatusReason;
import online.neuropod.domain.pod.Wish;
import online.neuropod.domain.user.Account;
import online.neuropod.domain.user.Suspension;
import online.neuropod.store.credentials.CredentialStore;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.pods.Timeline;
import online.neuropod.store.pods.Timeline.Step;
import online.neuropod.store.sessions.SessionStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.SenselessWallet;
import online.neuropod.store.wallets.WalletStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows for a person's sessions, money and pods from what administrators decide about the
 * person. The person's document is the decision; everything here only brings the rest in line with
 * it, and may be repeated by whoever finds it undone. The wishes that are written are the caller's
 * to deliver.
 */
public final class StandingOrders {
  private static final Logger LOG = LoggerFactory.getLogger(StandingOrders.class);

  private final UserStore users;
  private final SessionStore sessions;
  private final CredentialStore credentials;
  private final WalletStore wallets;
  private final PodStore pods;
  private final Timeline timeline;
  private final InstantSource clock;

  /** Brings in line what is in these stores. */
  public StandingOrders(
      UserStore users,
      SessionStore sessions,
      CredentialStore credentials,
      WalletStore wallets,
      PodStore pods,
      Timeline timeline,
      InstantSource clock) {
    this.users = users;
    this.sessions = sessions;
    this.credentials = credentials;
    this.wallets = wallets;
    this.pods = pods;
    this.timeline = timeline;
    this.clock = clock;
  }

  /**
   * Signs somebody out who is suspended or leaving, freezes their wallet, and wishes that what runs
   * stops; or unfreezes the wallet. Nobody has to do it again then.
   *
   * @return the pods with new wishes
   */
  public List<Pod> carryOut(String userId) {
    var wished = new ArrayList<Pod>();
    Optional<Account> before;
    Optional<Account> account = users.account(userId);
    do {
      before = account;
      before.ifPresent(person -> wished.addAll(carryOut(person)));
      // Somebody may have decided otherwise meanwhile, and have been faster with the wallet too.
      account = users.account(userId);
    } while (!version(account).equals(version(before)));
    return List.copyOf(wished);
  }

  private static Optional<Long> version(Optional<Account> account) {
    return account.map(person -> person.user().version());
  }

  private List<Pod> carryOut(Account person) {
    String userId = person.user().id();
    boolean out = person.user().suspended() || person.user().leaving();
    if (out) {
      sessions.endAll(userId);
    }
    if (person.user().leaving()) {
      credentials.forget(userId);
    }
    freeze(userId, out);
    // After the wallet: what starts from now on is refused there, and all before is seen here.
    List<Pod> stopped =
        person.suspension().map(suspension -> stopAll(userId, suspension)).orElse(List.of());
    users.settled(userId, person.user().version());
    return stopped;
  }

  private void freeze(String userId, boolean frozen) {
    try {
      if (wallets.find(userId).isPresent()) {
        wallets.change(
            userId,
            clock.instant(),
            draft -> {
              draft.freeze(frozen);
              return true;
            });
      }
    } catch (SenselessWallet broken) {
      // Nothing starts with it, frozen or not, and what runs is to be stopped nevertheless.
      LOG.warn("userId={}: the wallet is left as it is: {}", userId, broken.reason());
    }
  }

  private List<Pod> stopAll(String userId, Suspension suspension) {
    var reason = Optional.of(StatusReason.of(CauseCode.OWNER_SUSPENDED));
    return wishEach(
        userId,
        pod -> pod.wish().op() == Operation.RUN && pod.status() != PodStatus.ERROR,
        Operation.STOP,
        suspension.by(),
        reason);
  }

  /**
   * Wishes that every pod of somebody who is leaving is deleted.
   *
   * @param by user id of the administrator
   * @return the pods with new wishes
   */
  public List<Pod> deleteAll(String userId, String by) {
    return wishEach(
        userId, pod -> pod.wish().op() != Operation.DELETE, Operation.DELETE, by, Optional.empty());
  }

  private List<Pod> wishEach(
      String userId, Predicate<Pod> whose, Operation op, String by, Optional<StatusReason> reason) {
    var wished = new ArrayList<Pod>();
    List<Pod> open = pods.ofOwner(userId).stream().filter(whose).toList();
    while (!open.isEmpty()) {
      for (Pod pod : open) {
        wish(pod, op, by, reason).ifPresent(wished::add);
      }
      // One for which somebody wished something else at the same moment is there again.
      open = pods.ofOwner(userId).stream().filter(whose).toList();
    }
    return wished;
  }

  private Optional<Pod> wish(Pod pod, Operation op, String by, Optional<StatusReason> reason) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    long seen = pod.wish().seq();
    var wish = new Wish(op, seen + 1, by, now, reason);
    Optional<Pod> written =
        pods.wish(pod.id(), seen, wish, op.statusWhenWished(), Optional.empty());
    written.ifPresent(
        one -> timeline.add(new Step(one.id(), seen + 1, op.wire(), now, by, reason)));
    return written;
  }
}
