package online.neuropod.store.outages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;
import online.neuropod.store.DatabaseHealth;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.outages.OutageStore.Outage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoOutageStoreIT {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00.123Z");

  private final Server server;
  private final OutageStore outages;

  MongoOutageStoreIT(Server server) {
    this.server = server;
    outages = new MongoOutageStore(server.freshTemplate());
  }

  @Test
  void anOutageBeginsOnceAndEndsOnce() {
    var first = new Outage("temporal", T0);
    outages.begin(first);
    outages.begin(new Outage("temporal", T0.plusSeconds(1)));
    var other = new Outage("edge", T0.plusSeconds(2));
    outages.begin(other);
    assertThat(outages.open()).containsExactly(first, other);

    outages.end(new Outage("temporal", T0.plusSeconds(1)));
    assertThat(outages.open()).containsExactly(first, other);
    outages.end(first);
    assertThat(outages.open()).containsExactly(other);
    outages.begin(new Outage("temporal", T0.plusSeconds(3)));
    assertThat(outages.open()).hasSize(2);
  }

  @Test
  void ofSeveralProcessesOneLooks() throws InterruptedException, ExecutionException {
    Instant until = T0.plusSeconds(30);
    List<Boolean> leads = Together.run(6, i -> outages.lead("p" + i, T0, until));
    assertThat(leads).containsOnlyOnce(true);

    String leader = "p" + leads.indexOf(true);
    assertThat(outages.lead(leader, T0.plusSeconds(10), T0.plusSeconds(40))).isTrue();
    assertThat(outages.lead("other", T0.plusSeconds(35), T0.plusSeconds(65))).isFalse();
    assertThat(outages.lead("other", T0.plusSeconds(41), T0.plusSeconds(71))).isTrue();
    assertThat(outages.lead(leader, T0.plusSeconds(42), T0.plusSeconds(72))).isFalse();
  }

  @Test
  void theServerTellsItsVersion() {
    assertThat(new DatabaseHealth(server.freshDatabase()).version()).matches("[0-9]+\\..+");
  }
}
