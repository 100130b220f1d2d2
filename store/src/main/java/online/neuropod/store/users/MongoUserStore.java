package online.neuropod.store.users;

import static org.springframework.data.mongodb.core.query.Criteria.where;
import static org.springframework.data.mongodb.core.query.Query.query;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import online.neuropod.domain.user.Account;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.Suspension;
import online.neuropod.domain.user.User;
import online.neuropod.store.Inserts;
import online.neuropod.store.users.UserDocument.SuspensionDocument;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** {@link UserStore} on MongoDB. */
public final class MongoUserStore implements UserStore {
  private final MongoOperations mongo;
  private final Turn turn;

  private MongoUserStore(MongoOperations mongo) {
    this.mongo = mongo;
    this.turn = new Turn(mongo, "administrators");
  }

  /** Opens the store and makes its indexes where they are missing. */
  public static MongoUserStore open(MongoOperations mongo) {
    var indexes = mongo.indexOps(UserDocument.class);
    indexes.createIndex(new Index("email", Direction.ASC).unique().sparse());
    indexes.createIndex(new Index("unsettledSince", Direction.ASC).sparse());
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
    if (part.indexOf('\0') >= 0) {
      // No address has it, and no pattern of MongoDB can.
      return List.of();
    }
    var containing = Pattern.compile(Pattern.quote(UserDocument.email(part)));
    return users(query(where("email").regex(containing)).with(Sort.by(Direction.ASC, "email")));
  }

  @Override
  public long count(Role role) {
    return mongo.count(query(where("role").is(role.wire())), UserDocument.class);
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

  @Override
  public void workspaceGone(String userId) {
    mongo.updateFirst(byId(userId), new Update().set("workspaceGb", 0), UserDocument.class);
  }

  @Override
  public List<Account> search(Search which) {
    Criteria criteria = where("leavingSince").exists(false);
    which.role().ifPresent(role -> criteria.and("role").is(role.wire()));
    which.suspended().ifPresent(suspended -> criteria.and("suspended").is(suspended));
    which
        .text()
        .map(text -> Pattern.compile(Pattern.quote(text.strip()), Pattern.CASE_INSENSITIVE))
        .ifPresent(
            part -> criteria.orOperator(where("email").regex(part), where("name").regex(part)));
    return accounts(query(criteria).with(Sort.by(Direction.ASC, "email")));
  }

  @Override
  public Optional<Account> account(String userId) {
    return Optional.ofNullable(mongo.findById(userId, UserDocument.class))
        .map(UserDocument::toAccount);
  }

  @Override
  public Optional<Account> suspend(
      String userId, long seen, Optional<Suspension> suspension, Instant at) {
    Update update =
        new Update()
            .set("suspended", suspension.isPresent())
            .set("unsettledSince", at)
            .inc("version", 1L);
    suspension
        .map(SuspensionDocument::of)
        .ifPresentOrElse(why -> update.set("suspension", why), () -> update.unset("suspension"));
    return modify(staying(userId, seen), update);
  }

  @Override
  public Optional<Account> changeRole(String userId, long seen, Role role) {
    return modify(staying(userId, seen), new Update().set("role", role.wire()).inc("version", 1L));
  }

  @Override
  public void leave(String userId, Instant at) {
    Query staying = query(where("id").is(userId).and("leavingSince").exists(false));
    Update update =
        new Update()
            .unset("email")
            .unset("name")
            .unset("language")
            .unset("suspension")
            .set("leavingSince", at)
            .inc("version", 1L);
    mongo.updateFirst(staying, update, UserDocument.class);
  }

  @Override
  public void settled(String userId, long version) {
    Query unchanged = query(where("id").is(userId).and("version").is(version));
    mongo.updateFirst(unchanged, new Update().unset("unsettledSince"), UserDocument.class);
  }

  @Override
  public List<Account> unsettled(Instant before) {
    return accounts(query(where("unsettledSince").lt(before)));
  }

  @Override
  public long actingAdministrators() {
    Criteria acting =
        where("role")
            .is(Role.ADMIN.wire())
            .and("suspended")
            .is(false)
            .and("leavingSince")
            .exists(false);
    return mongo.count(query(acting), UserDocument.class);
  }

  @Override
  public <T> T inTurn(Supplier<T> work) {
    return turn.take(work);
  }

  private Optional<Account> modify(Query query, Update update) {
    var written = FindAndModifyOptions.options().returnNew(true);
    return Optional.ofNullable(mongo.findAndModify(query, update, written, UserDocument.class))
        .map(UserDocument::toAccount);
  }

  private static Query byId(String userId) {
    return query(where("id").is(userId));
  }

  private static Query staying(String userId, long version) {
    return query(
        where("id").is(userId).and("version").is(version).and("leavingSince").exists(false));
  }

  private List<Account> accounts(Query query) {
    return mongo.find(query, UserDocument.class).stream().map(UserDocument::toAccount).toList();
  }

  private List<User> users(Query query) {
    return mongo.find(query, UserDocument.class).stream().map(UserDocument::toUser).toList();
  }
}
