package online.neuropod.store;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoOperations;

/** Inserts that may be repeated. */
public final class Inserts {
  private Inserts() {}

  /**
   * Inserts a document unless one with the same unique key is there.
   *
   * @return whether it was inserted now
   */
  public static boolean once(MongoOperations mongo, Object document) {
    try {
      mongo.insert(document);
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }
}
