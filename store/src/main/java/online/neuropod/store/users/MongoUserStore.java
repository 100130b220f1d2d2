package online.neuropod.store.users;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.Inserts;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** {@link UserStore} on MongoDB. */
public final class MongoUserStore implements UserStore {
  private final MongoOperations mongo;

  private MongoUserStore(MongoOperations mongo) {
    this.mongo = mongo;
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoUserStore open(MongoOperations mongo) {
    mongo
        .indexOps(UserDocument.class)
        .createIndex(new Index("email", Direction.ASC).unique().sparse());
    return new MongoUserStore(mongo);
  }

  @Override
  public User findOrInsert(User user) {
    UserDocument document = UserDocument.of(user);
    return Inserts.once(mongo, document)
        ? document.toUser()
        : findByEmail(user.email()).or(() -> find(user.id())).orElseThrow();
  }

  @Override
  public Optional<User> find(String userId) {
    return Optional.ofNullable(mongo.findById(userId, UserDocument.class))
        .map(UserDocument::toUser);
  }

  @Override
  public Optional<User> findByEmail(String email) {
    return users(query(where("email").is(UserDocument.email(email)))).stream().findFirst();
  }

  @Override
  public List<User> findAll(Set<String> userIds) {
    return users(query(where("id").in(userIds)));
  }

  @Override
  public List<User> searchByEmail(String part) {
    var containing = Pattern.compile(Pattern.quote(UserDocument.email(part)));
    return users(query(where("email").regex(containing)).with(Sort.by(Direction.ASC, "email")));
  }

  @Override
  public User setRole(String userId, Role role) {
    Query another = query(where("id").is(userId).and("role").ne(role.wire()));
    Update update = new Update().set("role", role.wire()).inc("version", 1L);
    var written = FindAndModifyOptions.options().returnNew(true);
    return Optional.ofNullable(mongo.findAndModify(another, update, written, UserDocument.class))
        .map(UserDocument::toUser)
        .or(() -> find(userId))
        .orElseThrow(() -> new NoSuchElementException("no user " + userId));
  }

  @Override
  public User rename(String userId, String name) {
    return update(userId, new Update().set("name", name));
  }

  @Override
  public User speak(String userId, Optional<String> language) {
    return update(
        userId,
        language
            .map(tag -> new Update().set("language", tag))
            .orElseGet(() -> new Update().unset("language")));
  }

  private User update(String userId, Update update) {
    var written = FindAndModifyOptions.options().returnNew(true);
    Query user = query(where("id").is(userId));
    return Optional.ofNullable(mongo.findAndModify(user, update, written, UserDocument.class))
        .map(UserDocument::toUser)
        .orElseThrow(() -> new NoSuchElementException("no user " + userId));
  }

  @Override
  public void workspaceGrownTo(String userId, int gb) {
    Query smaller = query(where("id").is(userId).and("workspaceGb").lt(gb));
    mongo.updateFirst(smaller, new Update().set("workspaceGb", gb), UserDocument.class);
  }

  private List<User> users(Query query) {
    return mongo.find(query, UserDocument.class).stream().map(UserDocument::toUser).toList();
  }
}
