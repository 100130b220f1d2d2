package online.neuropod.api.wallet;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import online.neuropod.api.answer.Period;
import online.neuropod.api.wallet.UsageView.Group;
import online.neuropod.api.wallet.UsageView.Platform;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Kind;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.users.UserStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.store.wallets.WalletStore.Page;

/** Adds up everybody's money over a period. */
public class PlatformUsage {
  private static final int PAGE = 200;

  /** As many entries are added up for one answer. */
  private static final int MAX_ENTRIES = 500_000;

  private final WalletStore wallets;
  private final PodStore pods;
  private final UserStore users;

  /** Reads from these stores. */
  public PlatformUsage(WalletStore wallets, PodStore pods, UserStore users) {
    this.wallets = wallets;
    this.pods = pods;
    this.users = users;
  }

  /** Sums of one answer. */
  private final class Round {
    private final UsedGpus gpus = new UsedGpus(new PodNames(pods));
    private final UsageTally total = new UsageTally();
    private final UsageTally perDay = new UsageTally();
    private final UsageTally perUser = new UsageTally();
    private final UsageTally perGpu = new UsageTally();
    private final Set<String> people = new HashSet<>();
    private long granted;
    private long toppedUp;
    private long adjusted;
    private long entries;

    void add(String userId, Entry entry) {
      granted += amountOf(entry, Kind.INITIAL);
      toppedUp += amountOf(entry, Kind.TOP_UP);
      adjusted += amountOf(entry, Kind.ADJUSTMENT);
      total.add("total", entry);
      perDay.addByDay(entry);
      perUser.add(userId, entry);
      entry.slot().ifPresent(slot -> perGpu.add(gpus.key(slot), entry));
      people.add(userId);
    }

    private static long amountOf(Entry entry, Kind kind) {
      return entry.kind() == kind ? entry.amountMicros() : 0;
    }

    Platform view(Period period) {
      Map<String, String> emails = emails();
      List<Group> byUser = perUser.mostFirst(emails::get);
      return new Platform(
          period.from().orElseThrow(),
          period.to().orElseThrow(),
          total.only("total"),
          Micros.toEuros(granted),
          Micros.toEuros(toppedUp),
          Micros.toEuros(adjusted),
          perDay.inOrder(),
          byUser,
          perGpu.mostFirst(gpus::name));
    }

    private Map<String, String> emails() {
      return users.findAll(people).stream()
          .filter(person -> !person.leaving())
          .collect(Collectors.toMap(User::id, User::email));
    }
  }

  /**
   * All that was written in a period. Reads wallet by wallet those that changed since it began. A
   * wallet that makes no sense is left out; the audit tells of it.
   *
   * @throws online.neuropod.api.answer.Refusal if there are too many entries
   */
  public Platform over(Period period) {
    var round = new Round();
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      Page page = wallets.pageInUse(after.get(), period.from().orElseThrow(), PAGE);
      page.wallets().forEach(wallet -> add(wallet.userId(), period, round));
      after = page.next();
    }
    return round.view(period);
  }

  private void add(String userId, Period period, Round round) {
    Stretch stretch = Stretch.of(wallets, userId, period);
    round.entries += stretch.length();
    if (round.entries > MAX_ENTRIES) {
      throw Stretch.tooLong(MAX_ENTRIES);
    }
    stretch.read(wallets, userId, Optional.empty(), entry -> round.add(userId, entry));
  }
}
