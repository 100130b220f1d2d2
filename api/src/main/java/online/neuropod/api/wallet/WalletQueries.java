package online.neuropod.api.wallet;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import online.neuropod.api.answer.CsvTable;
import online.neuropod.api.answer.PagedAnswer;
import online.neuropod.api.answer.Paging;
import online.neuropod.api.answer.Period;
import online.neuropod.api.answer.Refusal;
import online.neuropod.api.answer.Sorting;
import online.neuropod.api.wallet.WalletView.Transaction;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Entry.Interval;
import online.neuropod.domain.money.Micros;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.pods.PodStore;
import online.neuropod.store.wallets.WalletStore;
import online.neuropod.store.wallets.WalletStore.Which;
import org.jspecify.annotations.Nullable;

/** Reads one person's money, for themselves and for administrators. */
public class WalletQueries {
  /** Entries are numbered as they are written: both are the same order. */
  private static final Set<String> ORDERS = Set.of("n", "createdAt");

  private static final Sorting NEWEST = new Sorting("n", true);

  /** As many entries are added up for one answer. */
  private static final int MAX_ENTRIES = 200_000;

  private static final List<String> TRANSACTION_COLUMNS =
      List.of(
          "n",
          "kind",
          "amount",
          "value",
          "balanceAfter",
          "subject",
          "podId",
          "podName",
          "from",
          "to",
          "ratePerHour",
          "priceVersion",
          "reason",
          "actor",
          "createdAt");
  private static final List<String> RECEIPT_COLUMNS =
      List.of(
          "n",
          "kind",
          "subject",
          "podId",
          "podName",
          "session",
          "from",
          "opened",
          "to",
          "closed",
          "seconds",
          "ratePerHour",
          "priceVersion",
          "amount",
          "value",
          "balanceAfter",
          "reason",
          "actor",
          "createdAt");

  private final WalletStore wallets;
  private final PodStore pods;
  private final InstantSource clock = InstantSource.system();

  /** Reads from these stores. */
  public WalletQueries(WalletStore wallets, PodStore pods) {
    this.wallets = wallets;
    this.pods = pods;
  }

  /** How a wallet stands now. */
  WalletView wallet(User owner) {
    Wallet wallet =
        wallets
            .find(owner.id())
            .orElseGet(() -> Wallet.empty(owner.id(), owner.role() == Role.ADMIN));
    return WalletView.of(wallet, clock.instant());
  }

  /** A page of the ledger, newest first unless asked for otherwise. */
  PagedAnswer<Transaction> transactions(
      String userId, @Nullable String podId, Period period, Paging paging, @Nullable String sort) {
    boolean newestFirst = Sorting.of(sort, NEWEST, ORDERS).descending();
    Which which = new Which(Optional.ofNullable(podId), period.from(), period.to());
    var names = new PodNames(pods);
    List<Transaction> page =
        wallets.entries(userId, which, newestFirst, paging.page(), paging.size()).stream()
            .map(entry -> Ledger.read(entry, names))
            .toList();
    return PagedAnswer.of(page, paging, wallets.count(userId, which));
  }

  /** All of the same as a table, oldest first. */
  void sendTransactions(
      String userId, @Nullable String podId, Period period, HttpServletResponse response)
      throws IOException {
    wallets.repair(userId);
    Which which = new Which(Optional.ofNullable(podId), period.from(), period.to());
    var names = new PodNames(pods);
    CsvTable.send(
        response,
        "neuropod-transactions.csv",
        TRANSACTION_COLUMNS,
        table -> wallets.read(userId, which, entry -> write(table, Ledger.read(entry, names))));
  }

  private static void write(CsvTable table, Transaction entry) {
    table.row(
        entry.n(),
        entry.kind(),
        entry.amount(),
        entry.value(),
        entry.balanceAfter(),
        entry.subject(),
        entry.podId(),
        entry.podName(),
        entry.from(),
        entry.to(),
        entry.ratePerHour(),
        entry.priceVersion(),
        entry.reason(),
        entry.actor(),
        entry.createdAt());
  }

