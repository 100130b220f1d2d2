package online.neuropod.store.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import online.neuropod.domain.user.Lockout.Attempts;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoAttemptStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");

  private final AttemptStore attempts;

  MongoAttemptStoreIT(Server server) {
    attempts = MongoAttemptStore.open(server.freshTemplate());
  }

  @Test
  void whatWasWrittenIsWrittenOnceMoreOnlyByWhoHasReadIt() {
    var first = new Attempts(1, T0);
    var second = new Attempts(2, T0.plusSeconds(1));

    assertThat(attempts.write("a", Optional.empty(), first)).isTrue();
    assertThat(attempts.write("a", Optional.empty(), second)).isFalse();
    assertThat(attempts.write("a", Optional.of(first), second)).isTrue();
    assertThat(attempts.write("a", Optional.of(first), second)).isFalse();
    assertThat(attempts.find("a")).contains(second);
    assertThat(attempts.find("b")).isEmpty();
  }

  @Test
  void ofManyAtOnceOneIsCounted() throws InterruptedException, ExecutionException {
    List<Boolean> written =
        Together.run(6, _ -> attempts.write("a", Optional.empty(), new Attempts(1, T0)));

    assertThat(written).containsOnlyOnce(true);
  }

  @Test
  void oneIsTakenBackAndAllAreForgotten() {
    attempts.write("a", Optional.empty(), new Attempts(1, T0));

    attempts.takeBack("a");
    attempts.takeBack("a");
    attempts.takeBack("nobody");
    assertThat(attempts.find("a")).contains(new Attempts(0, T0));

    attempts.forget("a");
    assertThat(attempts.find("a")).isEmpty();
    assertThat(attempts.find("nobody")).isEmpty();
  }

  @Test
  void thoseOfLongAgoAreSwept() {
    attempts.write("old", Optional.empty(), new Attempts(1, T0));
    attempts.write("new", Optional.empty(), new Attempts(1, T0.plusSeconds(1)));

    assertThat(attempts.sweep(T0.plusSeconds(1))).isEqualTo(1);
    assertThat(attempts.find("new")).isPresent();
  }
}
