package online.neuropod.store.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import online.neuropod.domain.user.Role;
import online.neuropod.domain.user.User;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoUserStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");

  private final UserStore users;

  MongoUserStoreIT(Server server) {
    users = MongoUserStore.open(server.freshTemplate());
  }

  @Test
  void readsBackEveryField() {
    var user =
        new User("u1", "ana@example.org", "Ana", Role.ADMIN, true, 3, 50, T0, Optional.of("en"));

    assertThat(users.findOrInsert(user)).isEqualTo(user);
    assertThat(users.find("u1")).contains(user);
  }

  @Test
  void findsByAddressInWhateverCase() {
    User user = users.findOrInsert(user("u1", "Ana@Example.org"));

    assertThat(user.email()).isEqualTo("ana@example.org");
    assertThat(users.findByEmail("ANA@example.ORG")).contains(user);
    assertThat(users.findByEmail("ana@example.com")).isEmpty();
  }

  @Test
  void ofManyFirstSignInsAtOnceAllAreTheSamePerson()
      throws InterruptedException, ExecutionException {
    List<User> seen = Together.run(8, i -> users.findOrInsert(user("u" + i, "ana@example.org")));

    assertThat(seen).containsOnly(seen.getFirst());
    assertThat(users.findAll(Set.of("u0", "u1", "u2", "u3", "u4", "u5", "u6", "u7"))).hasSize(1);
  }

  @Test
  void searchesTheTextAndNotAPattern() {
    users.findOrInsert(user("u1", "ana.b@example.org"));
    users.findOrInsert(user("u2", "anaxb@example.org"));

    assertThat(users.searchByEmail("A.B")).extracting(User::id).containsExactly("u1");
    assertThat(users.searchByEmail("example")).extracting(User::id).containsExactly("u1", "u2");
    assertThat(users.searchByEmail(".*")).isEmpty();
  }

  @Test
  void aChangeOfRoleRaisesTheVersionOnce() {
    users.findOrInsert(user("u1", "ana@example.org"));

    assertThat(users.setRole("u1", Role.ADMIN).version()).isEqualTo(2);
    User again = users.setRole("u1", Role.ADMIN);
    assertThat(again.version()).isEqualTo(2);
    assertThat(again.role()).isEqualTo(Role.ADMIN);
    assertThatThrownBy(() -> users.setRole("nobody", Role.ADMIN))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theLanguageIsWhatWasSaidLast() {
    users.findOrInsert(user("u1", "ana@example.org"));

    assertThat(users.speak("u1", Optional.of("en")).language()).contains("en");
    assertThat(users.find("u1").orElseThrow().language()).contains("en");
    assertThat(users.speak("u1", Optional.empty()).language()).isEmpty();
    assertThat(users.find("u1").orElseThrow().version()).isEqualTo(1);
    assertThatThrownBy(() -> users.speak("nobody", Optional.empty()))
        .isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void theWorkspaceNeverShrinks() {
    users.findOrInsert(user("u1", "ana@example.org"));

    users.workspaceGrownTo("u1", 50);
    users.workspaceGrownTo("u1", 20);

    assertThat(users.find("u1").orElseThrow().workspaceGb()).isEqualTo(50);
  }

  private static User user(String id, String email) {
    return new User(id, email, "Ana", Role.CLIENT, false, 1, 0, T0, Optional.empty());
  }
}
