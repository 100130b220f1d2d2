package online.neuropod.store.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.credentials.CredentialStore.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoCredentialStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");

  private final CredentialStore credentials;

  MongoCredentialStoreIT(Server server) {
    credentials = MongoCredentialStore.open(server.freshTemplate());
  }

  @Test
  void anAddressHasOnePassword() throws InterruptedException, ExecutionException {
    List<Boolean> added = Together.run(6, i -> credentials.add(password("u" + i, "h" + i)));

    assertThat(added).containsOnlyOnce(true);
    Password kept = credentials.password("a@example.org").orElseThrow();
    assertThat(kept).isEqualTo(password(kept.userId(), kept.hash()));
  }

  @Test
  void aPasswordIsReplacedAndRemovedOnlyAsItWasRead() {
    Password first = password("u", "h1");
    Password second = password("u", "h2");
    credentials.add(first);

    assertThat(credentials.replace(second, first)).isFalse();
    assertThat(credentials.replace(first, second)).isTrue();
    assertThat(credentials.remove(first)).isFalse();
    assertThat(credentials.password("a@example.org")).contains(second);
    assertThat(credentials.remove(second)).isTrue();
    assertThat(credentials.password("a@example.org")).isEmpty();
  }

  @Test
  void whatIsSetHoldsWhateverThereWas() {
    credentials.set(password("u", "h1"));
    var by = new Password("a@example.org", "v", "h2", true, T0);
    credentials.set(by);

    assertThat(credentials.password("a@example.org")).contains(by);
  }

  @Test
  void anAccountAtGoogleIsOnePersons() {
    assertThat(credentials.addGoogle("sub", "u", T0)).isTrue();
    assertThat(credentials.addGoogle("sub", "v", T0)).isFalse();
    assertThat(credentials.googleUser("sub")).contains("u");
    assertThat(credentials.googleSubject("u")).contains("sub");
    assertThat(credentials.googleSubject("v")).isEmpty();

    credentials.removeGoogle("sub", "v");
    assertThat(credentials.googleUser("sub")).contains("u");
    credentials.removeGoogle("sub", "u");
    assertThat(credentials.googleUser("sub")).isEmpty();
  }

  @Test
  void nothingOfAPersonIsLeftAndNobodyElsesIsTouched() {
    credentials.add(password("u", "h"));
    credentials.addGoogle("sub", "u", T0);
    credentials.addGoogle("other", "v", T0);

    credentials.forget("u");

    assertThat(credentials.password("a@example.org")).isEmpty();
    assertThat(credentials.googleUser("sub")).isEmpty();
    assertThat(credentials.googleUser("other")).contains("v");
  }

  private static Password password(String userId, String hash) {
    return new Password("a@example.org", userId, hash, false, T0);
  }
}
