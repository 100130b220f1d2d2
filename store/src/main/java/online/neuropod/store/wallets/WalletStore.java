package online.neuropod.store.wallets;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
   * @param change the rule to apply; may run several times, so it must not do anything else
   * @param now stamps the entries
   * @return what the rule answered, with the wallet as written
   * @throws java.util.NoSuchElementException if there is no such wallet
   */
  <T> Changed<T> change(String userId, Instant now, Function<WalletDraft, T> change);

  /**
   * A change that is written.
   *
   * @param answer of the rule
   * @param wallet as it is now
   */
  record Changed<T>(T answer, Wallet wallet) {}

  /** Makes a wallet with its first balance; nothing if the person has one. */
  void open(String userId, boolean unlimited, long initialMicros, Instant now);

  /** A wallet. */
  Optional<Wallet> find(String userId);

  /** The ledger, newest first. */
  List<Entry> entries(String userId, int page, int size);

  /** How many entries the ledger has. */
  long count(String userId);

  /** Wallets that changed at or after {@code since}: for the feed. */
  List<Wallet> changedSince(Instant since);

  /** Wallets with a session that is not closed. */
  List<Wallet> withOpenSessions();
}
