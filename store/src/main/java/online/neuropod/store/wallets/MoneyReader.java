package online.neuropod.store.wallets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import online.neuropod.domain.money.Entry;
import online.neuropod.domain.money.Wallet;
import online.neuropod.store.wallets.WalletStore.Page;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.core.convert.ConversionException;
import org.springframework.data.convert.EntityReader;
import org.springframework.data.mapping.MappingException;
import org.springframework.data.mapping.model.MappingInstantiationException;

/**
 * Reads documents of money one by one, so that one that somebody made senseless by hand does not
 * take the others with it.
 */
final class MoneyReader {
  private static final String ID = "_id";

  private final EntityReader<Object, Bson> converter;

  MoneyReader(EntityReader<Object, Bson> converter) {
    this.converter = converter;
  }

  /**
   * A wallet as it is kept, with which can be counted.
   *
   * @throws SenselessWallet if it is none
   */
  WalletDocument wallet(Document kept) {
    return sensible(
        userId(kept),
        () -> {
          WalletDocument document = converter.read(WalletDocument.class, kept);
          // Rates and times can each make sense alone, and no number together.
          var _ = document.toWallet().exhaustedAt();
          return document;
        });
  }

  /**
   * An entry.
   *
   * @throws SenselessWallet if it is none
   */
  Entry entry(Document kept) {
    return sensible(
        String.valueOf(kept.get("userId")),
        () -> converter.read(EntryDocument.class, kept).toEntry());
  }

  /**
   * What was found, in the same order.
   *
   * @param size of a full page
   */
  Page page(List<Document> found, int size) {
    var wallets = new ArrayList<Wallet>();
    var senseless = new ArrayList<SenselessWallet>();
    for (Document kept : found) {
      try {
        wallets.add(wallet(kept).toWallet());
      } catch (SenselessWallet broken) {
        senseless.add(broken);
      }
    }
    Optional<String> next =
        found.size() < size ? Optional.empty() : Optional.of(userId(found.getLast()));
    return new Page(wallets, senseless, next);
  }

  private static String userId(Document wallet) {
    return String.valueOf(wallet.get(ID));
  }

  private static <T> T sensible(String userId, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException
        | NullPointerException
        | ClassCastException
        | ArithmeticException
        | ConversionException
        | MappingException
        | MappingInstantiationException senseless) {
      throw new SenselessWallet(userId, senseless);
    }
  }
}
