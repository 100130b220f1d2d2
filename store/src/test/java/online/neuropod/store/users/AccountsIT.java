package online.neuropod.store.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import online.neuropod.domain.user.Account;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.Suspension;
import online.neuropod.domain.user.User;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.users.UserStore.Search;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What administrators write about people. */
@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class AccountsIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");
  private static final Suspension ABUSE = new Suspension("abuse", "root", T0);
  private static final Search ALL =
      new Search(Optional.empty(), Optional.empty(), Optional.empty());

  private final MongoTemplate mongo;
  private final UserStore users;

  AccountsIT(Server server) {
    mongo = server.freshTemplate();
    users = MongoUserStore.open(mongo);
  }

  private User user(String id, String name, Role role) {
    return users.findOrInsert(
        new User(id, id + "@example.org", name, role, false, 1, 0, T0, Optional.of("es")));
  }

  private List<String> found(Search which) {
    return users.search(which).stream().map(account -> account.user().id()).toList();
  }

  @Test
  void aSuspensionRaisesTheVersionAndIsReadBack() {
    user("ana", "Ana", Role.CLIENT);

    Account suspended = users.suspend("ana", 1, Optional.of(ABUSE), T0).orElseThrow();

    assertThat(suspended.user().suspended()).isTrue();
    assertThat(suspended.user().version()).isEqualTo(2);
    assertThat(users.account("ana")).contains(suspended);
    assertThat(suspended.suspension()).contains(ABUSE);

    Account restored = users.suspend("ana", 2, Optional.empty(), T0).orElseThrow();
    assertThat(restored.user().suspended()).isFalse();
    assertThat(restored.suspension()).isEmpty();
  }

  @Test
  void whoSawAnOlderVersionLoses() {
    user("ana", "Ana", Role.CLIENT);
    assertThat(users.changeRole("ana", 1, Role.ADMIN)).isPresent();

    assertThat(users.suspend("ana", 1, Optional.of(ABUSE), T0)).isEmpty();
    assertThat(users.changeRole("ana", 1, Role.CLIENT)).isEmpty();
    assertThat(users.find("ana").orElseThrow().role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void whatFollowsIsKnownUntilItIsDoneForThatVersion() {
    user("ana", "Ana", Role.CLIENT);
    users.suspend("ana", 1, Optional.of(ABUSE), T0);
    users.settled("ana", 1);
    assertThat(users.unsettled(T0.plusSeconds(1))).hasSize(1);
    assertThat(users.unsettled(T0)).isEmpty();

    users.settled("ana", 2);
    assertThat(users.unsettled(T0.plusSeconds(1))).isEmpty();
  }

  @Test
  void whoLeavesIsFoundByIdAloneAndFreesTheAddress() {
    user("ana", "Ana", Role.CLIENT);
    users.suspend("ana", 1, Optional.of(ABUSE), T0);

    users.leave("ana", T0);
    users.leave("ana", T0.plusSeconds(9));

    User gone = users.find("ana").orElseThrow();
    assertThat(gone.leaving()).isTrue();
    assertThat(gone.email()).isEmpty();
    assertThat(gone.name()).isEmpty();
    assertThat(gone.language()).isEmpty();
    assertThat(gone.version()).isEqualTo(3);
    assertThat(users.findByEmail("ana@example.org")).isEmpty();
    assertThat(users.searchByEmail("ana")).isEmpty();
    assertThat(found(ALL)).isEmpty();
    assertThat(users.suspend("ana", 3, Optional.of(ABUSE), T0)).isEmpty();
    Document kept = mongo.findAll(Document.class, "users").getFirst();
    assertThat(kept.toJson()).doesNotContain("ana@").doesNotContain("Ana").doesNotContain("abuse");

    User another =
        users.findOrInsert(
            new User(
                "ana-2", "ana@example.org", "Ana", Role.CLIENT, false, 1, 0, T0, Optional.empty()));
    assertThat(another.id()).isEqualTo("ana-2");
  }

  @Test
  void manyCanLeave() {
    user("ana", "Ana", Role.CLIENT);
    user("eva", "Eva", Role.CLIENT);

    users.leave("ana", T0);
    users.leave("eva", T0);

    assertThat(users.find("eva").orElseThrow().leaving()).isTrue();
  }

  @Test
  void searchesByTextRoleAndSuspension() {
    user("ana", "Ana García", Role.CLIENT);
    user("eva", "Eva", Role.CLIENT);
    user("root", "Root", Role.ADMIN);
    users.suspend("eva", 1, Optional.of(ABUSE), T0);

    assertThat(found(ALL)).containsExactly("ana", "eva", "root");
    assertThat(found(new Search(Optional.of("GARC"), Optional.empty(), Optional.empty())))
        .containsExactly("ana");
    assertThat(found(new Search(Optional.of("eva@"), Optional.empty(), Optional.empty())))
        .containsExactly("eva");
    assertThat(found(new Search(Optional.of(".*"), Optional.empty(), Optional.empty()))).isEmpty();
    assertThat(found(new Search(Optional.empty(), Optional.of(Role.ADMIN), Optional.empty())))
        .containsExactly("root");
    assertThat(found(new Search(Optional.empty(), Optional.of(Role.CLIENT), Optional.of(false))))
        .containsExactly("ana");
    assertThat(found(new Search(Optional.empty(), Optional.empty(), Optional.of(true))))
        .containsExactly("eva");
  }

  @Test
  void countsAdministratorsWhoCanAct() {
    user("root", "Root", Role.ADMIN);
    user("other", "Other", Role.ADMIN);
    user("third", "Third", Role.ADMIN);
    user("ana", "Ana", Role.CLIENT);
    users.suspend("other", 1, Optional.of(ABUSE), T0);
    users.leave("third", T0);

    assertThat(users.actingAdministrators()).isEqualTo(1);
  }

  @Test
  void theWorkspaceCanGoAndComeAgain() {
    user("ana", "Ana", Role.CLIENT);
    users.workspaceGrownTo("ana", 50);

    users.workspaceGone("ana");
    assertThat(users.find("ana").orElseThrow().workspaceGb()).isZero();
    users.workspaceGrownTo("ana", 10);
    assertThat(users.find("ana").orElseThrow().workspaceGb()).isEqualTo(10);
  }

  @Test
  void oneAtATimeHasTheTurn() throws InterruptedException, ExecutionException {
    var within = new AtomicInteger();
    var most = new AtomicInteger();

    Together.run(
        6,
        i ->
            users.inTurn(
                () -> {
                  most.accumulateAndGet(within.incrementAndGet(), Math::max);
                  var _ = users.actingAdministrators();
                  return within.decrementAndGet();
                }));

    assertThat(most).hasValue(1);
  }

  @Test
  void aTurnIsGivenBackAlsoByWhoFails() {
    assertThatThrownBy(
            () ->
                users.inTurn(
                    () -> {
                      throw new IllegalStateException("refused");
                    }))
        .hasMessage("refused");

    assertThat(users.<Boolean>inTurn(() -> true)).isTrue();
  }

  @Test
  void aTurnOfWhoDiedEndsByItself() {
    mongo.insert(
        new Document("_id", "administrators")
            .append("holder", "gone")
            .append("until", java.util.Date.from(Instant.now().minusSeconds(1))),
        "turns");

    assertThat(users.<Boolean>inTurn(() -> true)).isTrue();
  }
}
