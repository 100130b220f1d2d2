package online.neuropod.store.installation;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Collectors;
import online.neuropod.store.Inserts;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.mapping.Document;

/** {@link InstallationStore} on MongoDB: the one document of its collection. */
public final class MongoInstallationStore implements InstallationStore {
  private static final String ONLY = "installation";
  private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int ID_LENGTH = 8;
  private static final int KEY_BYTES = 32;

  /** {@link Installation} as it is kept. */
  @Document("installation")
  record InstallationDocument(String id, String installationId, String hashKey) {}

  private final MongoOperations mongo;
  private final SecureRandom random = new SecureRandom();

  /** Opens the store; it needs no index. */
  public MongoInstallationStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  @Override
  public Installation get() {
    return find()
        .or(
            () -> {
              Inserts.once(mongo, fresh());
              return find();
            })
        .orElseThrow();
  }

  private Optional<Installation> find() {
    return Optional.ofNullable(mongo.findById(ONLY, InstallationDocument.class))
        .map(document -> new Installation(document.installationId(), document.hashKey()));
  }

  private InstallationDocument fresh() {
    String id =
        random
            .ints(ID_LENGTH, 0, ALPHABET.length())
            .mapToObj(index -> ALPHABET.substring(index, index + 1))
            .collect(Collectors.joining());
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    return new InstallationDocument(ONLY, id, Base64.getEncoder().encodeToString(key));
  }
}
