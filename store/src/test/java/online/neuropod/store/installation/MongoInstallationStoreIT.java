package online.neuropod.store.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import online.neuropod.store.Databases.Server;
import online.neuropod.store.Together;
import online.neuropod.store.installation.InstallationStore.Installation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

@ParameterizedClass
@MethodSource("online.neuropod.store.Databases#servers")
class MongoInstallationStoreIT {
  private final Server server;

  MongoInstallationStoreIT(Server server) {
    this.server = server;
  }

  @Test
  void manyProcessesThatStartAtOnceAreOneInstallation()
      throws InterruptedException, ExecutionException {
    MongoTemplate mongo = server.freshTemplate();

    List<Installation> seen = Together.run(8, i -> new MongoInstallationStore(mongo).get());

    assertThat(seen).containsOnly(seen.getFirst());
    assertThat(new MongoInstallationStore(mongo).get()).isEqualTo(seen.getFirst());
  }

  @Test
  void theIdentityFitsIntoLabelsAndTheKeyIsLongEnough() {
    Installation installation = new MongoInstallationStore(server.freshTemplate()).get();

    assertThat(installation.id()).matches("[a-z0-9]{8}");
    assertThat(Base64.getDecoder().decode(installation.hashKey())).hasSize(32);
  }

  @Test
  void twoInstallationsDiffer() {
    assertThat(new MongoInstallationStore(server.freshTemplate()).get())
        .isNotEqualTo(new MongoInstallationStore(server.freshTemplate()).get());
  }
}