  /** What a period cost. */
  ReceiptView receipt(String userId, @Nullable String podId, Period period) {
    Optional<String> slot = Optional.ofNullable(podId);
    Stretch stretch = Stretch.of(wallets, userId, period);
    var receipt = new Receipt(new PodNames(pods));
    stretch.read(wallets, userId, slot, receipt::add);
    return receipt.view(period, slot, stretch);
  }

  /** The same as a table of any length; without a pod, between the balances before and after. */
  void sendReceipt(
      String userId, @Nullable String podId, Period period, HttpServletResponse response)
      throws IOException {
    Optional<String> slot = Optional.ofNullable(podId);
    Stretch stretch = Stretch.of(wallets, userId, period);
    var names = new PodNames(pods);
    CsvTable.send(
        response,
        "neuropod-receipt.csv",
        RECEIPT_COLUMNS,
        table -> {
          if (slot.isEmpty()) {
            writeBalance(table, "opening", stretch.openingMicros());
          }
          stretch.read(wallets, userId, slot, entry -> write(table, entry, names));
          if (slot.isEmpty()) {
            writeBalance(table, "closing", stretch.closingMicros());
          }
        });
  }

  private static void writeBalance(CsvTable table, String kind, long micros) {
    var cells = new @Nullable Object[RECEIPT_COLUMNS.size()];
    cells[RECEIPT_COLUMNS.indexOf("kind")] = kind;
    cells[RECEIPT_COLUMNS.indexOf("balanceAfter")] = Micros.toEuros(micros);
    table.row(cells);
  }

  private static void write(CsvTable table, Entry entry, PodNames names) {
    Optional<Interval> time = entry.interval();
    boolean metered = time.isPresent();
    table.row(
        entry.n(),
        Ledger.kind(entry.kind()),
        Ledger.subject(entry.slot()),
        Ledger.podId(entry.slot()).orElse(null),
        entry.slot().flatMap(names::name).orElse(null),
        metered ? entry.session() : null,
        time.map(Interval::from).orElse(null),
        time.map(Interval::opened).map(Ledger::event).orElse(null),
        time.map(Interval::to).orElse(null),
        time.map(Interval::closed).map(Ledger::event).orElse(null),
        metered ? Receipt.seconds(Receipt.millis(entry)) : null,
        metered ? Micros.toEuros(entry.rateMicrosPerHour()) : null,
        metered ? entry.priceVersion() : null,
        Micros.toEuros(entry.amountMicros()),
        metered ? Micros.toEuros(Receipt.value(entry)) : null,
        Micros.toEuros(entry.balanceAfter()),
        entry.reason().orElse(null),
        entry.actor(),
        entry.at());
  }

  /**
   * What was used.
   *
   * @param group {@code day}, {@code pod} or {@code gpu}
   * @throws Refusal if there is no such group, or there are too many entries
   */
  UsageView usage(String userId, String group, Period period) {
    if (!List.of("day", "pod", "gpu").contains(group)) {
      throw Refusal.of(List.of(new Refusal.Fault("group", "group", Map.of())));
    }
    Stretch stretch = Stretch.of(wallets, userId, period);
    if (stretch.length() > MAX_ENTRIES) {
      throw Stretch.tooLong(MAX_ENTRIES);
    }
    var total = new UsageTally();
    var groups = new UsageTally();
    var gpus = new UsedGpus(new PodNames(pods));
    var names = new PodNames(pods);
    stretch.read(
        wallets,
        userId,
        Optional.empty(),
        entry -> {
          total.add("total", entry);
          switch (group) {
            case "day" -> groups.addByDay(entry);
            case "pod" -> entry.slot().ifPresent(slot -> groups.add(slot, entry));
            default -> entry.slot().ifPresent(slot -> groups.add(gpus.key(slot), entry));
          }
        });
    List<UsageView.Group> listed =
        switch (group) {
          case "day" -> groups.inOrder();
          case "pod" -> groups.mostFirst(slot -> names.name(slot).orElse(null));
          default -> groups.mostFirst(gpus::name);
        };
    return new UsageView(
        group, period.from().orElse(null), period.to().orElse(null), total.only("total"), listed);
  }
}
