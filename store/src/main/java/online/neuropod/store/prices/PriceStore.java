package online.neuropod.store.prices;

import java.util.Optional;
import java.util.function.UnaryOperator;
import online.neuropod.domain.money.PriceList;

/** The price list. Every version is kept. */
public interface PriceStore {
  /** The list in force. */
  PriceList current();

  /** A list of the past. */
  Optional<PriceList> version(long version);

  /** Changes the list, by compare-and-set, with the next version number. */
  PriceList change(UnaryOperator<PriceList> change);

  /** Inserts the first list, if there is none. */
  void seed(PriceList first);
}
