package online.neuropod.api.users;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import online.neuropod.api.answer.FailureCode;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.users.AccountView.SuspensionView;
import online.neuropod.cluster.ClusterSettings;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.pod.ClusterNames;
import online.neuropod.domain.pod.Pod;
import online.neuropod.domain.pod.PodStatus;
import online.neuropod.domain.pod.UserHash;
import online.neuropod.domain.user.Account;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.users.UserStore.Search;
import online.neuropod.store.wallets.WalletStore;

/** Finds people with what they have and use. */
public class AccountQueries {
  private final UserStore users;
  private final WalletStore wallets;
  private final PodStore pods;
  private final ClusterSettings cluster;

  /** Reads these stores. */
  public AccountQueries(
      UserStore users, WalletStore wallets, PodStore pods, ClusterSettings cluster) {
    this.users = users;
    this.wallets = wallets;
    this.pods = pods;
    this.cluster = cluster;
  }

  /** People who are not being deleted. */
  List<AccountView> search(Search which, Comparator<AccountView> order) {
    return views(users.search(which)).stream().sorted(order).toList();
  }

  /**
   * A person who is not being deleted.
   *
   * @throws Refusal if there is none
   */
  Account account(String userId) {
    return users
        .account(userId)
        .filter(account -> !account.user().leaving())
        .orElseThrow(() -> Refusal.of(FailureCode.USER_NOT_FOUND));
  }

  /** The person with what they have and use. */
  AccountView view(Account account) {
    return views(List.of(account)).getFirst();
  }

  /** The name of a person's workspace volume in the cluster. */
  String workspaceName(String userId) {
    return ClusterNames.volume(UserHash.of(userId, cluster.userHashKey()));
  }

  private List<AccountView> views(List<Account> accounts) {
    Set<String> ids =
        accounts.stream().map(account -> account.user().id()).collect(Collectors.toSet());
    Map<String, Wallet> money =
        wallets.findAll(ids).stream()
            .collect(Collectors.toMap(Wallet::userId, Function.identity()));
    Map<String, Long> spent = wallets.spentBy(ids);
    Map<String, List<Pod>> owned =
        ids.isEmpty()
            ? Map.of()
            : pods.search(ids, Set.of(), Optional.empty()).stream()
                .collect(Collectors.groupingBy(Pod::ownerId));
    return accounts.stream()
        .map(
            account -> {
              String id = account.user().id();
              return view(
                  account,
                  Optional.ofNullable(money.get(id)),
                  spent.getOrDefault(id, 0L),
                  owned.getOrDefault(id, List.of()));
            })
        .toList();
  }

  private AccountView view(
      Account account, Optional<Wallet> wallet, long spentMicros, List<Pod> owned) {
    User user = account.user();
    return new AccountView(
        user.id(),
        user.email(),
        user.name(),
        user.role().wire(),
        user.suspended(),
        account
            .suspension()
            .map(why -> new SuspensionView(why.reason(), why.by(), why.at()))
            .orElse(null),
        wallet
            .filter(limited -> !limited.unlimited())
            .map(limited -> Micros.toEuros(limited.balanceMicros()))
            .orElse(null),
        Micros.toEuros(spentMicros),
        owned.size(),
        owned.stream().filter(pod -> pod.status() == PodStatus.RUNNING).count(),
        user.workspaceGb(),
        user.workspaceGb() == 0 ? null : workspaceName(user.id()),
        user.createdAt(),
        owned.stream()
            .map(Pod::lastActive)
            .max(Comparator.<Instant>naturalOrder())
            .orElse(user.createdAt()));
  }
}
