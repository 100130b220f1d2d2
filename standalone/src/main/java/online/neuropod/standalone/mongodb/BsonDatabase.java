package online.neuropod.standalone.mongodb;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** A database of {@link H2Database} whose documents are kept as BSON. */
final class BsonDatabase extends H2Database {
  // As H2Database names its maps: dropping and renaming go by these names.
  private static final String DOCUMENTS = "databases.";
  private static final String META = "meta.";

  private final MVStore store;

  BsonDatabase(String name, MVStore store, CursorRegistry cursors) {
    // Before super(), which opens collections.
    this.store = store;
    super(name, store, cursors);
  }

  @Override
  protected MongoCollection<Object> openOrCreateCollection(
      String collectionName, CollectionOptions options) {
    String fullName = getFullCollectionNamespace(collectionName);
    var documentMap = new MVMap.Builder<Object, Document>().valueType(new BsonDataType());
    return new H2Collection(
        this,
        collectionName,
        options,
        store.openMap(DOCUMENTS + fullName, documentMap),
        store.openMap(META + fullName),
        cursorRegistry);
  }
}
