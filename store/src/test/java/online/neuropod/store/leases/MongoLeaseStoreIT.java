package online.neuropod.store.leases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import online.neuropod.store.Databases.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoLeaseStoreIT {
  private static final Duration LASTS = Duration.ofSeconds(30);

  private final LeaseStore leases;
  private Instant now = Instant.parse("2026-03-01T10:00:00Z");

  MongoLeaseStoreIT(Server server) {
    leases = MongoLeaseStore.open(server.freshTemplate(), () -> now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void oneHasItUntilItEnds() {
    assertThat(leases.hold("work", "a", LASTS)).isTrue();
    assertThat(leases.hold("work", "b", LASTS)).isFalse();
    assertThat(leases.hold("other work", "b", LASTS)).isTrue();

    pass(LASTS.minusSeconds(1));
    assertThat(leases.hold("work", "b", LASTS)).isFalse();
    pass(Duration.ofSeconds(1));
    assertThat(leases.hold("work", "b", LASTS)).isTrue();
    assertThat(leases.hold("work", "a", LASTS)).isFalse();
  }

  @Test
  void whoComesAgainKeepsIt() {
    leases.hold("work", "a", LASTS);
    pass(LASTS.minusSeconds(1));
    assertThat(leases.hold("work", "a", LASTS)).isTrue();
    pass(LASTS.minusSeconds(1));

    assertThat(leases.hold("work", "b", LASTS)).isFalse();
  }

  @Test
  void whoGivesItBackLetsAnotherHaveItAtOnce() {
    leases.hold("work", "a", LASTS);
    leases.release("work", "b");
    assertThat(leases.hold("work", "b", LASTS)).as("it was not b's to give").isFalse();

    leases.release("work", "a");
    assertThat(leases.hold("work", "b", LASTS)).isTrue();
  }
}
