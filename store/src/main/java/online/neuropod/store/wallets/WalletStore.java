package online.neuropod.store.wallets;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Wallet;
import online.neuropod.domain.money.WalletDraft;

/**
 * Wallets and their ledger under the one-writer rule: read, insert all pending entries (a duplicate
 * counts as success), compute, replace by compare-and-set on the version with the new entries
 * pending, insert those. A crash at any point is mended by the next writer.
 */
public interface WalletStore {
  /**
   * Changes a wallet, as often as needed until no other writer was faster.
   *
   * @param change the rule to apply to what was read just before; may run several times, so it must
   *     not do anything else, but may read
   * @param now stamps the entries
   * @return what the rule answered, with the wallet as written
   * @throws java.util.NoSuchElementException if there is no such wallet
   */
  <T> Changed<T> change(String userId, Instant now, Function<WalletDraft, T> change);

  /**
   * The same, for a change that writes an entry with a key: once for each key, however often it is
   * asked for.
   *
   * @param key of an entry that the change writes
   * @return empty if an entry with this key is there
   */
  <T> Optional<Changed<T>> changeOnce(
      String userId, String key, Instant now, Function<WalletDraft, T> change);

  /**
   * A change that is written.
   *
   * @param answer of the rule
   * @param wallet as it is now
   */
  record Changed<T>(T answer, Wallet wallet) {}

  /** Makes a wallet with its first balance; nothing if the person has one. */
  void open(String userId, boolean unlimited, long initialMicros, Instant now);

  /** Several at once; those that make no sense are left out. */
  List<Wallet> findAll(Set<String> userIds);

  /**
   * A wallet.
   *
   * @throws SenselessWallet if somebody changed it by hand to what none can be; so does all that
   *     changes it
   */
  Optional<Wallet> find(String userId);

  /**
   * Which entries of a ledger.
   *
   * @param slot about this meter alone: a pod's id or {@link Wallet#VOLUME}
   * @param from written at or after this
   * @param to written before this
   */
  record Which(Optional<String> slot, Optional<Instant> from, Optional<Instant> to) {
    /** All. */
    public static final Which ALL = new Which(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The ledger, newest first. */
  default List<Entry> entries(String userId, Which which, int page, int size) {
    return entries(userId, which, true, page, size);
  }

  /**
   * The ledger.
   *
   * @param newestFirst else oldest first
   */
  List<Entry> entries(String userId, Which which, boolean newestFirst, int page, int size);

  /** How many entries there are of these. */
  long count(String userId, Which which);

  /**
   * Passes on the ledger, oldest first, as it is stored: what a crash left out lacks. For one that
   * may be too long to be held.
   *
   * @throws SenselessWallet if an entry is none
   */
  void read(String userId, Which which, Consumer<Entry> reader);

  /**
   * Passes on a stretch of the ledger, oldest first, as it is stored.
   *
   * @param slot about this meter alone
   * @param after only entries with a greater number
   * @param upTo number of the last one
   */
  void read(String userId, Optional<String> slot, long after, long upTo, Consumer<Entry> reader);

  /** Puts entries into the ledger that a crash left out, and returns how many. */
  int repair(String userId);

  /**
   * Changes the words in which people gave their reasons. Nothing else of an entry ever changes.
   *
   * @return how many reasons are others now
   */
  int reword(String userId, UnaryOperator<String> words);

  /**
   * What was charged to each of these people, all their time, in micro-euros: less what was given
   * back. Who was never charged is missing.
   */
  Map<String, Long> spentBy(Set<String> userIds);

  /**
   * A part of the wallets.
   *
   * @param wallets in the order of their user ids
   * @param senseless those that somebody changed by hand to what no wallet can be
   * @param next the user id after which the next part begins; empty after the last
   */
  record Page(List<Wallet> wallets, List<SenselessWallet> senseless, Optional<String> next) {
    public Page {
      wallets = List.copyOf(wallets);
      senseless = List.copyOf(senseless);
    }
  }

  /**
   * Wallets in the order of their user ids.
   *
   * @param after only those with a greater user id; empty string for the first
   */
  Page page(String after, int size);

  /**
   * The same, but the user ids alone: for a reader who must not stumble over one that makes no
   * sense.
   */
  List<String> userIds(String after, int size);

  /**
   * The same of wallets with a session that is not closed, and of those that changed since.
   *
   * @param changedSince for the latter
   */
  Page pageInUse(String after, Instant changedSince, int size);

  /** Users who have entries, but no wallet. There should be none. */
  Set<String> ledgersWithoutWallet();

  /**
   * Wallets that changed at or after {@code since}, those that make sense: for the feed. {@link
   * #page} tells of the others.
   */
  List<Wallet> changedSince(Instant since);

  /** Wallets with a session that is not closed, those that make sense. */
  List<Wallet> withOpenSessions();
}
