package online.neuropod.store.prices;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import online.neuropod.domain.money.PriceList;
import online.neuropod.domain.pod.Wish;

/** The price list. Every version is kept. */
public interface PriceStore {
  /**
   * One version of the list.
   *
   * @param list with its version number
   * @param at since when it is in force; empty for the list of the beginning
   * @param by id of the person who made it, or {@code system}; empty for the list of the beginning
   */
  record Version(PriceList list, Optional<Instant> at, Optional<String> by) {}

  /** The list in force. */
  PriceList current();

  /** A list of the past. */
  Optional<PriceList> version(long version);

  /** A page of all versions, newest first. */
  List<Version> versions(int page, int size);

  /** How many versions there are. */
  long count();

  /**
   * Changes the list, by compare-and-set, with the next version number.
   *
   * @param by id of the person who does, or {@code system}
   */
  PriceList change(String by, Instant at, UnaryOperator<PriceList> change);

  /** The same by the system, now. */
  default PriceList change(UnaryOperator<PriceList> change) {
    return change(Wish.BY_SYSTEM, Instant.now(), change);
  }

  /** Inserts the first list, if there is none. */
  void seed(PriceList first);
}
