package online.neuropod.store.credentials;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.Optional;
import online.neuropod.store.Inserts;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;

/** {@link CredentialStore} on MongoDB. */
public final class MongoCredentialStore implements CredentialStore {
  private final MongoOperations mongo;

  private MongoCredentialStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoCredentialStore open(MongoOperations mongo) {
    mongo.indexOps(PasswordDocument.class).createIndex(new Index("userId", Direction.ASC));
    mongo.indexOps(GoogleDocument.class).createIndex(new Index("userId", Direction.ASC));
    return new MongoCredentialStore(mongo);
  }

  @Override
  public Optional<Password> password(String email) {
    return Optional.ofNullable(mongo.findById(email, PasswordDocument.class))
        .map(PasswordDocument::toPassword);
  }

  @Override
  public boolean add(Password password) {
    return Inserts.once(mongo, PasswordDocument.of(password));
  }

  @Override
  public boolean replace(Password read, Password by) {
    return mongo.replace(unchanged(read), PasswordDocument.of(by)).getMatchedCount() == 1;
  }

  @Override
  public void set(Password password) {
    mongo.save(PasswordDocument.of(password));
  }

  @Override
  public boolean remove(Password read) {
    return mongo.remove(unchanged(read), PasswordDocument.class).getDeletedCount() == 1;
  }

  private static Query unchanged(Password read) {
    return query(where("id").is(read.email()).and("hash").is(read.hash()));
  }

  @Override
  public Optional<String> googleUser(String subject) {
    return Optional.ofNullable(mongo.findById(subject, GoogleDocument.class))
        .map(GoogleDocument::userId);
  }

  @Override
  public Optional<String> googleSubject(String userId) {
    return Optional.ofNullable(mongo.findOne(of(userId), GoogleDocument.class))
        .map(GoogleDocument::id);
  }

  @Override
  public boolean addGoogle(String subject, String userId, Instant at) {
    return Inserts.once(mongo, new GoogleDocument(subject, userId, at));
  }

  @Override
  public void removeGoogle(String subject, String userId) {
    Query link = query(where("id").is(subject).and("userId").is(userId));
    mongo.remove(link, GoogleDocument.class);
  }

  @Override
  public void forget(String userId) {
    mongo.remove(of(userId), PasswordDocument.class);
    mongo.remove(of(userId), GoogleDocument.class);
  }

  private static Query of(String userId) {
    return query(where("userId").is(userId));
  }
}
